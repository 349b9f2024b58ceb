import { openingTime } from '../feeds/aggregate.ts';
import { DAY_SECONDS } from '../feeds/feed.ts';

/** Intervals that follow the calendar; weeks begin on Monday. */
export const CALENDAR_INTERVALS = ['week', 'month', 'quarter', 'year'] as const;

export type CalendarInterval = (typeof CALENDAR_INTERVALS)[number];

const DAY_MS = DAY_SECONDS * 1000;
const WEEK_MS = 7 * DAY_MS;

/** 1970-01-01 was a Thursday: weeks that begin on Monday are three days ahead of weeks counted from it. */
const MONDAY_SHIFT_MS = 3 * DAY_MS;

const MONTHS: Readonly<Record<Exclude<CalendarInterval, 'week'>, number>> = { month: 1, quarter: 3, year: 12 };

/** Opening time of the calendar bar that holds `time`, in a zone whose midnight is `dayOffset` ms ahead of UTC's. */
export function calendarOpening(interval: CalendarInterval, time: number, dayOffset: number): number {
  if (interval === 'week') return openingTime(time, WEEK_MS, dayOffset + MONDAY_SHIFT_MS);
  return calendarMonth(interval, time, dayOffset, 0);
}

/** When the calendar bar that opens at `opening` ends: the opening time of the next one. */
export function calendarEnd(interval: CalendarInterval, opening: number, dayOffset: number): number {
  if (interval === 'week') return opening + WEEK_MS;
  return calendarMonth(interval, opening, dayOffset, MONTHS[interval]);
}

function calendarMonth(interval: Exclude<CalendarInterval, 'week'>, time: number, dayOffset: number, later: number) {
  const local = new Date(time + dayOffset);
  const month = local.getUTCMonth();
  return Date.UTC(local.getUTCFullYear(), month - (month % MONTHS[interval]) + later, 1) - dayOffset;
}
