import { type AccountFaults, accountById, type Faults } from '../accounts/index.ts';
import { endOrder, type Order, openQuantity } from '../orders/index.ts';
import type { Turn } from '../turn.ts';
import type { OrderCounted } from './events.ts';
import type { ExchangeWorld } from './state.ts';

/** What a rejection on demand says. */
export const REJECTED_ON_DEMAND = 'rejected on demand: a fault of this sandbox account';

/** Whether the venue rejects the `number`-th order under these faults. */
export function isRejectedOnDemand({ rejectEvery }: Faults, number: number): boolean {
  return rejectEvery !== null && number % rejectEvery === 0;
}

/**
 * A new order reaches the venue on an account with faults: it is counted, and rejected or answered later when its turn
 * has come. True: it does not enter now.
 */
export function meetsFault(world: ExchangeWorld, order: Order, turn: Turn): boolean {
  const { faults } = accountById(world.accounts, order.account);
  if (faults === undefined || order.status !== 'submitting') return false;
  const number = faults.orders + 1;
  const due = turn.at + (faults.delayMs ?? 0);
  turn.emit({
    type: 'exchange.orderCounted',
    at: turn.at,
    order: order.id,
    account: order.account,
    number,
    due,
  } satisfies OrderCounted);
  if (due > turn.at) return true;
  if (!isRejectedOnDemand(faults, number)) return false;
  rejectOnDemand(order, turn);
  return true;
}

export function rejectOnDemand(order: Order, turn: Turn): void {
  endOrder(order, 'rejected', 'venue', REJECTED_ON_DEMAND, turn);
}

/** What one fill of an order may take: all it has left, or the share that its account's faults allow. */
export function fillableAtOnce(world: ExchangeWorld, order: Order): number {
  const open = openQuantity(order);
  const percent = (accountById(world.accounts, order.account).faults as AccountFaults | undefined)?.partialPercent;
  if (percent === undefined || percent === null) return open;
  const share = Number((BigInt(order.quantity) * BigInt(percent)) / 100n);
  return Math.min(open, Math.max(1, share));
}
