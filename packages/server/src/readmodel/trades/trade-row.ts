import {
  type CoreState,
  type FinishedTrade,
  finishedTradeRecord,
  type TradeAllows,
  type TradeFigures,
  type TradeRecord,
  tradeFigures,
  tradeRecord,
} from '@outcry/core';
import type { LiveState } from '../live-state.ts';
import { checkInteger } from '../page.ts';
import { rowsById } from '../ranked/rows-by-id.ts';
import type { RowSource } from '../reader-messages.ts';

/** A smart trade, running or ended. Amounts are decimal text, times ms UTC. */
export interface TradeRow {
  readonly record: TradeRecord;
  /** Figures at the market of this moment; null once it has ended. */
  readonly figures: TradeFigures | null;
}

/** A copy of a running trade as it stands now; undefined when none runs with this id. */
export function runningTradeRow(state: CoreState, id: number): TradeRow | undefined {
  const trade = state.trades.trades.get(id);
  return trade === undefined ? undefined : { record: tradeRecord(state, trade), figures: tradeFigures(state, trade) };
}

/** A trade that has just ended, before SQL has it. */
export function finishedTradeRow(state: CoreState, finished: FinishedTrade): TradeRow {
  return { record: finishedTradeRecord(state, finished), figures: null };
}

const NOTHING: TradeAllows = {
  edit: false,
  moveEntry: false,
  cancel: false,
  panicSell: false,
  forceStart: false,
  addFunds: false,
  changeFunds: false,
  reduce: false,
};

/** Which commands the core takes for a trade as it stands; none once it has ended. */
export function tradeAllows({ figures }: TradeRow): TradeAllows {
  return figures?.allows ?? NOTHING;
}

/** One trade, running or ended; undefined when there never was one with this id. Rejects with ReadModelError. */
export async function findTrade(live: LiveState, source: RowSource, id: number): Promise<TradeRow | undefined> {
  checkInteger('trade', id);
  return (await tradesById(live, source, [id])).get(id);
}

/** Trades by their ids; ids that no trade has are left out. Rejects with ReadModelError. */
export function tradesById(live: LiveState, source: RowSource, ids: readonly number[]): Promise<Map<number, TradeRow>> {
  return rowsById('trades', runningTradeRow, (record: TradeRecord) => ({ record, figures: null }), live, source, ids);
}
