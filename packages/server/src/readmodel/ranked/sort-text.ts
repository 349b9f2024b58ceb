import { type Decimal, decimals, parseDecimal } from '@outcry/core';

/** Decimals of a profit in the quote asset and of its share in percent. */
export const PROFIT_PLACES = 8;
export const PERCENT_PLACES = 2;

/**
 * A number as text that sorts, byte by byte, where the number does: its sign, how many digits it has, the digits. Of
 * numbers below 0 all but the sign is turned round (9 for 0, 8 for 1 …). Rounded half up to `places` decimals.
 */
export function sortText(value: Decimal, places: number): string {
  const { coefficient } = decimals.rescale(value, places, 'halfUp');
  if (coefficient >= 0n) return `1${positive(`${coefficient}`)}`;
  return `0${positive(`${-coefficient}`).replace(/\d/g, (digit) => `${9 - Number(digit)}`)}`;
}

/** The same of decimal text. */
export function sortTextOf(text: string, places: number): string {
  return sortText(parseDecimal(text) ?? decimals.ZERO, places);
}

/** Digits behind the count of them. */
function positive(digits: string): string {
  return `${digits.length}`.padStart(3, '0') + digits;
}
