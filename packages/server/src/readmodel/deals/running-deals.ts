import { setImmediate as breathe } from 'node:timers/promises';
import { type Bot, type CoreState, type Deal, type DealStatus, dealResult, decimals, parseDecimal } from '@outcry/core';
import type { LiveState } from '../live-state.ts';
import type { DealFilter, DealOrder } from './deal-filter.ts';
import type { Ranked } from './ranked.ts';
import { PERCENT_PLACES, PROFIT_PLACES, sortText } from './sort-text.ts';

/** Running deals that are valued without a pause: between two such stretches commands and ticks have their turn. */
const VALUED_AT_ONCE = 1_000;

/** A deal that runs counts as closed after all that have been. */
const NOT_CLOSED = Number.MAX_SAFE_INTEGER;

/** Running deals that the filter takes with their places in the order. */
export async function runningDeals(
  live: LiveState,
  filter: DealFilter,
  order: DealOrder,
  statuses: ReadonlySet<DealStatus>,
): Promise<{ readonly deals: readonly Ranked[]; readonly nextDeal: number }> {
  const found = await live.read((state) => {
    const deals: Ranked[] = [];
    eachRunningDeal(state, filter, (deal) => {
      if (!statuses.has(deal.status) || !fits(state, deal, filter)) return;
      deals.push({ id: deal.id, rank: timeOf(deal, order) });
    });
    return { deals, nextDeal: state.bots.nextDeal };
  });
  if (order !== 'profit' && order !== 'profitPercent') return found;
  const deals = await valued(live, found.deals, (state, deal) => rankOf(state, deal, order));
  return { ...found, deals: deals.map(({ id, value }) => ({ id, rank: value })) };
}

/** What `read` makes of each of these deals that still runs, a stretch at a time. */
export async function valued<T>(
  live: LiveState,
  deals: readonly { readonly id: number }[],
  read: (state: CoreState, deal: Deal) => T,
): Promise<{ readonly id: number; readonly value: T }[]> {
  const all: { id: number; value: T }[] = [];
  for (let i = 0; i < deals.length; i += VALUED_AT_ONCE) {
    if (i > 0) await breathe();
    const stretch = deals.slice(i, i + VALUED_AT_ONCE);
    const values = await live.read((state) =>
      stretch.flatMap(({ id }) => {
        const deal = state.bots.deals.get(id);
        return deal === undefined ? [] : [{ id, value: read(state, deal) }];
      }),
    );
    all.push(...values);
  }
  return all;
}

/** Running deals of some accounts or of one of their bots. */
export function eachRunningDeal(
  state: CoreState,
  { accounts, bot }: Pick<DealFilter, 'accounts' | 'bot'>,
  tell: (deal: Deal) => void,
): void {
  const tellOf = (owner: Bot): void => {
    for (const id of owner.deals) tell(state.bots.deals.get(id) as Deal);
  };
  if (bot !== undefined) {
    const one = state.bots.bots.get(bot);
    if (one !== undefined && accounts.includes(one.account)) tellOf(one);
    return;
  }
  for (const account of accounts) {
    for (const id of state.bots.byAccount.get(account) ?? []) tellOf(state.bots.bots.get(id) as Bot);
  }
}

function fits({ instruments }: CoreState, deal: Deal, { instrument, base, quote, from, to }: DealFilter): boolean {
  const pair = instruments.instruments[deal.instrument];
  return (
    (instrument === undefined || deal.instrument === instrument) &&
    (base === undefined || pair?.base === base) &&
    (quote === undefined || pair?.quote === quote) &&
    (from === undefined || deal.createdAt >= from) &&
    (to === undefined || deal.createdAt < to)
  );
}

function timeOf(deal: Deal, order: DealOrder): number {
  if (order === 'updated') return deal.updatedAt;
  return order === 'closed' ? NOT_CLOSED : deal.createdAt;
}

function rankOf(state: CoreState, deal: Deal, order: 'profit' | 'profitPercent'): string {
  const { actualProfit, actualProfitPercent } = dealResult(state, deal);
  const [text, places] = order === 'profit' ? [actualProfit, PROFIT_PLACES] : [actualProfitPercent, PERCENT_PLACES];
  return sortText(parseDecimal(text) ?? decimals.ZERO, places);
}
