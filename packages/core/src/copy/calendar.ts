import { DAY_MS, dateOf } from '../instruments/index.ts';
import type { CompanySpec } from './state.ts';

const MINUTE = 60_000;

/** 1 January 1970 was a Thursday. */
const FIRST_WEEKDAY = 4;

/** The next end of a trading interval after a moment (ms UTC). */
export function nextIntervalEnd({ intervalDay, intervalMinute }: CompanySpec, after: number): number {
  const day = Math.floor(after / DAY_MS);
  const ahead = (intervalDay - weekday(day) + 7) % 7;
  const moment = (day + ahead) * DAY_MS + intervalMinute * MINUTE;
  return moment > after ? moment : moment + 7 * DAY_MS;
}

/** The next daily payout after a moment (ms UTC). */
export function nextPayout({ payoutMinute }: CompanySpec, after: number): number {
  const moment = Math.floor(after / DAY_MS) * DAY_MS + payoutMinute * MINUTE;
  return moment > after ? moment : moment + DAY_MS;
}

/** 1 Monday … 7 Sunday, of a day since 1970. */
export function weekday(day: number): number {
  return ((((day + FIRST_WEEKDAY - 1) % 7) + 7) % 7) + 1;
}

/** Which periods begin with this UTC day. */
export function periodsBegun(day: number): {
  readonly week: boolean;
  readonly month: boolean;
  readonly quarter: boolean;
} {
  const date = dateOf(day);
  const month = date.day === 1;
  return { week: weekday(day) === 1, month, quarter: month && date.month % 3 === 1 };
}
