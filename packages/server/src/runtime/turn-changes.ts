import type {
  BotsEvent,
  CoreEvent,
  CoreState,
  FinalTradeStatus,
  FinishedDeal,
  FinishedTrade,
  GridEvent,
  TradeStatus,
} from '@outcry/core';
import { ownersOfTurn, type ProjectedTurn } from '../readmodel/index.ts';

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

export interface TradeChange {
  readonly id: number;
  readonly account: number;
  readonly kind: 'created' | 'changed' | 'closed';
  /** It has another status than after the turns before; one that began has. */
  readonly statusChanged: boolean;
  /** What became of it, when it was closed. */
  readonly finished: FinishedTrade | null;
}

/** A grid bot that was made, deleted, or to which something has happened. */
export type GridChange = BotChange;

/** What a turn did to bots, deals, smart trades and grid bots, each named once. What began and ended in it is `closed`. */
export interface TurnChanges {
  readonly seq: number;
  readonly at: number;
  readonly bots: readonly BotChange[];
  readonly deals: readonly DealChange[];
  readonly trades: readonly TradeChange[];
  readonly grids: readonly GridChange[];
}

/** What is noted of one turn, by id. */
class Notes {
  readonly bots = new Map<number, BotChange>();
  readonly deals = new Map<number, DealChange>();
  readonly trades = new Map<number, TradeChange>();
  readonly grids = new Map<number, GridChange>();
}

/** Tells turn by turn what has changed. It must see every turn, in order. */
export class ChangeReader {
  /** Of running trades, after the last turn. */
  readonly #statuses = new Map<number, TradeStatus | FinalTradeStatus>();

  /** `state`: as it stands before the first turn. */
  constructor({ trades }: CoreState) {
    for (const { id, status } of trades.trades.values()) this.#statuses.set(id, status);
  }

  /** The bots, deals and trades that a turn has touched; null when there are none. `state`: as it stands after the turn. */
  read(turn: ProjectedTurn, state: CoreState): TurnChanges | null {
    const ownerOf = ownersOfTurn(turn, state);
    if (ownerOf === null && !turn.events.some((event) => isOfBots(event) || isOfGrid(event))) return null;
    const notes = new Notes();
    const deals = new Map(turn.finishedDeals.map((ended) => [ended.deal.id, ended]));
    const trades = new Map(turn.finishedTrades.map((ended) => [ended.trade.id, ended]));
    for (const event of turn.events) {
      const found = ownerOf === null ? null : ownerOf(event);
      if (found?.owner === 'deal') noteDeal(state, found.entity, event, deals.get(found.entity), notes);
      if (found?.owner === 'trade') this.#noteTrade(state, found.entity, event, trades.get(found.entity), notes);
      if (isOfBots(event)) noteBot(state, event, notes);
      if (isOfGrid(event) || found?.owner === 'grid') noteGrid(state, event, found?.entity ?? 0, notes);
    }
    if (notes.bots.size + notes.deals.size + notes.trades.size + notes.grids.size === 0) return null;
    return {
      seq: turn.seq,
      at: turn.at,
      bots: [...notes.bots.values()],
      deals: [...notes.deals.values()],
      trades: [...notes.trades.values()],
      grids: [...notes.grids.values()],
    };
  }

  #noteTrade(state: CoreState, id: number, event: CoreEvent, finished: FinishedTrade | undefined, notes: Notes): void {
    if (notes.trades.has(id)) return;
    const trade = finished?.trade ?? state.trades.trades.get(id);
    if (trade === undefined) return;
    const status = finished?.status ?? trade.status;
    const statusChanged = this.#statuses.get(id) !== status;
    if (finished === undefined) this.#statuses.set(id, status);
    else this.#statuses.delete(id);
    const kind = kindOf(event.type === 'trades.opened', finished);
    notes.trades.set(id, { id, account: trade.account, kind, statusChanged, finished: finished ?? null });
  }
}

function isOfBots(event: CoreEvent): event is BotsEvent {
  return event.type.startsWith('bots.');
}

function isOfGrid(event: CoreEvent): event is GridEvent {
  return event.type.startsWith('grid.');
}

/** `entity`: the bot that an order belongs to. */
function noteGrid(state: CoreState, event: CoreEvent, entity: number, { grids }: Notes): void {
  const known = event as GridEvent;
  if (known.type === 'grid.created' || known.type === 'grid.deleted') {
    const kind = known.type === 'grid.created' ? 'created' : 'deleted';
    grids.set(known.id, { id: known.id, account: known.account, kind });
    return;
  }
  const id = isOfGrid(event) ? event.id : entity;
  const bot = state.grid.bots.get(id);
  if (bot !== undefined && !grids.has(id)) grids.set(id, { id, account: bot.account, kind: 'changed' });
}

/** `opened`: it began with the first event that touches it. */
function kindOf(opened: boolean, finished: unknown): 'created' | 'changed' | 'closed' {
  return finished !== undefined ? 'closed' : opened ? 'created' : 'changed';
}

function noteDeal(
  state: CoreState,
  id: number,
  event: CoreEvent,
  finished: FinishedDeal | undefined,
  { deals }: Notes,
): void {
  if (deals.has(id)) return;
  const deal = finished?.deal ?? state.bots.deals.get(id);
  if (deal === undefined) return;
  const kind = kindOf(event.type === 'bots.dealOpened', finished);
  deals.set(id, { id, bot: deal.bot, account: deal.account, kind, finished: finished ?? null });
}

function noteBot(state: CoreState, event: BotsEvent, { bots, deals }: Notes): void {
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
