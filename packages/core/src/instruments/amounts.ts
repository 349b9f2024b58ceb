import {
  type Decimal,
  decimals,
  formatDecimal,
  formatScaled,
  MAX_STEPS,
  type Money,
  money,
  type Price,
  parseDecimal,
  price,
  type Quantity,
  quantity,
  stepProduct,
  toScaled,
} from '../numbers/index.ts';
import type { Asset, Instrument } from './instrument.ts';
import { stepsOf } from './resolve.ts';

/**
 * The edge between decimal text and the integers of the core. Quantities are in pieces (units of base, contracts), also
 * where the exchange trades in lots; prices are in the instrument's quotation (percent for bonds, points for futures).
 */

export type TextProblem = 'not_a_number' | 'not_positive' | 'not_a_multiple' | 'out_of_range' | 'too_many_decimals';

/** Why a text was not taken, with a sentence for the person who wrote it. */
export interface TextError {
  readonly error: TextProblem;
  readonly detail: string;
}

export function isTextError(value: unknown): value is TextError {
  return typeof value === 'object' && value !== null && 'error' in value;
}

/** Reads a price: a multiple of the price step inside the instrument's bounds; above zero unless it is a future. */
export function priceFromText(instrument: Instrument, text: string): Price | TextError {
  const value = parseDecimal(text);
  if (value === null) return notANumber('price', text);
  if (instrument.lowestPrice > 0 && value.coefficient <= 0n) return notPositive('price', text);
  const steps = stepsOf(value, instrument.priceStep);
  if (steps === null) return notAMultiple('price', text, instrument.priceStep);
  if (steps < BigInt(instrument.lowestPrice) || steps > BigInt(instrument.highestPrice)) {
    const bounds = `${priceToText(instrument, instrument.lowestPrice)} … ${priceToText(instrument, instrument.highestPrice)}`;
    return { error: 'out_of_range', detail: `price ${text} is outside ${bounds}` };
  }
  return price(Number(steps));
}

/** Reads a quantity in pieces: above zero and a multiple of the quantity step. The limits of one order are not checked. */
export function quantityFromText(instrument: Instrument, text: string): Quantity | TextError {
  const value = parseDecimal(text);
  if (value === null) return notANumber('quantity', text);
  if (value.coefficient <= 0n) return notPositive('quantity', text);
  const steps = stepsOf(value, instrument.quantityStep);
  if (steps === null) return notAMultiple('quantity', text, instrument.quantityStep);
  if (steps > BigInt(MAX_STEPS)) {
    return {
      error: 'out_of_range',
      detail: `quantity ${text} is above ${quantityToText(instrument, quantity(MAX_STEPS))}`,
    };
  }
  return quantity(Number(steps));
}

/** Reads an amount of an asset, of either sign. More decimals than the asset has are an error, zeros at the end aside. */
export function moneyFromText(asset: Asset, text: string): Money | TextError {
  const value = parseDecimal(text);
  if (value === null) return notANumber('amount', text);
  const minorUnits = toScaled(value, asset.scale);
  if (minorUnits === null) {
    return {
      error: 'too_many_decimals',
      detail: `amount ${text} has more than the ${asset.scale} decimals of ${asset.code}`,
    };
  }
  return money(minorUnits);
}

export function priceToDecimal(instrument: Instrument, value: Price): Decimal {
  return { coefficient: BigInt(value) * instrument.priceStep.coefficient, scale: instrument.priceStep.scale };
}

export function priceToText(instrument: Instrument, value: Price): string {
  return formatDecimal(priceToDecimal(instrument, value));
}

/** In pieces. */
export function quantityToDecimal(instrument: Instrument, value: Quantity): Decimal {
  return { coefficient: BigInt(value) * instrument.quantityStep.coefficient, scale: instrument.quantityStep.scale };
}

/** In pieces. */
export function quantityToText(instrument: Instrument, value: Quantity): string {
  return formatDecimal(quantityToDecimal(instrument, value));
}

export function moneyToText(asset: Asset, value: Money): string {
  return formatScaled(value, asset.scale);
}

/** Money of a quantity at a price, exact, in minor units of quote. Bonds: without accrued interest. */
export function valueAt(instrument: Instrument, at: number, size: number): Money {
  return money(stepProduct(at, size) * instrument.stepValue);
}

/** Minor units of base that a quantity delivers; 0n without base. */
export function unitsOf(instrument: Instrument, size: Quantity): Money {
  return money(BigInt(size) * instrument.stepUnits);
}

/**
 * The price at which a quantity has this value: cost ÷ quantity in the instrument's quotation, kept to 36 digits.
 * Throws RangeError when the quantity is zero.
 */
export function averagePrice(instrument: Instrument, cost: Money, size: Quantity): Decimal {
  const { coefficient, scale } = instrument.priceStep;
  return decimals.divide(
    { coefficient: cost * coefficient, scale },
    { coefficient: instrument.stepValue * BigInt(size), scale: 0 },
  );
}

function notANumber(what: string, text: string): TextError {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return { error: 'not_a_number', detail: `${what} ${JSON.stringify(shown)} is not a decimal number` };
}

function notPositive(what: string, text: string): TextError {
  return { error: 'not_positive', detail: `${what} ${text} must be above zero` };
}

function notAMultiple(what: string, text: string, step: Decimal): TextError {
  return { error: 'not_a_multiple', detail: `${what} ${text} is not a multiple of the step ${formatDecimal(step)}` };
}

/** Money with its asset, as sentences for people say it: `105.5 rub`. */
export function moneyPhrase(asset: Asset | undefined, amount: bigint): string {
  return asset === undefined ? `${amount}` : `${formatScaled(amount, asset.scale)} ${asset.code}`;
}

/** A quantity with its instrument, as sentences for people say it: `0.5 USDT_BTC`. Takes any number of steps. */
export function quantityPhrase(instrument: Instrument, steps: number): string {
  const { coefficient, scale } = instrument.quantityStep;
  return `${formatScaled(BigInt(steps) * coefficient, scale)} ${instrument.symbol}`;
}
