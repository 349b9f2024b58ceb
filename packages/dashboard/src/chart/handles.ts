import { add, compare, type Decimal, decimal, decimalText, multiply, nearestTo } from '../decimal.ts';
import type { PriceLine } from './price-chart.ts';

/** A line of the chart that can be moved to another price. */
export interface Handle {
  readonly id: string;
  readonly price: string;
  readonly colour: PriceLine['colour'];
  /** Its name in full, for those who hear the page. */
  readonly name: string;
  /** What stands on it. */
  readonly label: string;
}

/** How the arrow keys move a line. */
export type Move = 'one' | 'some' | 'many';

/** A press of an arrow moves a line about this part of its price. */
const SOME = { coefficient: 5n, scale: 4 };
const MANY_PRESSES = 10n;

/** The price after a press: one step of the instrument, or a round number near 0.05 %, or ten times that; at least one step. */
export function pressed(price: string, priceStep: string, direction: 1 | -1, move: Move): string {
  const [value, step] = [decimal(price), decimal(priceStep)];
  if (value === null || step === null) return price;
  const size = move === 'one' ? step : notch(value, step);
  const count = { coefficient: BigInt(direction) * (move === 'many' ? MANY_PRESSES : 1n), scale: 0 };
  const moved = nearestTo(add(value, multiply(size, count)), size);
  return decimalText(compare(moved, step) < 0 ? step : moved);
}

/** A round number of price steps, not more than a small part of a price: 1, 2 or 5 with zeros. */
export function notch(price: Decimal, step: Decimal): Decimal {
  const most = multiply(price, SOME);
  let size = step;
  for (let place = 0; ; place++) {
    const larger = multiply(size, place % 3 === 1 ? { coefficient: 25n, scale: 1 } : { coefficient: 2n, scale: 0 });
    if (compare(larger, most) > 0) return size;
    size = larger;
  }
}

/**
 * Where labels stand so that none covers another: as near as may be to where they belong, `gap` apart, from 0 to `height`.
 * Those that have no room at the end stand closer together.
 */
export function spread(places: readonly number[], gap: number, height: number): number[] {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
  const shown = [...places];
  const room = Math.min(gap, order.length < 2 ? gap : height / (order.length - 1));
  let least = 0;
  for (const index of order) {
    shown[index] = Math.max(least, Math.min(height, shown[index] ?? 0));
    least = (shown[index] ?? 0) + room;
  }
  let most = height;
  for (const index of order.reverse()) {
    shown[index] = Math.min(most, shown[index] ?? 0);
    most = (shown[index] ?? 0) - room;
  }
  return shown;
}
