import { FINAL_TRADE_STATUSES } from '@outcry/core';
import { sql } from 'kysely';
import type { LiveState } from '../live-state.ts';
import type { Page } from '../page.ts';
import { type EndedRows, listMerged, type MergedList } from '../ranked/merged-list.ts';
import { pairConditions } from '../ranked/pair-filter.ts';
import type { RankedRequest } from '../ranked/ranked.ts';
import { statusConditions } from '../ranked/status-filter.ts';
import type { RowSource } from '../reader-messages.ts';
import { runningTrades } from './running-trades.ts';
import { checkTradeFilter, finalTradeStatuses, type TradeFilter, type TradeOrder } from './trade-filter.ts';
import { type TradeRow, tradesById } from './trade-row.ts';

/** Of ended trades: an ended trade changes no more, so it was updated last when it was closed. */
const LIST: MergedList<TradeFilter, TradeOrder, TradeRow> = {
  name: 'trades',
  table: 'trades',
  columns: {
    created: 'created_at',
    updated: 'closed_at',
    closed: 'closed_at',
    profit: 'profit_rank',
    profitPercent: 'percent_rank',
  },
  running: runningTrades,
  ended: endedTrades,
  byIds: tradesById,
};

/**
 * Running and ended smart trades in one list. Each is there once, whatever ends in between; a page costs what it holds, and
 * the running trades of the accounts. Rejects with ReadModelError.
 */
export async function listTrades(
  live: LiveState,
  source: RowSource,
  filter: TradeFilter,
  request: RankedRequest<TradeOrder>,
): Promise<Page<TradeRow>> {
  checkTradeFilter(filter);
  return listMerged(LIST, live, source, filter, request);
}

function endedTrades(filter: TradeFilter): EndedRows | null {
  const { accounts, kind, conditional } = filter;
  const statuses = finalTradeStatuses(filter);
  if (statuses.length === 0 || accounts.length === 0) return null;
  const conditions = [...statusConditions(FINAL_TRADE_STATUSES, statuses), ...pairConditions(filter)];
  if (kind !== undefined) conditions.push(sql`kind = ${kind}`);
  if (conditional !== undefined) conditions.push(sql`conditional = ${conditional ? 1 : 0}`);
  return { owner: 'account', owners: accounts, conditions };
}
