import { FINAL_DEAL_STATUSES } from '@outcry/core';
import { sql } from 'kysely';
import type { LiveState } from '../live-state.ts';
import type { Page } from '../page.ts';
import { type EndedRows, listMerged, type MergedList } from '../ranked/merged-list.ts';
import { pairConditions } from '../ranked/pair-filter.ts';
import type { RankedRequest } from '../ranked/ranked.ts';
import { statusConditions } from '../ranked/status-filter.ts';
import type { RowSource } from '../reader-messages.ts';
import { checkDealFilter, type DealFilter, type DealOrder, finalStatuses } from './deal-filter.ts';
import { AS_ROWS, type DealRow, type DealView, dealsById } from './deal-row.ts';
import { runningDeals } from './running-deals.ts';

/** Of ended deals: an ended deal changes no more, so it was updated last when it was closed. */
const LIST: Omit<MergedList<DealFilter, DealOrder, never>, 'byIds'> = {
  name: 'deals',
  table: 'deals',
  columns: {
    created: 'created_at',
    updated: 'closed_at',
    closed: 'closed_at',
    profit: 'profit_rank',
    profitPercent: 'percent_rank',
  },
  running: runningDeals,
  ended: endedDeals,
};

/**
 * Running and ended deals in one list. Each is there once, whatever ends in between; a page costs what it holds, and the
 * running deals of the accounts. Rejects with ReadModelError.
 */
export function listDeals(
  live: LiveState,
  source: RowSource,
  filter: DealFilter,
  request: RankedRequest<DealOrder>,
): Promise<Page<DealRow>> {
  return listDealsAs(AS_ROWS, live, source, filter, request);
}

/** The same, of each deal what the view makes of it. */
export async function listDealsAs<T>(
  view: DealView<T>,
  live: LiveState,
  source: RowSource,
  filter: DealFilter,
  request: RankedRequest<DealOrder>,
): Promise<Page<T>> {
  checkDealFilter(filter);
  const list: MergedList<DealFilter, DealOrder, T> = {
    ...LIST,
    byIds: (from, ended, ids) => dealsById(from, ended, ids, view),
  };
  return listMerged(list, live, source, filter, request);
}

function endedDeals(filter: DealFilter): EndedRows | null {
  const { accounts, bot } = filter;
  const statuses = finalStatuses(filter);
  if (statuses.length === 0 || accounts.length === 0) return null;
  const conditions = [...statusConditions(FINAL_DEAL_STATUSES, statuses), ...pairConditions(filter)];
  if (bot === undefined) return { owner: 'account', owners: accounts, conditions };
  return { owner: 'bot', owners: [bot], conditions: [...conditions, sql`account in (${sql.join(accounts)})`] };
}
