import type { Money } from '../numbers/index.ts';
import { addOpen } from './apply.ts';
import { emptyOrders, type MassCancel, type Order, type OrdersState } from './state.ts';

type OrderSnapshot = Omit<Order, 'value' | 'fee' | 'feeExact' | 'heldMoney' | 'heldUnits' | 'previous' | 'next'> & {
  readonly value: string;
  readonly fee: string;
  readonly feeExact: string;
  readonly heldMoney: string;
  readonly heldUnits: string;
};

export interface OrdersSnapshot {
  readonly open: readonly OrderSnapshot[];
  readonly nextOrder: number;
  readonly nextFill: number;
  readonly massCancels: readonly MassCancel[];
}

/** Plain JSON of the module's durable state, in a stable order. */
export function snapshotOrders(state: OrdersState): OrdersSnapshot {
  const open: OrderSnapshot[] = [];
  for (const order of state.open.values()) {
    const { previous, next, value, fee, feeExact, heldMoney, heldUnits, ...rest } = order;
    open.push({
      ...rest,
      venueFills: [...order.venueFills],
      value: `${value}`,
      fee: `${fee}`,
      feeExact: `${feeExact}`,
      heldMoney: `${heldMoney}`,
      heldUnits: `${heldUnits}`,
    });
  }
  return { open, nextOrder: state.nextOrder, nextFill: state.nextFill, massCancels: [...state.massCancels] };
}

export function restoreOrders(snapshot: OrdersSnapshot): OrdersState {
  const state: OrdersState = {
    ...emptyOrders(),
    nextOrder: snapshot.nextOrder,
    nextFill: snapshot.nextFill,
    massCancels: [...snapshot.massCancels],
  };
  for (const row of snapshot.open) {
    addOpen(state, {
      ...row,
      value: BigInt(row.value) as Money,
      fee: BigInt(row.fee) as Money,
      feeExact: BigInt(row.feeExact),
      heldMoney: BigInt(row.heldMoney) as Money,
      heldUnits: BigInt(row.heldUnits) as Money,
      previous: null,
      next: null,
    });
  }
  return state;
}
