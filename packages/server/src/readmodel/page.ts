import { type Expression, sql } from 'kysely';
import { readCursor, writeCursor } from './cursor.ts';
import { badQuery } from './read-model-error.ts';
import type { RowSource } from './reader-messages.ts';
import { tables } from './tables.ts';

/** Most rows of one page. */
export const MAX_PAGE = 500;
/** Most accounts one list is asked for. */
export const MAX_LISTED_ACCOUNTS = 1_000;
/** Accounts searched by one SQL statement. */
const ACCOUNTS_PER_QUERY = 50;

export interface PageRequest {
  /** 1 to 500. */
  readonly limit: number;
  /** `next` of the page before; left out for the first page. */
  readonly cursor?: string | undefined;
}

/** A page of a history. */
export interface HistoryRequest extends PageRequest {
  /** `desc` unless told: newest first. */
  readonly direction?: 'asc' | 'desc' | undefined;
}

/** Newest first unless told. `next` is the cursor of the next page, null on the last one. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

/** What every list is narrowed by. Times are market time in ms UTC. */
export interface ListFilter {
  /** At least one. */
  readonly accounts: readonly number[];
  /** From this moment on. */
  readonly from?: number | undefined;
  /** Before this moment. */
  readonly to?: number | undefined;
}

/** A list's order: its name in cursors, and the columns and values of its sort key, the time first. */
export interface ListOrder<T> {
  readonly name: string;
  readonly columns: readonly string[];
  readonly position: (row: T) => readonly number[];
}

/** Where a page begins and which times it covers; a bound is left out when the cursor lies within it. */
export interface PageBounds {
  readonly accounts: readonly number[];
  readonly limit: number;
  readonly ascending: boolean;
  readonly after: readonly number[] | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** Checks what was asked for. Throws ReadModelError `bad_query` that names the field. */
export function pageBounds<T>(order: ListOrder<T>, filter: ListFilter, request: HistoryRequest): PageBounds {
  const { limit, cursor, direction = 'desc' } = request;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) throw badQuery('limit', `1 to ${MAX_PAGE}`);
  if (direction !== 'asc' && direction !== 'desc') throw badQuery('direction', 'asc or desc');
  const ascending = direction === 'asc';
  const accounts = [...new Set(filter.accounts)];
  if (accounts.length === 0 || accounts.length > MAX_LISTED_ACCOUNTS) {
    throw badQuery('accounts', `1 to ${MAX_LISTED_ACCOUNTS} accounts`);
  }
  for (const account of accounts) checkInteger('accounts', account);
  for (const field of ['from', 'to'] as const) checkInteger(field, filter[field]);
  const after =
    cursor === undefined ? undefined : readCursor(cursorName(order, ascending), order.columns.length, cursor);
  const { from, to } = filter;
  const [reached] = after ?? [];
  const isWithin = (bound: number | undefined): boolean =>
    reached !== undefined && bound !== undefined && (ascending ? bound <= reached : bound > reached);
  return {
    accounts,
    limit,
    ascending,
    after,
    from: ascending && isWithin(from) ? undefined : from,
    to: !ascending && isWithin(to) ? undefined : to,
  };
}

/** A cursor of one direction says nothing in the other. */
function cursorName<T>({ name }: ListOrder<T>, ascending: boolean): string {
  return ascending ? `${name}-asc` : name;
}

/** An id or a time in a filter: a whole number, when it is given at all. */
export function checkInteger(field: string, value: number | undefined): void {
  if (value !== undefined && !Number.isSafeInteger(value)) throw badQuery(field, 'must be a whole number');
}

/**
 * The first rows from where the page begins over several accounts, at least one more than it holds when there are more.
 * `part` selects the rows of one account that the filter takes; each account's index is read no further than a page.
 */
export async function firstRows<T>(
  source: RowSource,
  list: { readonly columns: readonly string[] },
  bounds: PageBounds,
  part: (account: number) => Expression<unknown>,
): Promise<T[]> {
  const columns = list.columns.map((column) => sql.ref(column));
  const within = withinBounds(columns, bounds);
  const direction = bounds.ascending ? sql`asc` : sql`desc`;
  const order = sql.join(columns.map((column) => sql`${column} ${direction}`));
  const first = sql`order by ${order} limit ${bounds.limit + 1}`;
  const rows: T[] = [];
  for (let i = 0; i < bounds.accounts.length; i += ACCOUNTS_PER_QUERY) {
    const parts = bounds.accounts
      .slice(i, i + ACCOUNTS_PER_QUERY)
      .map((account) => sql`select * from (select * from ${part(account)} where ${within} ${first})`);
    rows.push(...(await source.query<T>(sql`${sql.join(parts, sql` union all `)} ${first}`.compile(tables))));
  }
  return rows;
}

function withinBounds(
  columns: readonly Expression<unknown>[],
  { after, ascending, from, to }: PageBounds,
): Expression<unknown> {
  const time = columns[0];
  const conditions = [sql`true`];
  if (after !== undefined)
    conditions.push(sql`(${sql.join(columns)}) ${ascending ? sql`>` : sql`<`} (${sql.join(after)})`);
  if (from !== undefined) conditions.push(sql`${time} >= ${from}`);
  if (to !== undefined) conditions.push(sql`${time} < ${to}`);
  return sql.join(conditions, sql` and `);
}

/** The page made of rows in any order, one more than it holds when there are more. */
export function pageOf<T>(order: ListOrder<T>, { limit, ascending }: PageBounds, rows: readonly T[]): Page<T> {
  const sign = ascending ? -1 : 1;
  const sorted = [...rows].sort((a, b) => sign * newestFirst(order.position(a), order.position(b)));
  const page = sorted.slice(0, limit);
  const last = page[page.length - 1];
  const next =
    last !== undefined && sorted.length > limit
      ? writeCursor(cursorName(order, ascending), order.position(last))
      : null;
  return { rows: page, next };
}

function newestFirst(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (b[i] as number) - (a[i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
