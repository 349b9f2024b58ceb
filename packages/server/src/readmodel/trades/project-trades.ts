import { type FinishedTrade, finishedTradeRecord } from '@outcry/core';
import type { SqlValue, StatementRun } from '../../journal/index.ts';
import type { ProjectedTurn, ProjectedWorld } from '../projected-turn.ts';
import { PERCENT_PLACES, PROFIT_PLACES, sortTextOf } from '../ranked/sort-text.ts';
import { STATEMENTS } from '../schema.ts';
import { isConditional, tradeKind } from './trade-kind.ts';

/** Most turns write nothing; they share this. */
const NO_RUNS: readonly StatementRun[] = Object.freeze([]);

/** The smart trades that have ended in a turn. */
export function projectTrades({ seq, finishedTrades }: ProjectedTurn, world: ProjectedWorld): readonly StatementRun[] {
  if (finishedTrades.length === 0) return NO_RUNS;
  return [{ statement: STATEMENTS.trade, values: finishedTrades.map((finished) => tradeValues(seq, finished, world)) }];
}

function tradeValues(seq: number, finished: FinishedTrade, world: ProjectedWorld): readonly SqlValue[] {
  const record = finishedTradeRecord(world, finished);
  const { settings } = record;
  const instrument = world.instruments.instruments[settings.instrument];
  if (instrument === undefined) throw new Error(`no instrument ${settings.instrument}`);
  return [
    record.id,
    record.account,
    settings.instrument,
    instrument.base,
    instrument.quote,
    tradeKind(settings),
    isConditional(settings) ? 1 : 0,
    finished.status,
    record.createdAt,
    record.closedAt,
    sortTextOf(record.profit, PROFIT_PLACES),
    sortTextOf(record.profitPercent, PERCENT_PLACES),
    JSON.stringify(record),
    seq,
  ];
}
