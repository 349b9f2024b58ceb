import type { BotsEvent, CoreEvent, CoreState, FinishedDeal } from '@outcry/core';
import { dealsOfTurn, type ProjectedTurn } from '../readmodel/index.ts';

export interface BotChange {
  readonly id: number;
  readonly account: number;
  /** `changed`: its settings, whether it is enabled, or its deals. */
  readonly kind: 'created' | 'changed' | 'deleted';
}

export interface DealChange {
  readonly id: number;
  readonly bot: number;
  readonly account: number;
  readonly kind: 'created' | 'changed' | 'closed';
  /** What became of it, when it was closed. */
  readonly finished: FinishedDeal | null;
}

/** What a turn did to bots and deals, each named once. A deal that began and ended in it is `closed`. */
export interface DealChanges {
  readonly seq: number;
  readonly at: number;
  readonly bots: readonly BotChange[];
  readonly deals: readonly DealChange[];
}

/** The bots and deals that a turn has touched; null when there are none. `state`: as it stands after the turn. */
export function changesOf(turn: ProjectedTurn, state: CoreState): DealChanges | null {
  const dealOf = dealsOfTurn(turn, state);
  if (dealOf === null && !turn.events.some(isOfBots)) return null;
  const bots = new Map<number, BotChange>();
  const deals = new Map<number, DealChange>();
  const finished = new Map(turn.finishedDeals.map((ended) => [ended.deal.id, ended]));
  for (const event of turn.events) {
    const id = dealOf === null ? null : dealOf(event);
    if (id !== null) noteDeal(state, id, event.type === 'bots.dealOpened', finished.get(id), deals);
    if (isOfBots(event)) noteBot(state, event, deals, bots);
  }
  if (bots.size === 0 && deals.size === 0) return null;
  return { seq: turn.seq, at: turn.at, bots: [...bots.values()], deals: [...deals.values()] };
}

function isOfBots(event: CoreEvent): event is BotsEvent {
  return event.type.startsWith('bots.');
}

function noteDeal(
  state: CoreState,
  id: number,
  opened: boolean,
  finished: FinishedDeal | undefined,
  deals: Map<number, DealChange>,
): void {
  if (deals.has(id)) return;
  const deal = finished?.deal ?? state.bots.deals.get(id);
  if (deal === undefined) return;
  const kind = finished !== undefined ? 'closed' : opened ? 'created' : 'changed';
  deals.set(id, { id, bot: deal.bot, account: deal.account, kind, finished: finished ?? null });
}

function noteBot(
  state: CoreState,
  event: BotsEvent,
  deals: ReadonlyMap<number, DealChange>,
  bots: Map<number, BotChange>,
): void {
  switch (event.type) {
    case 'bots.created':
      bots.set(event.id, { id: event.id, account: event.account, kind: 'created' });
      return;
    case 'bots.deleted':
      bots.set(event.id, { id: event.id, account: event.account, kind: 'deleted' });
      return;
    case 'bots.edited':
    case 'bots.enabled':
    case 'bots.disabled':
      return noteChanged(state, event.id, bots);
    case 'bots.dealOpened':
    case 'bots.dealClosed':
      return noteChanged(state, deals.get(event.id)?.bot ?? 0, bots);
  }
}

function noteChanged(state: CoreState, id: number, bots: Map<number, BotChange>): void {
  const bot = state.bots.bots.get(id);
  if (bot !== undefined && !bots.has(id)) bots.set(id, { id, account: bot.account, kind: 'changed' });
}
