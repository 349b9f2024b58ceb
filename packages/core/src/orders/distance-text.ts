import { type Instrument, stepsOf, type TextError } from '../instruments/index.ts';
import { formatScaled, MAX_STEPS, parseDecimal } from '../numbers/index.ts';
import { type Distance, MILLION } from '../stops/index.ts';

/** Decimals of a percentage: 0.0001 % is a millionth. */
const PERCENT_DECIMALS = 4;

const PERCENT_STEP = { coefficient: 1n, scale: PERCENT_DECIMALS };

/**
 * Reads a distance between prices: `1.5%` of the price it is measured from (at most 100, four decimals), or a length in
 * the instrument's quotation, a multiple of its price step. Not below zero.
 */
export function distanceFromText(instrument: Instrument, text: string): Distance | TextError {
  const percent = text.endsWith('%');
  const value = parseDecimal(percent ? text.slice(0, -1) : text);
  if (value === null)
    return { error: 'not_a_number', detail: `${shown(text)} is neither a length like 0.5 nor a percentage like 1%` };
  if (value.coefficient < 0n) return { error: 'not_positive', detail: `${shown(text)} is below zero` };
  const distance = stepsOf(value, percent ? PERCENT_STEP : instrument.priceStep);
  if (distance === null) {
    const step = percent ? '0.0001%' : formatScaled(instrument.priceStep.coefficient, instrument.priceStep.scale);
    return { error: 'not_a_multiple', detail: `${shown(text)} is not a multiple of ${step}` };
  }
  if (distance > BigInt(percent ? MILLION : MAX_STEPS))
    return { error: 'out_of_range', detail: `${shown(text)} is ${percent ? 'above 100%' : 'longer than any price'}` };
  return { unit: percent ? 'millionths' : 'steps', distance: Number(distance) };
}

/** A distance as `distanceFromText` reads it. */
export function distanceToText({ priceStep }: Instrument, { unit, distance }: Distance): string {
  if (unit === 'millionths') return `${formatScaled(BigInt(distance), PERCENT_DECIMALS)}%`;
  return formatScaled(BigInt(distance) * priceStep.coefficient, priceStep.scale);
}

function shown(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
