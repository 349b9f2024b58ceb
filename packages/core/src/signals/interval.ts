import { DAY_MS, dateOf, dayNumber } from '../instruments/index.ts';

/** Lengths of a signal's candles. */
export const SIGNAL_INTERVALS = [
  '1m',
  '3m',
  '5m',
  '15m',
  '30m',
  '1h',
  '2h',
  '4h',
  '6h',
  '8h',
  '12h',
  '1d',
  '1w',
  '1M',
] as const;

export type SignalInterval = (typeof SIGNAL_INTERVALS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;

/** 1970-01-01 was a Thursday: weeks that begin on Monday are three days ahead of weeks counted from it. */
const MONDAY_SHIFT_MS = 3 * DAY_MS;

const LENGTHS: Readonly<Record<Exclude<SignalInterval, '1M'>, number>> = {
  '1m': MINUTE_MS,
  '3m': 3 * MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '2h': 2 * HOUR_MS,
  '4h': 4 * HOUR_MS,
  '6h': 6 * HOUR_MS,
  '8h': 8 * HOUR_MS,
  '12h': 12 * HOUR_MS,
  '1d': DAY_MS,
  '1w': WEEK_MS,
};

/** Opening time of the candle that holds `time` (both ms UTC): counted from midnight UTC, Monday or the month's first. */
export function openingOf(interval: SignalInterval, time: number): number {
  if (interval === '1M') {
    const { year, month } = dateOf(Math.floor(time / DAY_MS));
    return dayNumber(year, month, 1) * DAY_MS;
  }
  const shift = interval === '1w' ? MONDAY_SHIFT_MS : 0;
  const length = LENGTHS[interval];
  return Math.floor((time + shift) / length) * length - shift;
}

/** When the candle that opens at `opening` ends: the opening time of the next one. */
export function endOf(interval: SignalInterval, opening: number): number {
  if (interval !== '1M') return opening + LENGTHS[interval];
  const { year, month } = dateOf(Math.floor(opening / DAY_MS));
  return (month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1)) * DAY_MS;
}
