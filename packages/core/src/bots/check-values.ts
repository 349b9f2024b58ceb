import { type Decimal, decimals, parseDecimal } from '../numbers/index.ts';
import { type Rejection, reject } from '../turn.ts';
import type { BotSettings } from './settings.ts';

/** Longest list or object of settings as JSON, in characters. */
export const MAX_STORED = 20_000;
/** Decimals of a number that is told. */
export const MAX_DECIMALS = 20;
/** Percentages have at most so many decimals: they are millionths of a price in the stop index. */
const PERCENT_DECIMALS = 4;

/** Length of a value as JSON; Infinity when it is none. */
export function jsonLength(value: unknown): number {
  try {
    return JSON.stringify(value).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

export function number(
  settings: BotSettings,
  field: keyof BotSettings,
  least: 'above' | 'from',
  most = Number.MAX_SAFE_INTEGER,
): Rejection | null {
  const value = decimalIn(settings[field]);
  const bound = { coefficient: BigInt(most), scale: 0 };
  const fits =
    value !== null &&
    value.scale <= MAX_DECIMALS &&
    (least === 'above' ? value.coefficient > 0n : value.coefficient >= 0n) &&
    decimals.compare(value, bound) <= 0;
  if (fits) return null;
  const upTo = most === Number.MAX_SAFE_INTEGER ? '' : `, at most ${most}`;
  return wrong(field, `a number ${least === 'above' ? 'above 0' : 'from 0'}${upTo}`);
}

export function percentText(field: string, text: string): Rejection | null {
  const value = decimalIn(text);
  if (value !== null && decimals.compare(value, decimals.rescale(value, PERCENT_DECIMALS, 'down')) === 0) return null;
  return wrong(field, `a percentage with at most ${PERCENT_DECIMALS} decimals`);
}

export function decimalIn(value: unknown): Decimal | null {
  return typeof value === 'string' ? parseDecimal(value) : null;
}

export function whole(field: string, value: unknown, least: number, most: number): Rejection | null {
  if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) return null;
  return wrong(field, `${least} to ${most}`);
}

export function wrong(field: string, detail: string): Rejection {
  return reject('invalid_value', field, detail);
}
