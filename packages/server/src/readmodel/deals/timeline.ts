import type { Role } from '@outcry/core';
import { sql } from 'kysely';
import { readCursor, writeCursor } from '../cursor.ts';
import type { LiveState } from '../live-state.ts';
import type { OrderRow } from '../order-row.ts';
import { ordersOf } from '../orders.ts';
import { checkInteger, MAX_PAGE, type Page, type PageRequest } from '../page.ts';
import { badQuery } from '../read-model-error.ts';
import type { RowSource } from '../reader-messages.ts';
import { type DealEventRecord, tables } from '../tables.ts';
import type { DealEventData, DealEventKind } from './deal-event.ts';

/** What an order of a deal is for: its role, and which of several of this role (safety orders from 1). */
export interface OrderPart {
  readonly id: number;
  readonly role: Role;
  readonly step: number;
}

/** An entry of a deal's timeline; `order`: the order it is about. Times ms UTC. */
export type DealEventRow = {
  [K in DealEventKind]: {
    readonly at: number;
    readonly seq: number;
    readonly kind: K;
    readonly order: OrderPart | null;
    readonly data: DealEventData[K];
  };
}[DealEventKind];

/** An order of a deal, open or finished, and what it is for. */
export interface DealOrderRow {
  readonly part: OrderPart;
  readonly row: OrderRow;
}

const TIMELINE = 'timeline';
const ORDERS = 'dealOrders';

/** What has happened to a deal, oldest first; entries never change. Rejects with ReadModelError. */
export async function listDealEvents(
  source: RowSource,
  deal: number,
  request: PageRequest,
): Promise<Page<DealEventRow>> {
  const { limit, after } = boundsOf(TIMELINE, deal, request);
  let query = tables.selectFrom('deal_events').selectAll().where('deal', '=', deal);
  if (after !== null) query = query.where(sql<boolean>`(seq, n) > (${sql.join(after)})`);
  const records = await source.query<DealEventRecord>(
    query
      .orderBy('seq')
      .orderBy('n')
      .limit(limit + 1)
      .compile(),
  );
  const page = records.slice(0, limit);
  const parts = await partsOf(source, deal, page);
  return { rows: page.map((record) => eventRow(record, parts)), next: nextOf(TIMELINE, limit, records) };
}

/** The orders that a deal has placed, newest first. Rejects with ReadModelError. */
export async function listDealOrders(
  live: LiveState,
  source: RowSource,
  deal: number,
  request: PageRequest,
): Promise<Page<DealOrderRow>> {
  const { limit, after } = boundsOf(ORDERS, deal, request);
  let query = tables.selectFrom('deal_events').selectAll().where('deal', '=', deal).where('kind', '=', 'placed');
  if (after !== null) query = query.where(sql<boolean>`(seq, n) < (${sql.join(after)})`);
  const newest = query
    .orderBy('seq', 'desc')
    .orderBy('n', 'desc')
    .limit(limit + 1);
  const records = await source.query<DealEventRecord>(newest.compile());
  const parts = records.slice(0, limit).map(partOf);
  const rows = await ordersOf(
    live,
    source,
    parts.map(({ id }) => id),
  );
  return {
    rows: parts.flatMap((part) => {
      const row = rows.get(part.id);
      return row === undefined ? [] : [{ part, row }];
    }),
    next: nextOf(ORDERS, limit, records),
  };
}

function boundsOf(
  list: string,
  deal: number,
  { limit, cursor }: PageRequest,
): { readonly limit: number; readonly after: readonly number[] | null } {
  checkInteger('deal', deal);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) throw badQuery('limit', `1 to ${MAX_PAGE}`);
  return { limit, after: cursor === undefined ? null : readCursor(list, 2, cursor) };
}

function nextOf(list: string, limit: number, records: readonly DealEventRecord[]): string | null {
  const last = records[limit - 1];
  return records.length > limit && last !== undefined ? writeCursor(list, [last.seq, last.n]) : null;
}

/** What the orders of these entries are for; it stands where they were placed. */
async function partsOf(
  source: RowSource,
  deal: number,
  page: readonly DealEventRecord[],
): Promise<ReadonlyMap<number, OrderPart>> {
  const parts = new Map<number, OrderPart>();
  for (const record of page) if (record.kind === 'placed') parts.set(record.order_id as number, partOf(record));
  const missing = new Set(page.flatMap(({ order_id: id }) => (id === null || parts.has(id) ? [] : [id])));
  if (missing.size === 0) return parts;
  const query = tables
    .selectFrom('deal_events')
    .selectAll()
    .where('deal', '=', deal)
    .where('kind', '=', 'placed')
    .where('order_id', 'in', [...missing]);
  for (const record of await source.query<DealEventRecord>(query.compile())) {
    parts.set(record.order_id as number, partOf(record));
  }
  return parts;
}

function partOf({ order_id: id, data }: DealEventRecord): OrderPart {
  const { role, step } = JSON.parse(data) as DealEventData['placed'];
  return { id: id as number, role, step };
}

function eventRow(record: DealEventRecord, parts: ReadonlyMap<number, OrderPart>): DealEventRow {
  const { at, seq, kind, order_id: order, data } = record;
  const part = order === null ? null : (parts.get(order) ?? null);
  return { at, seq, kind, order: part, data: JSON.parse(data) } as DealEventRow;
}
