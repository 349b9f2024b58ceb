import type { CandleInterval } from '../../../marketdata/index.ts';

/** Intervals of GetBars by their number on the wire (`chp.md` 7.2): seconds, or a part of the calendar. */
export const BAR_INTERVALS = {
  1: 60,
  2: 300,
  3: 600,
  4: 900,
  5: 1_800,
  6: 3_600,
  7: 7_200,
  8: 14_400,
  9: 86_400,
  10: 'week',
  11: 'month',
  12: 'quarter',
  13: 'year',
} as const satisfies Readonly<Record<number, CandleInterval>>;

export type BarInterval = keyof typeof BAR_INTERVALS;
