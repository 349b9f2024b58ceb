import type { Instrument } from '../instruments/index.ts';
import type { MarketState } from '../market/index.ts';
import type { PriceBound } from './bound-prices.ts';
import type { Conversion, Exposure } from './exposure.ts';

/**
 * Price bounds of an account: while every last price stays inside its own, the liquid portfolio is certainly not below the
 * minimal margin. All prices may move against the account by the same part of themselves at once; that part is made as
 * large as the cushion allows. The worst corner of the box is found exactly, for every term is a product of at most one
 * price and one rate: whether a rate hurts rising or falling is decided by what stands in its currency at the worst prices.
 * So products have their room, and what is left out is only rounding, for which a margin is taken.
 */
export function boundsOf(market: MarketState, exposure: Exposure): PriceBound[] {
  const worst = (part: number): number => worstAt(market, exposure, part);
  let safe = 0;
  let unsafe = 1;
  if (worst(0) >= 0) {
    while (worst(unsafe) >= 0) {
      if (unsafe >= WIDEST) return [];
      safe = unsafe;
      unsafe *= 2;
    }
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (safe + unsafe) / 2;
      if (worst(middle) >= 0) safe = middle;
      else unsafe = middle;
    }
  }
  const bounds: PriceBound[] = [];
  for (const conversion of exposure.conversions) {
    for (const [instrument, perStep] of conversion.perStep) {
      const last = lastOf(market, instrument);
      if (perStep > 0) add(bounds, instrument, 'below', last - safe * sizeOf(last));
      if (perStep < 0) add(bounds, instrument, 'above', last + safe * sizeOf(last));
    }
    const { pair, inverse } = conversion;
    if (pair === undefined) continue;
    const sum = worstSum(market, conversion, safe);
    const last = lastOf(market, pair);
    // a positive sum is hurt by a falling rate: a falling price, or a rising one where the account's currency is the base
    if (sum > 0 === inverse) add(bounds, pair, 'above', last + safe * last);
    else add(bounds, pair, 'below', last - safe * last);
  }
  return bounds;
}

/** Bounds that the next trade of any of the instruments reaches, whatever its price. */
export function everyTrade(market: MarketState, exposure: Exposure): PriceBound[] {
  const bounds: PriceBound[] = [];
  const add = (instrument: Instrument): void => {
    const last = lastOf(market, instrument);
    bounds.push({ instrument: instrument.id, direction: 'below', level: last });
    bounds.push({ instrument: instrument.id, direction: 'above', level: last });
  };
  for (const { pair, perStep } of exposure.conversions) {
    if (pair !== undefined) add(pair);
    for (const instrument of perStep.keys()) add(instrument);
  }
  return bounds;
}

/** Prices may move this many times their size before an account counts as safe at any price. */
const WIDEST = 1_024;

const HALVINGS = 24;

/** Doubles keep 53 bits; sums of some thousand terms lose far less than this part of their size. */
const PRECISION = 1e-11;

/** Minor units by which the exact figures of one holding may differ through their roundings. */
const ROUNDINGS = 8;

/** The least that liquid less minimal can be while every price moves against the account by at most this part of itself. */
function worstAt(market: MarketState, exposure: Exposure, part: number): number {
  let least = exposure.constant;
  let size = Math.abs(least);
  let largestRate = 1;
  for (const conversion of exposure.conversions) {
    const { pair, inverse, factor } = conversion;
    const sum = worstSum(market, conversion, part);
    let rate = factor;
    if (pair !== undefined) {
      const last = lastOf(market, pair);
      const price = sum > 0 === inverse ? last * (1 + part) : Math.max(last * (1 - part), pair.lowestPrice);
      rate = inverse ? factor / price : factor * price;
      largestRate = Math.max(largestRate, rate);
    }
    least += rate * sum;
    size += rate * sizeOfSum(market, conversion, part);
  }
  return least - PRECISION * size - ROUNDINGS * largestRate * exposure.holdings;
}

/** What stands in a currency when every price is at its worst. */
function worstSum(market: MarketState, { amount, perStep }: Conversion, part: number): number {
  let sum = amount;
  for (const [instrument, steps] of perStep) sum += steps * worstPrice(market, instrument, steps, part);
  return sum;
}

function sizeOfSum(market: MarketState, { amount, perStep }: Conversion, part: number): number {
  let size = Math.abs(amount);
  for (const [instrument, steps] of perStep) size += Math.abs(steps * worstPrice(market, instrument, steps, part));
  return size;
}

function worstPrice(market: MarketState, instrument: Instrument, steps: number, part: number): number {
  const last = lastOf(market, instrument);
  if (steps < 0) return last + part * sizeOf(last);
  return Math.max(last - part * sizeOf(last), instrument.lowestPrice);
}

/** Prices of futures may be zero or less: then one step counts as their size. */
function sizeOf(price: number): number {
  return Math.max(Math.abs(price), 1);
}

function lastOf(market: MarketState, { id }: Instrument): number {
  return market.markets[id]?.last ?? 0;
}

/** Prices up to `edge` are safe; the first whole one behind it is not. */
function add(bounds: PriceBound[], instrument: Instrument, direction: 'below' | 'above', edge: number): void {
  const level = direction === 'below' ? Math.ceil(edge) - 1 : Math.floor(edge) + 1;
  if (level < instrument.lowestPrice || level > instrument.highestPrice) return;
  bounds.push({ instrument: instrument.id, direction, level });
}
