import { type Bot, type CoreState, type Deal, dealResult } from '@outcry/core';
import type { LiveState } from '../live-state.ts';
import { NOT_CLOSED, type RunningPlaces } from '../ranked/merged-list.ts';
import { fitsPair } from '../ranked/pair-filter.ts';
import type { Ranked } from '../ranked/ranked.ts';
import { PERCENT_PLACES, PROFIT_PLACES, sortTextOf } from '../ranked/sort-text.ts';
import { valued } from '../ranked/valued.ts';
import { type DealFilter, type DealOrder, runningStatuses } from './deal-filter.ts';

/** Running deals that the filter takes with their places in the order. */
export async function runningDeals(live: LiveState, filter: DealFilter, order: DealOrder): Promise<RunningPlaces> {
  const statuses = new Set(runningStatuses(filter));
  const found = await live.read((state) => {
    const rows: Ranked[] = [];
    eachRunningDeal(state, filter, (deal) => {
      if (!statuses.has(deal.status) || !fitsPair(state.instruments, deal, filter)) return;
      rows.push({ id: deal.id, rank: timeOf(deal, order) });
    });
    return { rows, next: state.bots.nextDeal };
  });
  if (order !== 'profit' && order !== 'profitPercent') return found;
  const rows = await valued(live, found.rows, dealById, (state, deal) => rankOf(state, deal, order));
  return { ...found, rows: rows.map(({ id, value }) => ({ id, rank: value })) };
}

/** A running deal. */
export function dealById({ bots }: CoreState, id: number): Deal | undefined {
  return bots.deals.get(id);
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

function timeOf(deal: Deal, order: DealOrder): number {
  if (order === 'updated') return deal.updatedAt;
  return order === 'closed' ? NOT_CLOSED : deal.createdAt;
}

function rankOf(state: CoreState, deal: Deal, order: 'profit' | 'profitPercent'): string {
  const { actualProfit, actualProfitPercent } = dealResult(state, deal);
  return order === 'profit' ? sortTextOf(actualProfit, PROFIT_PLACES) : sortTextOf(actualProfitPercent, PERCENT_PLACES);
}
