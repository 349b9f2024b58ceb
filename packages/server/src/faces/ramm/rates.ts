import { type Decimal, decimals } from '@outcry/core';
import { Fault } from './errors.ts';

const ONE = decimals.decimal(1n, 0);
const MILLION = decimals.decimal(1_000_000n, 0);

/** Dollars for a million of turnover. Values below 1 are read as the fraction, as a sample of the documents sends it. */
export function rateOf(field: string, value: Decimal): number {
  const dollars = decimals.compare(value, ONE) < 0 ? decimals.multiply(value, MILLION) : value;
  const rate = decimals.toScaled(dollars, 0);
  if (rate === null || rate < 0n || rate > 1_000_000n)
    throw Fault.invalid(field, 'whole dollars for a million of turnover');
  return Number(rate);
}
