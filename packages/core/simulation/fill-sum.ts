import type { OrdersEvent } from '../src/index.ts';
import type { Sum } from './naive-deal.ts';

/** Adds what a fill moved after its fee. */
export function addFill(
  sum: Sum,
  { units, cash, fee, feeAsset, cashAsset, quantity }: Extract<OrdersEvent, { type: 'orders.filled' }>,
): void {
  const sign = units < 0n ? -1n : 1n;
  const [ofUnits, ofCash] = feeAsset === cashAsset ? [0n, fee] : [fee, 0n];
  sum.units += sign * (units - ofUnits);
  sum.money += -sign * (cash - ofCash);
  sum.steps += quantity;
}

export function sumText({ units, money, steps }: Sum): string {
  return `${steps} steps, ${units} for ${money}`;
}
