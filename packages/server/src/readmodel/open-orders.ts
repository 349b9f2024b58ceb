import type { CoreState, Order } from '@outcry/core';

interface Part {
  /** The order behind which reading goes on; undefined: from the newest, or the oldest. */
  readonly after: number | undefined;
  /** From this moment on, and before that one. */
  readonly from: number;
  readonly to: number;
  /** Oldest first. */
  readonly ascending: boolean;
}

/**
 * Open orders of some accounts that `fits` takes, newest first or oldest first. Reading goes on from the order `after`
 * while that is still open; else the account's orders up to where it stood are passed over one by one.
 */
export function openOrdersAfter(
  state: CoreState,
  accounts: readonly number[],
  part: Part,
  limit: number,
  fits: (order: Order) => boolean,
): Order[] {
  const { from, to, ascending } = part;
  const isBeyond = ({ createdAt }: Order): boolean => (ascending ? createdAt >= to : createdAt < from);
  const isWithin = ({ createdAt }: Order): boolean => createdAt >= from && createdAt < to;
  const found: Order[] = [];
  for (const account of accounts) {
    let count = 0;
    for (
      let order = firstAfter(state, account, part);
      order !== null && !isBeyond(order) && count < limit;
      order = following(order, ascending)
    ) {
      if (!isWithin(order) || !fits(order)) continue;
      found.push(order);
      count += 1;
    }
  }
  const sign = ascending ? 1 : -1;
  return accounts.length === 1 ? found : found.sort((a, b) => sign * (a.id - b.id)).slice(0, limit);
}

function following(order: Order, ascending: boolean): Order | null {
  return ascending ? order.next : order.previous;
}

function firstAfter(state: CoreState, account: number, { after, ascending }: Part): Order | null {
  const named = after === undefined ? undefined : state.orders.open.get(after);
  if (named !== undefined && named.account === account) return following(named, ascending);
  const list = state.orders.byAccount.get(account);
  let order = (ascending ? list?.first : list?.last) ?? null;
  if (after === undefined) return order;
  while (order !== null && (ascending ? order.id <= after : order.id >= after)) order = following(order, ascending);
  return order;
}
