import type { InstrumentsState } from '@outcry/core';
import { type Expression, sql } from 'kysely';
import { checkInteger, type ListFilter, MAX_LISTED_ACCOUNTS } from '../page.ts';
import { badQuery } from '../read-model-error.ts';

/** What lists of deals and of trades may be narrowed to. `from` and `to` mean the moment at which one began. */
export interface PairFilter extends ListFilter {
  /** None: nothing fits. */
  readonly accounts: readonly number[];
  readonly instrument?: number | undefined;
  /** Ids of assets. */
  readonly base?: number | undefined;
  readonly quote?: number | undefined;
}

/** Throws ReadModelError `bad_query` that names the field. */
export function checkPairFilter(filter: PairFilter): void {
  const { accounts } = filter;
  if (accounts.length > MAX_LISTED_ACCOUNTS) throw badQuery('accounts', `at most ${MAX_LISTED_ACCOUNTS} accounts`);
  for (const account of accounts) checkInteger('accounts', account);
  for (const field of ['instrument', 'base', 'quote', 'from', 'to'] as const) checkInteger(field, filter[field]);
}

/** Whether something that runs on an instrument fits; its account is another matter. */
export function fitsPair(
  { instruments }: InstrumentsState,
  running: { readonly instrument: number; readonly createdAt: number },
  { instrument, base, quote, from, to }: PairFilter,
): boolean {
  const pair = instruments[running.instrument];
  return (
    (instrument === undefined || running.instrument === instrument) &&
    (base === undefined || pair?.base === base) &&
    (quote === undefined || pair?.quote === quote) &&
    (from === undefined || running.createdAt >= from) &&
    (to === undefined || running.createdAt < to)
  );
}

/** The same of what has ended. */
export function pairConditions({ instrument, base, quote, from, to }: PairFilter): Expression<unknown>[] {
  const conditions: Expression<unknown>[] = [];
  if (instrument !== undefined) conditions.push(sql`instrument = ${instrument}`);
  if (base !== undefined) conditions.push(sql`base = ${base}`);
  if (quote !== undefined) conditions.push(sql`quote = ${quote}`);
  if (from !== undefined) conditions.push(sql`created_at >= ${from}`);
  if (to !== undefined) conditions.push(sql`created_at < ${to}`);
  return conditions;
}
