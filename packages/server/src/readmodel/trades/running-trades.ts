import { type CoreState, type Trade, tradeFigures, tradesOf } from '@outcry/core';
import type { LiveState } from '../live-state.ts';
import { NOT_CLOSED, type RunningPlaces } from '../ranked/merged-list.ts';
import { fitsPair } from '../ranked/pair-filter.ts';
import type { Ranked } from '../ranked/ranked.ts';
import { PERCENT_PLACES, PROFIT_PLACES, sortTextOf } from '../ranked/sort-text.ts';
import { valued } from '../ranked/valued.ts';
import { runningTradeStatuses, type TradeFilter, type TradeOrder } from './trade-filter.ts';
import { isConditional, tradeKind } from './trade-kind.ts';

/** Running trades that the filter takes with their places in the order. */
export async function runningTrades(live: LiveState, filter: TradeFilter, order: TradeOrder): Promise<RunningPlaces> {
  const statuses = new Set(runningTradeStatuses(filter));
  const found = await live.read((state) => {
    const rows: Ranked[] = [];
    for (const trade of filter.accounts.flatMap((account) => tradesOf(state.trades, account))) {
      if (!statuses.has(trade.status) || !fits(state, trade, filter)) continue;
      rows.push({ id: trade.id, rank: timeOf(trade, order) });
    }
    return { rows, next: state.trades.nextTrade };
  });
  if (order !== 'profit' && order !== 'profitPercent') return found;
  const rows = await valued(live, found.rows, tradeById, order === 'profit' ? profitOf : percentOf);
  return { ...found, rows: rows.map(({ id, value }) => ({ id, rank: value })) };
}

function tradeById({ trades }: CoreState, id: number): Trade | undefined {
  return trades.trades.get(id);
}

function fits({ instruments }: CoreState, { settings, createdAt }: Trade, filter: TradeFilter): boolean {
  const { kind, conditional } = filter;
  return (
    fitsPair(instruments, { instrument: settings.instrument, createdAt }, filter) &&
    (kind === undefined || tradeKind(settings) === kind) &&
    (conditional === undefined || isConditional(settings) === conditional)
  );
}

function timeOf(trade: Trade, order: TradeOrder): number {
  if (order === 'updated') return trade.updatedAt;
  return order === 'closed' ? NOT_CLOSED : trade.createdAt;
}

function profitOf(state: CoreState, trade: Trade): string {
  return sortTextOf(tradeFigures(state, trade).profit, PROFIT_PLACES);
}

function percentOf(state: CoreState, trade: Trade): string {
  return sortTextOf(tradeFigures(state, trade).profitPercent, PERCENT_PLACES);
}
