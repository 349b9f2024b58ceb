import { type Decimal, divide, parseDecimal, powerOfTen } from '@outcry/core';

/** A number of a tape in steps of its instrument. */
export interface StepNumber {
  readonly steps: number;
  /** Whether the text was a whole number of steps. */
  readonly exact: boolean;
}

/** Largest price and volume of a bar: what one order may have, so that sums of many bars stay exact. */
const MOST_STEPS = 1n << 40n;

/** A price may be this many times finer than the step: exchanges have widened their steps over the years. */
const FINEST = 100n;

/**
 * A price in steps. Old tapes may be up to 100 times finer than today's step; such a price is rounded to the nearest
 * step, ties up. Returns what is wrong as text: not a number, not above zero, more decimals than that, too large.
 */
export function priceSteps(text: string, step: Decimal): StepNumber | string {
  const value = parseDecimal(text);
  if (value === null) return 'is not a number';
  if (value.coefficient <= 0n) return 'is not above zero';
  const { numerator, denominator } = ratio(value, step);
  const exact = numerator % denominator === 0n;
  if (!exact && (numerator * FINEST) % denominator !== 0n) return 'has too many decimals for the price step';
  const steps = divide(numerator, denominator, 'halfUp');
  if (steps > MOST_STEPS) return 'is too large';
  return steps === 0n ? 'is less than half a price step' : { steps: Number(steps), exact };
}

/** A volume in steps, rounded down. Returns what is wrong as text: not a number, negative, too large. */
export function volumeSteps(text: string, step: Decimal): StepNumber | string {
  const value = parseDecimal(text);
  if (value === null) return 'is not a number';
  if (value.coefficient < 0n) return 'is negative';
  const { numerator, denominator } = ratio(value, step);
  const steps = divide(numerator, denominator, 'down');
  return steps > MOST_STEPS ? 'is too large' : { steps: Number(steps), exact: numerator % denominator === 0n };
}

function ratio(value: Decimal, step: Decimal): { numerator: bigint; denominator: bigint } {
  return value.scale > step.scale
    ? { numerator: value.coefficient, denominator: step.coefficient * powerOfTen(value.scale - step.scale) }
    : { numerator: value.coefficient * powerOfTen(step.scale - value.scale), denominator: step.coefficient };
}
