import { type Decimal, divide, parseDecimal, powerOfTen } from '@outcry/core';

/** A number of a tape in steps of its instrument. */
export interface StepNumber {
  readonly steps: number;
  /** Whether the text was a whole number of steps. */
  readonly exact: boolean;
}

/** Largest price and volume of a bar: what one order may have, so that sums of many bars stay exact. */
export const MOST_STEPS = 2 ** 40;

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
  if (steps > BigInt(MOST_STEPS)) return 'is too large';
  return steps === 0n ? 'is less than half a price step' : { steps: Number(steps), exact };
}

/** A volume in steps, rounded down. Returns what is wrong as text: not a number, negative, too large. */
export function volumeSteps(text: string, step: Decimal): StepNumber | string {
  const value = parseDecimal(text);
  if (value === null) return 'is not a number';
  if (value.coefficient < 0n) return 'is negative';
  const { numerator, denominator } = ratio(value, step);
  const steps = divide(numerator, denominator, 'down');
  return steps > BigInt(MOST_STEPS) ? 'is too large' : { steps: Number(steps), exact: numerator % denominator === 0n };
}

/** Reads plain decimal text as whole steps, or says what is wrong with it. */
export type StepReader = (text: string) => number | string;

/**
 * A quick reader for recordings of single ticks: digits with or without a fraction (`61837.63000000`), not signed, that
 * are 0 … `most` steps. Exact: works on integers below 2^53 only. Says what is wrong as text: not a number, not a whole
 * number of steps, too large. With `onRounded`, what is no whole number of steps is rounded down, but not to nothing.
 */
export function stepReader(step: Decimal, most: number, onRounded?: () => void): StepReader {
  const coefficient = Number(step.coefficient);
  const largest = Math.min(most * coefficient, Number.MAX_SAFE_INTEGER);
  return (text) => {
    const { length } = text;
    let value = 0;
    let fraction = -1;
    let whole = true;
    for (let i = 0; i < length; i++) {
      const digit = text.charCodeAt(i) - ZERO;
      if (digit >= 0 && digit <= 9) {
        if (fraction < 0 || fraction < step.scale) {
          value = value * 10 + digit;
          if (value > largest) return PLAIN_NUMBER.test(text) ? 'is too large' : 'is not a number';
        } else if (digit !== 0) {
          whole = false;
        }
        if (fraction >= 0) fraction++;
      } else if (digit === POINT && fraction < 0 && i > 0) {
        fraction = 0;
      } else {
        return 'is not a number';
      }
    }
    if (length === 0 || fraction === 0) return 'is not a number';
    for (let place = Math.max(0, fraction); place < step.scale; place++) value *= 10;
    if (value > largest) return 'is too large';
    if (whole && value % coefficient === 0) return value / coefficient;
    if (onRounded === undefined) return 'is not a whole number of steps';
    onRounded();
    return Math.max(1, Math.floor(value / coefficient));
  };
}

const PLAIN_NUMBER = /^\d+(\.\d+)?$/;
const ZERO = 48;
const POINT = -2;

function ratio(value: Decimal, step: Decimal): { numerator: bigint; denominator: bigint } {
  return value.scale > step.scale
    ? { numerator: value.coefficient, denominator: step.coefficient * powerOfTen(value.scale - step.scale) }
    : { numerator: value.coefficient * powerOfTen(step.scale - value.scale), denominator: step.coefficient };
}
