import {
  add,
  ceilingTo,
  compare,
  type Decimal,
  decimal,
  decimalText,
  divide,
  floorTo,
  multiply,
  nearestTo,
  rounded,
  subtract,
  typedDecimal,
} from '../decimal.ts';
import { typedText } from '../words/numbers.ts';
import { isLong, type StepDraft, type StopDraft, type Target, type TradeDraft } from './draft.ts';

/** Prices of exits and their distance from the entry. Prices are multiples of the instrument's step. */

export const ZERO: Decimal = { coefficient: 0n, scale: 0 };
export const ONE: Decimal = { coefficient: 1n, scale: 0 };
export const HUNDREDTH: Decimal = { coefficient: 1n, scale: 2 };

/** Decimals of a distance that is shown, in percent. */
const PERCENT_DECIMALS = 2;

/** What a person typed as a number; null when it is none. */
export function read(typed: string): Decimal | null {
  return decimal(typedDecimal(typed) ?? '');
}

/** 1 where an exit lies above the entry, -1 where it lies below. */
export function sideOf(draft: Pick<TradeDraft, 'mode'>, exit: 'step' | 'stop'): 1 | -1 {
  return isLong(draft) === (exit === 'step') ? 1 : -1;
}

/** The price of a target, null when it cannot be told yet. A percentage is rounded to the side that is reached later. */
export function targetPrice(target: Target, side: 1 | -1, entry: Decimal | null, step: Decimal): Decimal | null {
  const value = read(target.text);
  if (value === null) return null;
  if (target.by === 'price') return value.coefficient > 0n ? value : null;
  if (entry === null) return null;
  const part = multiply(value, HUNDREDTH);
  const price = multiply(entry, side > 0 ? add(ONE, part) : subtract(ONE, part));
  if (price.coefficient <= 0n) return null;
  return side > 0 ? ceilingTo(price, step) : floorTo(price, step);
}

/** How far a price lies from the entry in percent, positive on this side of it. */
export function distance(price: Decimal | null, side: 1 | -1, entry: Decimal | null): Decimal | null {
  if (price === null || entry === null) return null;
  const share = divide(subtract(price, entry), entry, PERCENT_DECIMALS + 4);
  if (share === null) return null;
  const percent = rounded(
    { coefficient: share.coefficient * BigInt(side) * 100n, scale: share.scale },
    PERCENT_DECIMALS,
  );
  return percent;
}

/** A price as it is typed, on the instrument's step and at least one step. */
export function snapped(price: Decimal, step: Decimal): string {
  const near = nearestTo(price, step);
  return typedText(decimalText(compare(near, step) < 0 ? step : near));
}

/** A limit price goes along with the price that it was equal to. */
export function withTarget<Exit extends StepDraft | StopDraft>(
  exit: Exit,
  target: Target,
  side: 1 | -1,
  entry: Decimal | null,
  step: Decimal,
): Exit {
  const [before, after, limit] = [
    targetPrice(exit.target, side, entry, step),
    targetPrice(target, side, entry, step),
    read(exit.limitPrice),
  ];
  const same = before !== null && limit !== null && compare(before, limit) === 0;
  return { ...exit, target, limitPrice: same && after !== null ? typedText(decimalText(after)) : exit.limitPrice };
}
