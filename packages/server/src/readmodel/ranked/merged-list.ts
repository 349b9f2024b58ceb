import { idFrom } from '@outcry/core';
import { type Expression, sql } from 'kysely';
import type { LiveState } from '../live-state.ts';
import type { Page } from '../page.ts';
import type { RowSource } from '../reader-messages.ts';
import { tables } from '../tables.ts';
import { placeOf, type Ranked, type RankedBounds, type RankedRequest, rankedBounds, sortedAfter } from './ranked.ts';

/** Owners searched by one SQL statement. */
const OWNERS_PER_QUERY = 50;

/** What runs counts as closed after all that has been. */
export const NOT_CLOSED = Number.MAX_SAFE_INTEGER;

/** What runs and fits, and the number from which on ids are given later. */
export interface RunningPlaces {
  readonly rows: readonly Ranked[];
  readonly next: number;
}

/** Which rows of the table fit: those of these owners to which all conditions apply. Each owner has an index by each order. */
export interface EndedRows {
  readonly owner: 'account' | 'bot';
  readonly owners: readonly number[];
  readonly conditions: readonly Expression<unknown>[];
}

/** A list of things that run in the core and stand in a table once they have ended. */
export interface MergedList<F, O extends string, Row> {
  /** Of its cursors. */
  readonly name: string;
  readonly table: 'deals' | 'trades';
  /** The columns by which it may be put in order; the first order unless told. */
  readonly columns: Readonly<Record<O, string>>;
  readonly running: (live: LiveState, filter: F, order: O) => Promise<RunningPlaces>;
  /** null: none fits. */
  readonly ended: (filter: F) => EndedRows | null;
  readonly byIds: (live: LiveState, source: RowSource, ids: readonly number[]) => Promise<ReadonlyMap<number, Row>>;
}

/**
 * What runs and what has ended in one list. Each is there once, whatever ends in between; a page costs what it holds, and
 * what runs of the owners. The filter has been checked. Rejects with ReadModelError.
 */
export async function listMerged<F, O extends string, Row>(
  list: MergedList<F, O, Row>,
  live: LiveState,
  source: RowSource,
  filter: F,
  request: RankedRequest<O>,
): Promise<Page<Row>> {
  const bounds = rankedBounds(list.name, Object.keys(list.columns) as O[], request);
  const { rows: known, next } = await list.running(live, filter, bounds.order);
  const running = sortedAfter(known, bounds);
  const { offset, limit } = bounds;
  const rows = list.ended(filter);
  const skipped = rows === null || rows.owners.length > OWNERS_PER_QUERY ? 0 : Math.max(0, offset - running.length);
  const seen = new Set(known.map(({ id }) => id));
  // What has ended since the look at the core is in both; it counts as it was seen.
  const found = rows === null ? [] : await endedRows(list, source, rows, bounds, skipped, next);
  const ended = found.filter(({ id }) => !seen.has(id));
  const merged = sortedAfter([...running, ...ended], bounds).slice(offset - skipped);
  const page = merged.slice(0, limit);
  const last = page[page.length - 1];
  const byId = await list.byIds(
    live,
    source,
    page.map(({ id }) => id),
  );
  return {
    rows: page.map(({ id }) => byId.get(id)).filter((row) => row !== undefined),
    next: last !== undefined && merged.length > limit ? placeOf(list.name, bounds, last) : null,
  };
}

/** Places of what has ended, `skipped` of them left out, one more than could stand on the page. */
async function endedRows<O extends string>(
  { table, columns }: Pick<MergedList<never, O, never>, 'table' | 'columns'>,
  source: RowSource,
  { owner, owners, conditions }: EndedRows,
  { order, ascending, offset, limit, after }: RankedBounds<O>,
  skipped: number,
  next: number,
): Promise<Ranked[]> {
  const column = sql.ref(columns[order]);
  const direction = ascending ? sql`asc` : sql`desc`;
  const most = offset + limit + 1;
  const end = sql`order by ${column} ${direction}, id ${direction} limit ${most}`;
  const begins =
    after === null ? [] : [sql`(${column}, id) ${ascending ? sql`>` : sql`<`} (${after.rank}, ${after.id})`];
  const all = sql.join([sql`id < ${idFrom(next)}`, ...conditions, ...begins], sql` and `);
  const part = (id: number): Expression<unknown> =>
    sql`select * from (
      select id, ${column} as rank from ${sql.table(table)} where ${sql.ref(owner)} = ${id} and ${all} ${end})`;
  const found: Ranked[] = [];
  for (let i = 0; i < owners.length; i += OWNERS_PER_QUERY) {
    const parts = owners.slice(i, i + OWNERS_PER_QUERY).map(part);
    const query = sql`select id, rank from (${sql.join(parts, sql` union all `)})
      order by rank ${direction}, id ${direction} limit ${most - skipped} offset ${skipped}`;
    found.push(...(await source.query<Ranked>(query.compile(tables))));
  }
  return found;
}
