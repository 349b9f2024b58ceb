import {
  type CoreState,
  type FinalStatus,
  type FinishedOrder,
  idFrom,
  type OpenStatus,
  type Order,
  openOrder,
} from '@outcry/core';
import type { Expression } from 'kysely';
import type { LiveState } from './live-state.ts';
import { openOrdersAfter } from './open-orders.ts';
import {
  endedOrderRow,
  type FinishedOrderWithFee,
  finishedOrderRow,
  type OrderRow,
  openOrderRow,
} from './order-row.ts';
import {
  checkInteger,
  firstRows,
  type HistoryRequest,
  type ListFilter,
  type ListOrder,
  type Page,
  type PageBounds,
  pageBounds,
  pageOf,
} from './page.ts';
import { badQuery } from './read-model-error.ts';
import type { RowSource } from './reader-messages.ts';
import { tables } from './tables.ts';

const OPEN: readonly OpenStatus[] = ['armed', 'submitting', 'unknown', 'working', 'closing'];
const FINAL: readonly FinalStatus[] = ['filled', 'cancelled', 'expired', 'rejected'];

export type OrderStatusFilter = 'open' | 'finished' | OpenStatus | FinalStatus;

/** What a list of orders may be narrowed to. */
export const ORDER_STATUSES: readonly OrderStatusFilter[] = ['open', 'finished', ...OPEN, ...FINAL];

/** `from` and `to` mean the moment at which the order was placed. */
export interface OrderFilter extends ListFilter {
  readonly instrument?: number | undefined;
  readonly status?: OrderStatusFilter | undefined;
  readonly origin?: string | undefined;
  /** Only orders that wait, or waited, for a price. */
  readonly waited?: true | undefined;
  /** Of finished orders only those that ended at this moment or later. */
  readonly endedFrom?: number | undefined;
}

const ORDER_LIST: ListOrder<OrderRow> = {
  name: 'orders',
  columns: ['created_at', 'id'],
  position: (row) => [row.createdAt, row.id],
};

/**
 * Open and finished orders in one list, newest first unless told. Every order that existed at the first page stands on exactly one
 * page, whatever ends in between. Rejects with ReadModelError.
 */
export async function listOrders(
  live: LiveState,
  source: RowSource,
  filter: OrderFilter,
  request: HistoryRequest,
): Promise<Page<OrderRow>> {
  const bounds = pageBounds(ORDER_LIST, filter, request);
  checkFilter(filter);
  const seen = await live.read((state) => ({
    open: openRows(state, bounds, filter),
    // What is placed after this look belongs before the first page.
    nextOrder: idFrom(state.orders.nextOrder),
  }));
  const open = new Set(seen.open.map((row) => row.id));
  // An order that has ended since the look at the core is in both; it counts as it was seen.
  const finished = (await finishedRows(source, bounds, filter, seen.nextOrder)).filter((row) => !open.has(row.id));
  return pageOf(ORDER_LIST, bounds, [...seen.open, ...finished]);
}

/** An order that is open or has ended in the turn just decided; undefined for any other. */
export function freshOrder(state: CoreState, ended: readonly FinishedOrder[], id: number): OrderRow | undefined {
  const order = openOrder(state.orders, id);
  if (order !== undefined) return openOrderRow(state, order);
  const finished = ended.find((each) => each.order.id === id);
  return finished === undefined ? undefined : endedOrderRow(state, finished);
}

/** One order, open or finished; undefined when there never was one with this id. Rejects with ReadModelError. */
export async function findOrder(live: LiveState, source: RowSource, id: number): Promise<OrderRow | undefined> {
  checkInteger('order', id);
  const open = await live.read((state) => {
    const order = openOrder(state.orders, id);
    return order === undefined ? undefined : openOrderRow(state, order);
  });
  if (open !== undefined) return open;
  const [record] = await source.query<FinishedOrderWithFee>(withFeeAsset().where('id', '=', id).compile());
  return record === undefined ? undefined : finishedOrderRow(record);
}

/** Orders by their ids, open or finished; ids that no order has are left out. Rejects with ReadModelError. */
export async function ordersOf(
  live: LiveState,
  source: RowSource,
  ids: readonly number[],
): Promise<Map<number, OrderRow>> {
  const open = await live.read((state) =>
    ids
      .map((id) => openOrder(state.orders, id))
      .filter((order) => order !== undefined)
      .map((order) => openOrderRow(state, order)),
  );
  const found = new Map(open.map((row) => [row.id, row]));
  const rest = ids.filter((id) => !found.has(id));
  if (rest.length === 0) return found;
  const records = await source.query<FinishedOrderWithFee>(withFeeAsset().where('id', 'in', rest).compile());
  for (const record of records) found.set(record.id, finishedOrderRow(record));
  return found;
}

function checkFilter(filter: OrderFilter): void {
  checkInteger('instrument', filter.instrument);
  checkInteger('endedFrom', filter.endedFrom);
  if (filter.status !== undefined && !ORDER_STATUSES.includes(filter.status)) {
    throw badQuery('status', `one of ${ORDER_STATUSES.join(', ')}`);
  }
}

/** The statuses of `all` that the filter takes; `name` stands for all of them. */
function taken<S extends OrderStatusFilter>(
  filter: OrderFilter,
  name: OrderStatusFilter,
  all: readonly S[],
): readonly S[] {
  return filter.status === undefined || filter.status === name ? all : all.filter((status) => status === filter.status);
}

function openRows(state: CoreState, bounds: PageBounds, filter: OrderFilter): OrderRow[] {
  const statuses = taken(filter, 'open', OPEN);
  if (statuses.length === 0) return [];
  const { instrument, origin, waited } = filter;
  const { to = Number.POSITIVE_INFINITY, from = 0, ascending, limit } = bounds;
  const after = bounds.after?.[1];
  const fits = (order: Order): boolean =>
    (instrument === undefined || order.instrument === instrument) &&
    (origin === undefined || order.origin === origin) &&
    (waited === undefined || order.trigger !== null) &&
    statuses.includes(order.status);
  const orders = openOrdersAfter(state, bounds.accounts, { after, from, to, ascending }, limit + 1, fits);
  return orders.map((order) => openOrderRow(state, order));
}

async function finishedRows(
  source: RowSource,
  bounds: PageBounds,
  filter: OrderFilter,
  nextOrder: number,
): Promise<OrderRow[]> {
  const statuses = taken(filter, 'finished', FINAL);
  if (statuses.length === 0) return [];
  const part = (account: number): Expression<unknown> => {
    let query = withFeeAsset().where('account', '=', account).where('id', '<', nextOrder);
    if (filter.instrument !== undefined) query = query.where('instrument', '=', filter.instrument);
    if (filter.origin !== undefined) query = query.where('origin', '=', filter.origin);
    if (filter.waited === true) query = query.where('trigger_by', 'is not', null);
    if (filter.endedFrom !== undefined) query = query.where('ended_at', '>=', filter.endedFrom);
    if (statuses.length < FINAL.length) query = query.where('status', 'in', statuses);
    return query;
  };
  const records = await firstRows<FinishedOrderWithFee>(source, ORDER_LIST, bounds, part);
  return records.map(finishedOrderRow);
}

/** Finished orders with the asset that their fills were charged in. */
function withFeeAsset() {
  return tables
    .selectFrom('finished_orders')
    .selectAll()
    .select(({ selectFrom }) =>
      selectFrom('fills')
        .select('fills.fee_asset')
        .whereRef('fills.order_id', '=', 'finished_orders.id')
        .limit(1)
        .as('fee_asset'),
    );
}
