import { ExactNumber, scaled } from './json.ts';

/** How the core's integers are printed; `units.ts` of the core's module `copy` says what they are. */

/** Hundredths of a dollar. */
export function money(cents: number): ExactNumber {
  return scaled(cents, 2);
}

/** Ten-thousandths: shares, rates, factors. */
export function parts(value: number): ExactNumber {
  return scaled(value, 4);
}

/** Dollars for a million of turnover, as a fraction of it. */
export function fractionOfRate(rate: number): ExactNumber {
  return scaled(rate, 6);
}

/** Millionths of a dollar. */
export function level(micros: number): ExactNumber {
  return scaled(micros, 6);
}

/** Hundred-millionths of a lot, or of a unit price. */
export function eighths(value: number): ExactNumber {
  return scaled(value, 8);
}

/** part ÷ whole, rounded half away from zero to so many decimals; 0 of nothing. */
export function ratio(part: number | bigint, whole: number | bigint, decimals: number): ExactNumber {
  const [top, bottom] = [BigInt(part), BigInt(whole)];
  if (bottom === 0n) return ZERO;
  const shifted = top * 10n ** BigInt(decimals) * 2n;
  const half = bottom < 0n === top < 0n ? bottom : -bottom;
  return scaled((shifted + half) / (bottom * 2n), decimals);
}

export const ZERO = new ExactNumber('0');
