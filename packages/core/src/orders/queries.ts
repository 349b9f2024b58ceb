import type { FinishedOrder, Order, OrdersState } from './state.ts';

/** Open orders of an account, oldest first, from behind the order `after` (0: from the start), at most `limit`. */
export function openOrders(state: OrdersState, account: number, after = 0, limit = Number.POSITIVE_INFINITY): Order[] {
  const found: Order[] = [];
  let order = after === 0 ? (state.byAccount.get(account)?.first ?? null) : (state.open.get(after)?.next ?? null);
  if (after !== 0 && !state.open.has(after)) {
    order = state.byAccount.get(account)?.first ?? null;
    while (order !== null && order.id <= after) order = order.next;
  }
  while (order !== null && found.length < limit) {
    found.push(order);
    order = order.next;
  }
  return found;
}

/** An open order, or undefined when it has ended or never was. */
export function openOrder(state: OrdersState, id: number): Order | undefined {
  return state.open.get(id);
}

/** Hands over the orders that have ended since the last call. */
export function takeFinished(state: OrdersState): readonly FinishedOrder[] {
  return state.finished.length === 0 ? NONE_FINISHED : state.finished.splice(0);
}

const NONE_FINISHED: readonly FinishedOrder[] = [];
