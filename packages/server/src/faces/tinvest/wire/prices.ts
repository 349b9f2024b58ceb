import {
  type Decimal,
  decimals,
  formatDecimal,
  type Instrument,
  isTextError,
  type Price,
  parseDecimal,
  priceFromText,
  priceToDecimal,
} from '@outcry/core';
import { PriceType, type Quotation } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import { TInvestError } from '../errors.ts';
import { decimalOf } from './numbers.ts';

/** Points of one currency unit's price: nominal ÷ 100 of a bond, step cost ÷ step of a future; 1 for all else (6.3). */
function currencyPerPoint({ spec }: Instrument): Decimal {
  const value = parseDecimal(spec.multiplier ?? '1');
  if (value === null) throw new Error(`${spec.symbol} has no multiplier`);
  return value;
}

/** Whether prices of the instrument are meant in points: percent of the nominal, points of a future. */
export function isInPoints({ spec }: Instrument): boolean {
  return spec.kind === 'bond' || spec.kind === 'future';
}

/** A price in the instrument's quotation as money of one piece. */
export function toCurrency(instrument: Instrument, quoted: Decimal): Decimal {
  return isInPoints(instrument) ? decimals.multiply(quoted, currencyPerPoint(instrument)) : quoted;
}

/** Money of one piece as a price in the instrument's quotation, kept to 36 digits. */
export function toPoints(instrument: Instrument, money: Decimal): Decimal {
  return isInPoints(instrument) ? decimals.divide(money, currencyPerPoint(instrument)) : money;
}

/** A price of the core as the market quotes it. */
export function quotedPrice(instrument: Instrument, steps: number): Decimal {
  return priceToDecimal(instrument, steps as Price);
}

/** A price of the core as money of one piece. */
export function currencyPrice(instrument: Instrument, steps: number): Decimal {
  return toCurrency(instrument, quotedPrice(instrument, steps));
}

/** The smallest price change and what it is worth in money. */
export function stepOf({ priceStep }: Instrument): Decimal {
  return { coefficient: priceStep.coefficient, scale: priceStep.scale };
}

export function stepCostOf(instrument: Instrument): Decimal {
  return toCurrency(instrument, stepOf(instrument));
}

/**
 * The limit price that a client asks for, in steps. Its unit follows `price_type`; unspecified: money for bonds, points for
 * futures (`tinvest.md` 6.3). Throws TInvestError.
 */
export function limitPriceOf(instrument: Instrument, given: Quotation | undefined, type: PriceType): Price {
  const value = decimalOf(given);
  if (value === null) throw new TInvestError('30017');
  if (value.coefficient < 0n && instrument.lowestPrice > 0) throw new TInvestError('30100');
  return priceOf(instrument, isInCurrency(instrument, type) ? toPoints(instrument, value) : value);
}

function priceOf(instrument: Instrument, quoted: Decimal): Price {
  const price = priceFromText(instrument, formatDecimal(quoted));
  if (!isTextError(price)) return price;
  throw new TInvestError(price.error === 'out_of_range' ? '30099' : '30078');
}

/** Throws TInvestError when the unit is none, or points where there are none. */
export function isInCurrency(instrument: Instrument, type: PriceType): boolean {
  switch (type) {
    case PriceType.PRICE_TYPE_UNSPECIFIED:
      return instrument.spec.kind !== 'future';
    case PriceType.PRICE_TYPE_POINT:
      if (!isInPoints(instrument)) throw new TInvestError('30085');
      return false;
    case PriceType.PRICE_TYPE_CURRENCY:
      return true;
    default:
      throw new TInvestError('30104');
  }
}
