import type { RowSource } from './reader-messages.ts';
import { type FiringRecord, tables } from './tables.ts';

/** When an order that waited for a price went to its venue (ms UTC), and the price in steps that fired it. */
export interface FiringRow {
  readonly order: number;
  readonly at: number;
  readonly price: number;
}

/** Orders asked for by one SQL statement. */
const ORDERS_PER_QUERY = 500;

/** Firings of orders by their ids; orders that wait still, or ended before they fired, have none. */
export async function findFirings(
  source: RowSource,
  orders: readonly number[],
): Promise<ReadonlyMap<number, FiringRow>> {
  const found = new Map<number, FiringRow>();
  for (let i = 0; i < orders.length; i += ORDERS_PER_QUERY) {
    const some = orders.slice(i, i + ORDERS_PER_QUERY);
    const query = tables.selectFrom('firings').selectAll().where('order_id', 'in', some);
    for (const { order_id: order, at, price } of await source.query<FiringRecord>(query.compile()))
      found.set(order, { order, at, price });
  }
  return found;
}
