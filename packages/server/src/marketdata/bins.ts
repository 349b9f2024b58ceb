import { BarJoiner, openingTime } from '../feeds/aggregate.ts';
import { BASE_INTERVAL_SECONDS, type Bar, DAY_SECONDS } from '../feeds/feed.ts';
import { CALENDAR_INTERVALS, type CalendarInterval, calendarEnd, calendarOpening } from './calendar.ts';

/** Length of a candle: seconds (a multiple of 5 that divides a day), or a part of the calendar. */
export type CandleInterval = number | CalendarInterval;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = DAY_SECONDS * 1000;
export const FIVE_MS = BASE_INTERVAL_SECONDS * 1000;

/** How the time line of one instrument is cut into candles of one interval. */
export interface Bins {
  /** Length in ms of the bars candles are composed of: their own, a day for calendar intervals. */
  readonly length: number;
  readonly dayOffset: number;
  /** Stored bars they are derived from: 60 seconds where that divides the interval, otherwise 5. */
  readonly baseSeconds: 5 | 60;
  /** Opening time of the candle that holds `time`. */
  openingOf(time: number): number;
  /** End of the candle that opens at `opening`. */
  endOf(opening: number): number;
  /** Bars of `length`, given in time order, as the bars of candles. */
  join(bars: readonly Bar[]): readonly Bar[];
}

/** Throws RangeError when no candle can have this interval. `dayOffset` is the instrument's, ms ahead of UTC. */
export function binsOf(interval: CandleInterval, dayOffset: number): Bins {
  if (typeof interval === 'number') return secondsBins(interval, dayOffset);
  if (!CALENDAR_INTERVALS.includes(interval)) throw unknownInterval(interval);
  return {
    length: DAY_MS,
    dayOffset,
    baseSeconds: 60,
    openingOf: (time) => calendarOpening(interval, time, dayOffset),
    endOf: (opening) => calendarEnd(interval, opening, dayOffset),
    join: (days) => joinDays(interval, days, dayOffset),
  };
}

function secondsBins(seconds: number, dayOffset: number): Bins {
  if (!Number.isInteger(seconds) || seconds < BASE_INTERVAL_SECONDS) throw unknownInterval(seconds);
  if (seconds % BASE_INTERVAL_SECONDS !== 0 || DAY_SECONDS % seconds !== 0) throw unknownInterval(seconds);
  const length = seconds * 1000;
  return {
    length,
    dayOffset,
    baseSeconds: length % MINUTE_MS === 0 ? 60 : 5,
    openingOf: (time) => openingTime(time, length, dayOffset),
    endOf: (opening) => opening + length,
    join: (bars) => bars,
  };
}

function unknownInterval(interval: unknown): RangeError {
  return new RangeError(
    `interval must be seconds (a multiple of 5 that divides 86400) or one of ${CALENDAR_INTERVALS.join(', ')}, not ${String(interval)}`,
  );
}

/** The first opening time at or after `time`. */
export function openingFrom(bins: Bins, time: number): number {
  const opening = bins.openingOf(time);
  return opening === time ? opening : bins.endOf(opening);
}

function joinDays(interval: CalendarInterval, days: readonly Bar[], dayOffset: number): Bar[] {
  const joined: Bar[] = [];
  let index = 0;
  while (index < days.length) {
    const opening = calendarOpening(interval, (days[index] as Bar).time, dayOffset);
    const end = calendarEnd(interval, opening, dayOffset);
    // a joiner that counts from the candle's own opening time
    const joiner = new BarJoiner(end - opening, -opening);
    for (; index < days.length && (days[index] as Bar).time < end; index += 1) addBar(joiner, days[index] as Bar);
    joined.push(...joiner.finish());
  }
  return joined;
}

/** Adds a bar to a longer one. */
export function addBar(joiner: Pick<BarJoiner, 'add'>, { time, open, high, low, close, volume }: Bar): void {
  joiner.add(time, open, high, low, close, volume);
}
