import {
  type CoreEvent,
  countsInStatistics,
  decimals,
  type FinishedDeal,
  finishedRecord,
  type OrderPlaced,
  parseDecimal,
} from '@outcry/core';
import type { SqlValue, StatementRun } from '../../journal/index.ts';
import type { ProjectedTurn, ProjectedWorld } from '../projected-turn.ts';
import { STATEMENTS } from '../schema.ts';
import { ALL_DAYS, dayOf } from './days.ts';
import { dealEventOf } from './deal-event.ts';
import { dealsOfTurn } from './deal-of-event.ts';
import { PERCENT_PLACES, PROFIT_PLACES, sortText } from './sort-text.ts';

type Row = readonly SqlValue[];

/** Most turns write nothing; they share these. */
const NO_RUNS: readonly StatementRun[] = Object.freeze([]);
const NO_ROWS: readonly Row[] = Object.freeze([]);

/** What a turn adds to the memory of bots: entries of timelines, deals that have ended, and what they brought. */
export function projectDeals(turn: ProjectedTurn, world: ProjectedWorld): readonly StatementRun[] {
  const events = eventRows(turn, world);
  if (events.length === 0) return NO_RUNS;
  const runs: StatementRun[] = [{ statement: STATEMENTS.dealEvent, values: events }];
  if (turn.finishedDeals.length === 0) return runs;
  runs.push({
    statement: STATEMENTS.deal,
    values: turn.finishedDeals.map((finished) => dealRow(turn.seq, finished, world)),
  });
  const totals = turn.finishedDeals.flatMap((finished) => totalRows(finished, world));
  if (totals.length > 0) runs.push({ statement: STATEMENTS.dealTotal, values: totals });
  return runs;
}

/** Every deal that is alive or ended has a place here; most turns have no event of one. */
function eventRows(turn: ProjectedTurn, world: ProjectedWorld): readonly Row[] {
  const dealOf = dealsOfTurn(turn, world);
  if (dealOf === null) return NO_ROWS;
  const rows: Row[] = [];
  const placed = new Map<number, OrderPlaced>();
  for (const [n, event] of turn.events.entries()) {
    if (isOfDeal(event)) placed.set(event.id, event);
    const deal = dealOf(event);
    if (deal === null) continue;
    const entry = dealEventOf(event, world.instruments, (order) => placed.get(order));
    if (entry !== null) rows.push([deal, turn.seq, n, turn.at, entry.kind, entry.order, JSON.stringify(entry.data)]);
  }
  return rows;
}

function isOfDeal(event: CoreEvent): event is OrderPlaced {
  return event.type === 'orders.placed' && (event as OrderPlaced).origin.startsWith('deal:');
}

function dealRow(seq: number, finished: FinishedDeal, world: ProjectedWorld): Row {
  const record = finishedRecord(world, finished);
  const { base, quote } = instrumentOf(finished, world);
  const rank = (text: string, places: number): string => sortText(parseDecimal(text) ?? decimals.ZERO, places);
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
    rank(record.profit, PROFIT_PLACES),
    rank(record.profitPercent, PERCENT_PLACES),
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
