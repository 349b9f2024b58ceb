import type { Money } from '@outcry/core';
import type { Expression } from 'kysely';
import {
  checkInteger,
  firstRows,
  type HistoryRequest,
  type ListFilter,
  type ListOrder,
  type Page,
  pageBounds,
  pageOf,
} from './page.ts';
import type { RowSource } from './reader-messages.ts';
import { type FillRecord, tables } from './tables.ts';

/** One side of a fill. Price and quantity in steps of the instrument, `at` in ms UTC. */
export interface FillRow {
  /** Both sides of a trade between users share it. */
  readonly id: number;
  readonly order: number;
  readonly account: number;
  readonly instrument: number;
  readonly leg: number;
  /** 0 buy, 1 sell. */
  readonly side: 0 | 1;
  readonly price: number;
  readonly quantity: number;
  /** Price × quantity in minor units of the quote asset. */
  readonly value: Money;
  /** Signed change of the account's money without the fee, in minor units of `cashAsset`. */
  readonly cash: Money;
  readonly cashAsset: number;
  readonly fee: Money;
  readonly feeAsset: number;
  readonly maker: boolean;
  /** Result of the closed part before fees, in `cashAsset`. */
  readonly result: Money;
  /** The venue's own id of the fill, on real venues. */
  readonly venueFill: string | null;
  readonly at: number;
  /** The turn it happened in. */
  readonly seq: number;
}

export interface FillFilter extends ListFilter {
  readonly instrument?: number | undefined;
  /** Fills of one order, open or finished. */
  readonly order?: number | undefined;
}

const FILL_LIST: ListOrder<FillRow> = {
  name: 'fills',
  columns: ['at', 'id', 'order_id'],
  position: (row) => [row.at, row.id, row.order],
};

/** Fills, newest first unless told; fills are written once and never change. Rejects with ReadModelError. */
export async function listFills(
  source: RowSource,
  filter: FillFilter,
  request: HistoryRequest,
): Promise<Page<FillRow>> {
  const bounds = pageBounds(FILL_LIST, filter, request);
  const { instrument, order } = filter;
  checkInteger('instrument', instrument);
  checkInteger('order', order);
  const part = (account: number): Expression<unknown> => {
    let query = tables.selectFrom('fills').selectAll().where('account', '=', account);
    if (instrument !== undefined) query = query.where('instrument', '=', instrument);
    if (order !== undefined) query = query.where('order_id', '=', order);
    return query;
  };
  const records = await firstRows<FillRecord>(source, FILL_LIST, bounds, part);
  return pageOf(FILL_LIST, bounds, records.map(fillRow));
}

/** Fills of one account's orders, oldest first. Rejects with ReadModelError. */
export async function fillsOfOrders(
  source: RowSource,
  account: number,
  orders: readonly number[],
): Promise<Map<number, FillRow[]>> {
  const found = new Map<number, FillRow[]>();
  if (orders.length === 0) return found;
  const records = await source.query<FillRecord>(
    tables
      .selectFrom('fills')
      .selectAll()
      .where('order_id', 'in', orders)
      .where('account', '=', account)
      .orderBy('at')
      .orderBy('id')
      .compile(),
  );
  for (const record of records) {
    const own = found.get(record.order_id);
    if (own === undefined) found.set(record.order_id, [fillRow(record)]);
    else own.push(fillRow(record));
  }
  return found;
}

function fillRow(record: FillRecord): FillRow {
  return {
    id: record.id,
    order: record.order_id,
    account: record.account,
    instrument: record.instrument,
    leg: record.leg,
    side: record.side,
    price: record.price,
    quantity: record.quantity,
    value: BigInt(record.value) as Money,
    cash: BigInt(record.cash) as Money,
    cashAsset: record.cash_asset,
    fee: BigInt(record.fee) as Money,
    feeAsset: record.fee_asset,
    maker: record.maker === 1,
    result: BigInt(record.result) as Money,
    venueFill: record.venue_fill,
    at: record.at,
    seq: record.seq,
  };
}
