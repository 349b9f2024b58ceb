import type { TradingDay } from 'tinkoff-sdk-grpc-js/dist/generated/instruments.js';
import { TInvestError } from '../errors.ts';
import { fromOf, toOf } from './period.ts';

export const DAY_MS = 86_400_000;

/** Midnight in Moscow is three hours before that of UTC. */
const MOSCOW_OFFSET_MS = 3 * 3_600_000;

/** Days of one answer, and those that are told when nobody asks for others. */
const MAX_DAYS = 14;
const COMING_DAYS = 7;

/** Days of [from, to] that are asked for, as midnights UTC, from today (ms UTC) on. Throws TInvestError. */
export function scheduleDays(given: { from?: Date | undefined; to?: Date | undefined }, now: number): number[] {
  const today = midnight(now);
  const from = midnight(fromOf(given.from) ?? today);
  if (from < today) throw new TInvestError('30003');
  const to = toOf(given.to) ?? from + (COMING_DAYS - 1) * DAY_MS;
  if (to < from) throw new TInvestError('30012');
  if (to - from > MAX_DAYS * DAY_MS) throw new TInvestError('30002');
  const count = Math.floor((midnight(to) - from) / DAY_MS) + 1;
  return Array.from({ length: count }, (_, day) => from + day * DAY_MS);
}

/** Beginning of the day in Moscow that a moment (ms UTC) belongs to. */
export function moscowMidnight(time: number): number {
  return midnight(time + MOSCOW_OFFSET_MS) - MOSCOW_OFFSET_MS;
}

function midnight(time: number): number {
  return Math.floor(time / DAY_MS) * DAY_MS;
}

/** A trading day of this market: from midnight to midnight in Moscow, without a break. */
export function tradingDay(date: number): Partial<TradingDay> {
  const startTime = new Date(date - MOSCOW_OFFSET_MS);
  const endTime = new Date(date - MOSCOW_OFFSET_MS + DAY_MS);
  return {
    date: new Date(date),
    isTradingDay: true,
    startTime,
    endTime,
    intervals: [{ type: 'regular_trading_session', interval: { startTs: startTime, endTs: endTime } }],
  };
}
