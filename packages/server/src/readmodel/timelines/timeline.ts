import { type Expression, sql } from 'kysely';
import { readCursor, writeCursor } from '../cursor.ts';
import type { LiveState } from '../live-state.ts';
import type { OrderRow } from '../order-row.ts';
import { ordersOf } from '../orders.ts';
import { checkInteger, MAX_PAGE, type Page, type PageRequest } from '../page.ts';
import { badQuery } from '../read-model-error.ts';
import type { RowSource } from '../reader-messages.ts';
import { type TimelineRecord, tables } from '../tables.ts';
import type { LegEventData } from './leg-event.ts';
import type { TimelineOwner } from './owner-of-event.ts';

/** What an order of a deal or trade is for: its role, and which of several of this role. */
export interface OrderPart<R extends string> {
  readonly id: number;
  readonly role: R;
  readonly step: number;
}

/** An entry of a timeline whose kinds hold what `D` says; `order`: the order it is about. Times ms UTC. */
export type TimelineRow<D extends LegEventData<string>> = {
  [K in keyof D]: {
    readonly at: number;
    readonly seq: number;
    readonly kind: K;
    readonly order: OrderPart<D['placed']['role']> | null;
    readonly data: D[K];
  };
}[keyof D];

/** An order of a deal or trade, open or finished, and what it is for. */
export interface LegOrderRow<R extends string> {
  readonly part: OrderPart<R>;
  readonly row: OrderRow;
}

const TABLES: Readonly<Record<TimelineOwner, string>> = {
  deal: 'deal_events',
  trade: 'trade_events',
  grid: 'grid_events',
};

const TIMELINE = 'timeline';
const ORDERS = 'legOrders';

/** What has happened to a deal or trade, oldest first; entries never change. Rejects with ReadModelError. */
export async function listTimeline<D extends LegEventData<string>>(
  source: RowSource,
  owner: TimelineOwner,
  id: number,
  request: PageRequest,
): Promise<Page<TimelineRow<D>>> {
  const { limit, after } = boundsOf(TIMELINE, owner, id, request);
  const begins = after === null ? [] : [sql`(seq, n) > (${sql.join(after)})`];
  const records = await entries(source, owner, id, begins, sql`order by seq, n limit ${limit + 1}`);
  const page = records.slice(0, limit);
  const parts = await partsOf<D['placed']['role']>(source, owner, id, page);
  return { rows: page.map((record) => eventRow<D>(record, parts)), next: nextOf(TIMELINE, limit, records) };
}

/** `limit` entries of a timeline behind the first `offset`, oldest first. Rejects with ReadModelError. */
export async function timelinePage<D extends LegEventData<string>>(
  source: RowSource,
  owner: TimelineOwner,
  id: number,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<TimelineRow<D>[]> {
  boundsOf(TIMELINE, owner, id, { limit });
  checkInteger('offset', offset);
  const records = await entries(source, owner, id, [], sql`order by seq, n limit ${limit} offset ${offset}`);
  const parts = await partsOf<D['placed']['role']>(source, owner, id, records);
  return records.map((record) => eventRow<D>(record, parts));
}

/** The orders that a deal or trade has placed, newest first. Rejects with ReadModelError. */
export async function listLegOrders<R extends string>(
  live: LiveState,
  source: RowSource,
  owner: TimelineOwner,
  id: number,
  request: PageRequest,
): Promise<Page<LegOrderRow<R>>> {
  const { limit, after } = boundsOf(ORDERS, owner, id, request);
  const conditions = [sql`kind = 'placed'`, ...(after === null ? [] : [sql`(seq, n) < (${sql.join(after)})`])];
  const newest = sql`order by seq desc, n desc limit ${limit + 1}`;
  const records = await entries(source, owner, id, conditions, newest);
  const parts = records.slice(0, limit).map((record) => partOf<R>(record));
  const rows = await ordersOf(
    live,
    source,
    parts.map((part) => part.id),
  );
  return {
    rows: parts.flatMap((part) => {
      const row = rows.get(part.id);
      return row === undefined ? [] : [{ part, row }];
    }),
    next: nextOf(ORDERS, limit, records),
  };
}

/** Entries of one timeline to which all conditions apply. */
function entries(
  source: RowSource,
  owner: TimelineOwner,
  id: number,
  conditions: readonly Expression<unknown>[],
  end: Expression<unknown> = sql``,
): Promise<TimelineRecord[]> {
  const where = sql.join([sql`entity = ${id}`, ...conditions], sql` and `);
  const query = sql`select * from ${sql.table(TABLES[owner])} where ${where} ${end}`;
  return source.query<TimelineRecord>(query.compile(tables));
}

function boundsOf(
  list: string,
  owner: TimelineOwner,
  id: number,
  { limit, cursor }: PageRequest,
): { readonly limit: number; readonly after: readonly number[] | null } {
  checkInteger(owner, id);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) throw badQuery('limit', `1 to ${MAX_PAGE}`);
  return { limit, after: cursor === undefined ? null : readCursor(list, 2, cursor) };
}

function nextOf(list: string, limit: number, records: readonly TimelineRecord[]): string | null {
  const last = records[limit - 1];
  return records.length > limit && last !== undefined ? writeCursor(list, [last.seq, last.n]) : null;
}

/** What the orders of these entries are for; it stands where they were placed. */
async function partsOf<R extends string>(
  source: RowSource,
  owner: TimelineOwner,
  id: number,
  page: readonly TimelineRecord[],
): Promise<ReadonlyMap<number, OrderPart<R>>> {
  const parts = new Map<number, OrderPart<R>>();
  for (const record of page) if (record.kind === 'placed') parts.set(record.order_id as number, partOf(record));
  const missing = new Set(page.flatMap(({ order_id: order }) => (order === null || parts.has(order) ? [] : [order])));
  if (missing.size === 0) return parts;
  const conditions = [sql`kind = 'placed'`, sql`order_id in (${sql.join([...missing])})`];
  for (const record of await entries(source, owner, id, conditions)) {
    parts.set(record.order_id as number, partOf(record));
  }
  return parts;
}

function partOf<R extends string>({ order_id: id, data }: TimelineRecord): OrderPart<R> {
  const { role, step } = JSON.parse(data) as LegEventData<R>['placed'];
  return { id: id as number, role, step };
}

function eventRow<D extends LegEventData<string>>(
  record: TimelineRecord,
  parts: ReadonlyMap<number, OrderPart<D['placed']['role']>>,
): TimelineRow<D> {
  const { at, seq, kind, order_id: order, data } = record;
  const part = order === null ? null : (parts.get(order) ?? null);
  return { at, seq, kind, order: part, data: JSON.parse(data) } as TimelineRow<D>;
}
