import { stepProduct } from '../numbers/index.ts';
import type { Order, OrdersState } from './state.ts';

/**
 * What the open orders of one account in one instrument would still buy and sell, in quantity steps. Orders that close a
 * named ticket open nothing and are not counted.
 */
export interface Planned {
  readonly instrument: number;
  /** Sent to the venue or working there. */
  readonly buy: number;
  readonly sell: number;
  /** Σ limit price × quantity of these, in price steps × quantity steps; orders at the market count with nothing. */
  readonly buyTotal: bigint;
  readonly sellTotal: bigint;
  /** Waiting for their price. */
  readonly armedBuy: number;
  readonly armedSell: number;
}

/** The same while it is kept. */
export type PlannedCount = { -readonly [K in keyof Planned]: Planned[K] };

/** Adds (or takes away) open quantity of an order, as its side, price and status are now. */
export function plan(state: OrdersState, order: Order, steps: number): void {
  if (steps === 0 || (order.leg !== 0 && order.leg !== order.id)) return;
  const planned = state.byAccount.get(order.account)?.planned;
  if (planned === undefined) return;
  let count = planned.get(order.instrument);
  if (count === undefined) {
    count = { ...NONE, instrument: order.instrument };
    planned.set(order.instrument, count);
  }
  if (order.status === 'armed') count[order.side === 0 ? 'armedBuy' : 'armedSell'] += steps;
  else {
    count[order.side === 0 ? 'buy' : 'sell'] += steps;
    count[order.side === 0 ? 'buyTotal' : 'sellTotal'] += stepProduct(order.price, steps);
  }
  if (count.buy + count.sell + count.armedBuy + count.armedSell === 0) planned.delete(order.instrument);
}

/** What an account's open orders in an instrument would still trade. */
export function plannedOf(state: OrdersState, account: number, instrument: number): Planned {
  return state.byAccount.get(account)?.planned.get(instrument) ?? { ...NONE, instrument };
}

const NONE: Planned = { instrument: 0, buy: 0, sell: 0, buyTotal: 0n, sellTotal: 0n, armedBuy: 0, armedSell: 0 };

/** The same of every instrument in which the account has open orders. */
export function plannedOrders(state: OrdersState, account: number): Iterable<Planned> {
  return state.byAccount.get(account)?.planned.values() ?? [];
}
