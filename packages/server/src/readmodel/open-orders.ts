import type { CoreState, Order } from '@outcry/core';

/**
 * Newest open orders of some accounts that `fits` takes, with ids below `before` and placed at `from` or later. Reading
 * goes on from the order `before` while that is still open; else the account's newer orders are passed over one by one.
 */
export function newestOpenOrders(
  state: CoreState,
  accounts: readonly number[],
  bounds: { readonly before: number; readonly from: number },
  limit: number,
  fits: (order: Order) => boolean,
): Order[] {
  const found: Order[] = [];
  for (const account of accounts) {
    let order = firstBelow(state, account, bounds.before);
    for (let count = 0; order !== null && order.createdAt >= bounds.from && count < limit; order = order.previous) {
      if (!fits(order)) continue;
      found.push(order);
      count += 1;
    }
  }
  return accounts.length === 1 ? found : found.sort((a, b) => b.id - a.id).slice(0, limit);
}

function firstBelow(state: CoreState, account: number, before: number): Order | null {
  const named = state.orders.open.get(before);
  if (named !== undefined && named.account === account) return named.previous;
  let order = state.orders.byAccount.get(account)?.last ?? null;
  while (order !== null && order.id >= before) order = order.previous;
  return order;
}
