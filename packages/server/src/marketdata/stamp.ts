import { DAY_SECONDS } from '../feeds/feed.ts';
import { binsOf, type CandleInterval } from './bins.ts';
import { ZONE_OFFSETS, type Zone } from './zone.ts';

const SECOND_MS = 1_000;
const DAY_MS = DAY_SECONDS * SECOND_MS;

/** A week is stamped with its fifth day, whether the instrument trades on the other two or not. */
const FRIDAY_END_MS = 5 * DAY_MS;

/**
 * The stamp SmartCOM puts on a candle, ms UTC: the end of it. Up to four hours that is the moment the next one opens; a
 * day, month, quarter or year ends with the last second of its last day, a week with that of its Friday. (chp.md 6.1)
 * Throws RangeError when no candle can have this interval.
 *
 * @param opening When the candle opens, ms UTC, as cut in `zone`.
 * @example endStamp(Date.UTC(2016, 6, 6, 7), 3_600, 'moscow') // 11:00:00 in Moscow, 2016-07-06
 */
export function endStamp(opening: number, interval: CandleInterval, zone: Zone): number {
  if (interval === 'week') return opening + FRIDAY_END_MS - SECOND_MS;
  const end = binsOf(interval, ZONE_OFFSETS[zone]).endOf(opening);
  return typeof interval === 'number' && interval < DAY_SECONDS ? end : end - SECOND_MS;
}
