import { type Asset, type Decimal, decimals, formatDecimal, formatFixed, type Money } from '@outcry/core';
import { ExactNumber } from './json.ts';

/** Decimal text as entities carry it: at least one digit after the point, no exponent (`threecommas.md` 6). */
export function decimalText(value: Decimal): string {
  return withPoint(formatDecimal(value));
}

/** Plain decimal text with at least one digit after the point. */
export function withPoint(plain: string): string {
  return plain.includes('.') ? plain : `${plain}.0`;
}

/** Decimal text with so many digits after the point, rounded half up. */
export function fixedText(value: Decimal, digits: number): string {
  return formatFixed(value, digits, 'halfUp');
}

/** A JSON number without trailing zeros. */
export function exactNumber(value: Decimal): ExactNumber {
  return new ExactNumber(formatDecimal(value));
}

/** A JSON number of at most so many decimals, rounded half up. */
export function roundedNumber(value: Decimal, digits: number): ExactNumber {
  return exactNumber(decimals.rescale(value, digits, 'halfUp'));
}

/** An amount of an asset in natural units. */
export function amountOf({ scale }: Pick<Asset, 'scale'>, amount: Money): Decimal {
  return decimals.decimal(amount, scale);
}

const HUNDRED = decimals.decimal(100n, 0);

/** part ÷ whole in percent; 0 of nothing. */
export function percent(part: Decimal, whole: Decimal): Decimal {
  if (whole.coefficient === 0n) return decimals.ZERO;
  return decimals.divide(decimals.multiply(part, HUNDRED), whole);
}
