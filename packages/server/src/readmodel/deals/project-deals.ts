import { countsInStatistics, type FinishedDeal, finishedRecord } from '@outcry/core';
import type { SqlValue, StatementRun } from '../../journal/index.ts';
import type { ProjectedTurn, ProjectedWorld } from '../projected-turn.ts';
import { PERCENT_PLACES, PROFIT_PLACES, sortTextOf } from '../ranked/sort-text.ts';
import { STATEMENTS } from '../schema.ts';
import { ALL_DAYS, dayOf } from './days.ts';

type Row = readonly SqlValue[];

/** Most turns write nothing; they share this. */
const NO_RUNS: readonly StatementRun[] = Object.freeze([]);

/** What a turn adds to the memory of bots: deals that have ended, and what they brought. */
export function projectDeals({ seq, finishedDeals }: ProjectedTurn, world: ProjectedWorld): readonly StatementRun[] {
  if (finishedDeals.length === 0) return NO_RUNS;
  const runs: StatementRun[] = [
    { statement: STATEMENTS.deal, values: finishedDeals.map((finished) => dealRow(seq, finished, world)) },
  ];
  const totals = finishedDeals.flatMap((finished) => totalRows(finished, world));
  if (totals.length > 0) runs.push({ statement: STATEMENTS.dealTotal, values: totals });
  return runs;
}

function dealRow(seq: number, finished: FinishedDeal, world: ProjectedWorld): Row {
  const record = finishedRecord(world, finished);
  const { base, quote } = instrumentOf(finished, world);
  return [
    record.id,
    record.account,
    record.bot,
    record.instrument,
    base,
    quote,
    finished.status,
    record.createdAt,
    record.closedAt,
    `${finished.profit}`,
    sortTextOf(record.profit, PROFIT_PLACES),
    sortTextOf(record.profitPercent, PERCENT_PLACES),
    JSON.stringify(record),
    seq,
  ];
}

/** One row for the day and one for all days, of the account and of the bot. */
function totalRows(finished: FinishedDeal, world: ProjectedWorld): Row[] {
  const { deal, status, at, profit, profitUsd } = finished;
  if (!countsInStatistics(status)) return [];
  const { quote } = instrumentOf(finished, world);
  const sums = [
    quote,
    status === 'completed' ? 1 : 0,
    status === 'panicSold' ? 1 : 0,
    status === 'stopLossFinished' ? 1 : 0,
    `${profit}`,
    profitUsd ?? '0',
  ] as const;
  return [dayOf(at), ALL_DAYS].flatMap((day) => [
    ['account', deal.account, day, ...sums],
    ['bot', deal.bot, day, ...sums],
  ]);
}

function instrumentOf({ deal }: FinishedDeal, { instruments }: ProjectedWorld): { base: number; quote: number } {
  const instrument = instruments.instruments[deal.instrument];
  if (instrument === undefined) throw new Error(`no instrument ${deal.instrument}`);
  return instrument;
}
