import { type Decimal, decimals, type TradeRecord } from '@outcry/core';
import { exactly } from '../bots/decimal-texts.ts';

const ONE_HUNDRED = decimals.decimal(100n, 0);

/** The distance of a trailing stop loss in percent of the entry (C3), 2 decimals; `price`: the entry before it is known. */
export function trailingDistance({ settings, entryPrice }: TradeRecord, price: string): Decimal | null {
  const { stopLoss, side } = settings;
  const entry = exactly(entryPrice === '0' ? price : entryPrice);
  if (stopLoss === null || !stopLoss.trails || entry.coefficient === 0n) return null;
  const distance = stopLoss.percent === null ? apartFrom(entry, stopLoss.price ?? '0', side) : size(stopLoss.percent);
  return decimals.rescale(distance, 2, 'halfUp');
}

function apartFrom(entry: Decimal, price: string, side: 'long' | 'short'): Decimal {
  const level = exactly(price);
  const apart = side === 'long' ? decimals.subtract(entry, level) : decimals.subtract(level, entry);
  return decimals.divide(decimals.multiply(apart, ONE_HUNDRED), entry);
}

function size(percent: string): Decimal {
  const value = exactly(percent);
  return value.coefficient < 0n ? decimals.negate(value) : value;
}
