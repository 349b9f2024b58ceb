/**
 * The three kinds of exact number of the trading core. They are distinct types, so that a price can never be
 * passed where a quantity or money is meant.
 */

declare const kind: unique symbol;

/** A price in whole price steps (ticks) of its instrument. May be negative for futures. Safe integer. */
export type Price = number & { readonly [kind]: 'price' };

/** A quantity in whole quantity steps of its instrument. Never negative on an order. Safe integer. */
export type Quantity = number & { readonly [kind]: 'quantity' };

/** An amount in minor units of one asset (10^-scale of it). The asset stands beside it. */
export type Money = bigint & { readonly [kind]: 'money' };

/** Largest price or quantity the books carry: 2^50 steps, so that sums of 8 of them stay exact integers. */
export const MAX_STEPS = 2 ** 50;

export const NO_MONEY = 0n as Money;

/** Brands a checked integer as a price. Throws on anything that is not an integer of at most 2^50 steps. */
export function price(ticks: number): Price {
  if (!Number.isInteger(ticks) || Math.abs(ticks) > MAX_STEPS) throw new RangeError(`price out of range: ${ticks}`);
  return ticks as Price;
}

/** Brands a checked integer as a quantity. Throws on anything that is not an integer of at most 2^50 steps. */
export function quantity(steps: number): Quantity {
  if (!Number.isInteger(steps) || Math.abs(steps) > MAX_STEPS) throw new RangeError(`quantity out of range: ${steps}`);
  return steps as Quantity;
}

/** Brands minor units as money. */
export function money(minorUnits: bigint): Money {
  return minorUnits as Money;
}

/** The exact product of two step counts; stays a double while it is a safe integer, widens to BigInt beyond. */
export function stepProduct(a: number, b: number): bigint {
  const product = a * b;
  return Number.isSafeInteger(product) ? BigInt(product) : BigInt(a) * BigInt(b);
}
