import { type Asset, type Decimal, decimals, type Money, powerOfTen } from '@outcry/core';
import type { MoneyValue, Quotation } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import { TInvestError } from '../errors.ts';

/** Decimals that `units` and `nano` hold together. */
const NANO_DECIMALS = 9;
const NANO = powerOfTen(NANO_DECIMALS);
const MAX_NANO = 999_999_999;

export const ZERO_QUOTATION: Quotation = { units: 0, nano: 0 };

/** A number as the wire has it: `units + nano / 10^9`, both of one sign; digits past the ninth are cut off. */
export function quotationOf(value: Decimal): Quotation {
  const quick = wholeQuotation(Number(value.coefficient), value.scale);
  if (quick !== null) return quick;
  const { coefficient } = decimals.rescale(value, NANO_DECIMALS, 'down');
  const units = Number(coefficient / NANO);
  if (!Number.isSafeInteger(units)) throw new RangeError(`${coefficient / NANO} is beyond the wire's whole numbers`);
  return { units, nano: Number(coefficient % NANO) };
}

const POWERS: readonly number[] = Array.from({ length: NANO_DECIMALS + 1 }, (_, exponent) => 10 ** exponent);

/**
 * `whole × 10^-scale` in whole numbers that a double holds exactly: the same as by BigInt, at a tenth of its price; null
 * where they would not be exact.
 */
export function wholeQuotation(whole: number, scale: number): Quotation | null {
  if (!Number.isSafeInteger(whole) || scale > NANO_DECIMALS) return null;
  const power = POWERS[scale] as number;
  const rest = whole % power;
  // adding 0 makes 0 of -0
  return { units: (whole - rest) / power + 0, nano: rest * (POWERS[NANO_DECIMALS - scale] as number) + 0 };
}

/** An amount of a currency, which is written in lower case. */
export function moneyValueOf(currency: string, value: Decimal): MoneyValue {
  const { units, nano } = quotationOf(value);
  return { currency: currency.toLowerCase(), units, nano };
}

/** Minor units of an asset on the wire. */
export function moneyOf(asset: Asset, amount: Money): MoneyValue {
  return moneyValueOf(asset.code, { coefficient: amount, scale: asset.scale });
}

export function noMoney(currency: string): MoneyValue {
  return moneyValueOf(currency, decimals.ZERO);
}

/**
 * The exact number behind `units` and `nano`; null for nothing or zero, which counts as missing (`tinvest.md` 6.1). Throws
 * TInvestError 30018 when the signs differ or nano is out of range.
 */
export function decimalOf(given: Quotation | undefined): Decimal | null {
  if (given === undefined) return null;
  const { units, nano } = given;
  const whole = Number.isSafeInteger(units) && Number.isInteger(nano) && Math.abs(nano) <= MAX_NANO;
  if (!whole || (units < 0 && nano > 0) || (units > 0 && nano < 0)) throw new TInvestError('30018');
  if (units === 0 && nano === 0) return null;
  return { coefficient: BigInt(units) * NANO + BigInt(nano), scale: NANO_DECIMALS };
}
