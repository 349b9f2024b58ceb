import { decimal, decimalText, multiply } from '../decimal.ts';

const HUNDRED = { coefficient: 100n, scale: 0 };

/** A fraction in percent, exactly: `0.0123` is `1.23`. Null when it is no number. */
export function percentOf(fraction: string | undefined): string | null {
  const value = fraction === undefined ? null : decimal(fraction);
  return value === null ? null : decimalText(multiply(value, HUNDRED));
}

/** Percent as a fraction, exactly. Null when it is no number. */
export function fractionOf(percent: string): string | null {
  const value = decimal(percent);
  return value === null ? null : decimalText({ coefficient: value.coefficient, scale: value.scale + 2 });
}
