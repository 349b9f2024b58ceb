import type { Money } from '@outcry/core';
import { sql } from 'kysely';
import type { StatementRun } from '../../journal/index.ts';
import type { RowSource } from '../reader-messages.ts';
import { tables } from '../tables.ts';
import { RECORD_EQUITY } from './schema.ts';
import { EQUITY_SPANS, EQUITY_TIERS, type EquitySpan } from './tiers.ts';

/** What an account was worth. */
export interface EquityFigure {
  readonly account: number;
  /** Market time, ms UTC. */
  readonly at: number;
  /** The last turn it holds. */
  readonly seq: number;
  /** In minor units of the account's currency. */
  readonly value: Money;
}

/** A point of a curve that several accounts add up to. */
export interface EquityPoint {
  /** Market time, ms UTC: the begin of the stretch. */
  readonly at: number;
  readonly value: Money;
}

/** Accounts asked for by one SQL statement. */
const ACCOUNTS_PER_QUERY = 50;

/** The statement that writes figures down, in every tier; the first one of a stretch stays. */
export function recordEquity(figures: readonly EquityFigure[]): StatementRun {
  const values = figures.flatMap(({ account, at, seq, value }) =>
    EQUITY_TIERS.map(({ step }) => [account, step, Math.floor(at / step), at, seq, `${value}`]),
  );
  return { statement: RECORD_EQUITY, values };
}

/** The first figure of each account from a moment on; accounts without one are left out. `from`: market time, ms UTC. */
export async function firstEquity(
  source: RowSource,
  accounts: readonly number[],
  from: number,
): Promise<ReadonlyMap<number, EquityFigure>> {
  const [{ step }] = EQUITY_TIERS;
  const found = new Map<number, EquityFigure>();
  for (const some of inGroups(accounts)) {
    const query = tables
      .selectFrom('account_equity')
      .select(['account', 'at', 'seq', 'value', sql`min(bucket)`.as('first')])
      .where('account', 'in', some)
      .where('step', '=', step)
      .where('at', '>=', from)
      .groupBy('account');
    type Row = { account: number; at: number; seq: number; value: string };
    for (const { account, at, seq, value } of await source.query<Row>(query.compile()))
      found.set(account, { account, at, seq, value: BigInt(value) as Money });
  }
  return found;
}

/**
 * What accounts of one currency were worth together over a span that ends at `now`, oldest first. An account counts from its
 * first figure on, and with its last one until there is a newer.
 */
export async function equityCurve(
  source: RowSource,
  accounts: readonly number[],
  span: EquitySpan,
  now: number,
): Promise<EquityPoint[]> {
  const { length, step, apart } = EQUITY_SPANS[span];
  const stretch = apart / step;
  const moments = new Map<number, (readonly [account: number, value: Money])[]>();
  for (const some of inGroups(accounts)) {
    const query = tables
      .selectFrom('account_equity')
      .select(['account', 'value', sql`bucket / ${sql.lit(stretch)}`.as('moment'), sql`min(bucket)`.as('first')])
      .where('account', 'in', some)
      .where('step', '=', step)
      .where('bucket', '>', Math.floor((now - length) / step))
      .where('bucket', '<=', Math.floor(now / step))
      .groupBy(['account', 'moment']);
    type Row = { account: number; value: string; moment: number };
    for (const { account, value, moment } of await source.query<Row>(query.compile())) {
      const figures = moments.get(moment) ?? [];
      figures.push([account, BigInt(value) as Money]);
      moments.set(moment, figures);
    }
  }
  const known = new Map<number, Money>();
  return [...moments]
    .sort(([a], [b]) => a - b)
    .map(([moment, figures]) => {
      for (const [account, value] of figures) known.set(account, value);
      const sum = [...known.values()].reduce<bigint>((total, value) => total + value, 0n);
      return { at: moment * apart, value: sum as Money };
    });
}

function* inGroups(accounts: readonly number[]): Generator<readonly number[]> {
  for (let i = 0; i < accounts.length; i += ACCOUNTS_PER_QUERY) yield accounts.slice(i, i + ACCOUNTS_PER_QUERY);
}
