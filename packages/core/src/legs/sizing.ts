import { type Instrument, priceToDecimal } from '../instruments/index.ts';
import { type Decimal, decimals, divide, MAX_STEPS, type Price, powerOfTen } from '../numbers/index.ts';

/**
 * The roundings of automatic traders (`dca-and-smarttrade-rules.md` A1): `floor` and `ceiling` to the price step of the
 * pair and to its quantity step. Results beyond the range of steps are the largest step, which no venue takes.
 */

/** A price in whole steps. */
export function priceSteps(instrument: Instrument, price: Decimal, rounding: 'floor' | 'ceiling'): number {
  return wholeSteps(price, instrument.priceStep, rounding);
}

/** A quantity in whole steps. */
export function quantitySteps(instrument: Instrument, quantity: Decimal, rounding: 'floor' | 'ceiling'): number {
  return wholeSteps(quantity, instrument.quantityStep, rounding);
}

function wholeSteps(value: Decimal, step: Decimal, rounding: 'floor' | 'ceiling'): number {
  const numerator = value.coefficient * powerOfTen(step.scale);
  const denominator = step.coefficient * powerOfTen(value.scale);
  const steps = divide(numerator, denominator, rounding);
  const most = BigInt(MAX_STEPS);
  return Number(steps > most ? most : steps < -most ? -most : steps);
}

/** The quantity that a volume in quote buys at a price in steps, without fees. */
export function quantityFor(
  instrument: Instrument,
  volume: Decimal,
  price: number,
  rounding: 'floor' | 'ceiling',
): number {
  const shown = priceToDecimal(instrument, price as Price);
  return quantitySteps(instrument, decimals.divide(volume, shown), rounding);
}

/** The smallest quantity, in steps, that an order at this price may have. */
export function smallestQuantity(instrument: Instrument, price: number): number {
  const least = Math.max(1, instrument.minQuantity);
  if (instrument.minNotional === 0n || price <= 0) return least;
  const needed = divide(instrument.minNotional, BigInt(price) * instrument.stepValue, 'ceiling');
  return Math.max(least, Number(needed));
}

/** A percentage as a share: 2.5 is 0.025. */
export function percentOf(percent: Decimal): Decimal {
  return { coefficient: percent.coefficient, scale: percent.scale + 2 };
}

/** Decimal text that has been checked before. */
export function decimalOf(text: string): Decimal {
  const value = decimals.parseDecimal(text);
  if (value === null) throw new Error(`not a decimal number: ${text}`);
  return value;
}
