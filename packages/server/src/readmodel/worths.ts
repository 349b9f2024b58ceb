import { sql } from 'kysely';
import type { StatementRun } from '../journal/index.ts';
import { badQuery } from './read-model-error.ts';
import type { RowSource } from './reader-messages.ts';
import { STATEMENTS } from './schema.ts';
import { tables } from './tables.ts';

/** What an account was worth when a day began, or when it was seen first. Decimal text. */
export interface WorthRow {
  readonly account: number;
  /** Days since 1970, UTC. */
  readonly day: number;
  readonly usd: string;
  readonly btc: string;
}

/** A worth, and what had been paid in by then less what was taken out, at the prices of each payment. Decimal text. */
export interface WorthDay extends WorthRow {
  readonly usdPaid: string;
  readonly btcPaid: string;
}

/** Days of one account that are told at a time. */
export const MAX_WORTH_DAYS = 3_700;

/** Accounts asked for by one SQL statement. */
const ACCOUNTS_PER_QUERY = 500;

/** The statement that writes worths down; the first of an account's day stays. `seq`: the last turn they hold. */
export function recordWorths(rows: readonly WorthRow[], seq: number): StatementRun {
  return {
    statement: STATEMENTS.worth,
    values: rows.map(({ account, day, usd, btc }) => [account, day, usd, btc, seq]),
  };
}

/** The first worth of each account that was written down on this day or later; accounts without one are left out. */
export async function firstWorths(
  source: RowSource,
  accounts: readonly number[],
  fromDay: number,
): Promise<ReadonlyMap<number, WorthRow>> {
  const found = new Map<number, WorthRow>();
  for (let i = 0; i < accounts.length; i += ACCOUNTS_PER_QUERY) {
    const some = accounts.slice(i, i + ACCOUNTS_PER_QUERY);
    const first = tables
      .selectFrom('account_worth')
      .select(['account', (of) => of.fn.min('day').as('day')])
      .where('account', 'in', some)
      .where('day', '>=', fromDay)
      .groupBy('account')
      .as('first');
    const query = tables
      .selectFrom('account_worth as worth')
      .innerJoin(first, (on) => on.onRef('first.account', '=', 'worth.account').onRef('first.day', '=', 'worth.day'))
      .select(['worth.account', 'worth.day', 'worth.usd', 'worth.btc']);
    for (const row of await source.query<WorthRow>(query.compile())) found.set(row.account, row);
  }
  return found;
}

/** An account's worths from one day to another, both included, oldest first. Rejects with ReadModelError. */
export async function listWorths(
  source: RowSource,
  account: number,
  fromDay: number,
  toDay: number,
): Promise<WorthDay[]> {
  if (toDay - fromDay >= MAX_WORTH_DAYS) throw badQuery('from', `at most ${MAX_WORTH_DAYS} days before the end`);
  const query = tables
    .selectFrom('account_worth')
    .select(['account', 'day', 'usd', 'btc', paid('usd').as('usdPaid'), paid('btc').as('btcPaid')])
    .where('account', '=', account)
    .where('day', '>=', fromDay)
    .where('day', '<=', toDay)
    .orderBy('day');
  return source.query<WorthDay>(query.compile());
}

/** What had been paid in up to the last turn that a worth holds. */
function paid(unit: 'usd' | 'btc') {
  return sql<string>`coalesce((select ${sql.ref(`total.${unit}`)} from deposit_totals as total where
    total.account = account_worth.account and total.seq <= account_worth.seq order by total.seq desc limit 1), '0')`;
}
