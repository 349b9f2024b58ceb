import type { Bar } from '../feeds/feed.ts';
import type { Bins, CandleInterval } from './bins.ts';
import { ZONES, type Zone } from './zone.ts';

/** A bar with its end. `complete`: market time has passed the end, nothing will change it any more. */
export interface Candle extends Bar {
  /** End of the candle and opening time of the next one, ms UTC. */
  readonly end: number;
  readonly complete: boolean;
}

/** Which candles are wanted. */
export interface CandleRequest {
  readonly instrument: number;
  readonly interval: CandleInterval;
  /** Whose midnight cuts candles longer than an hour; the instrument's calendar unless told. */
  readonly zone?: Zone;
  /** Candles with opening times in [from, to), ms UTC. */
  readonly from: number;
  readonly to: number;
  /** At most this many, 1 to 10 000. Without it the whole range is answered, which then may hold 10 000 at most. */
  readonly limit?: number;
  /** Newest first, so that `limit` keeps the newest; otherwise oldest first. */
  readonly newestFirst?: boolean;
  /** Also the candle that is not complete yet, when it opens in the range. */
  readonly includeCurrent?: boolean;
}

/** Most candles of one answer. */
export const MAX_CANDLES = 10_000;

/** The beginning of the year 10 000, ms UTC. */
const LATEST_TIME = 253_402_300_800_000;

/** Throws RangeError naming the field when the request cannot be answered; returns how many candles it may bring. */
export function checkCandleRequest(request: CandleRequest, bins: Bins): number {
  const { from, to, limit, zone } = request;
  if (zone !== undefined && !ZONES.includes(zone)) {
    throw new RangeError(`zone must be one of ${ZONES.join(', ')}, not ${String(zone)}`);
  }
  for (const [field, time] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (!Number.isSafeInteger(time) || time < 0 || time > LATEST_TIME) {
      throw new RangeError(`${field} must be milliseconds UTC from 0 to ${LATEST_TIME}, not ${time}`);
    }
  }
  if (from > to) throw new RangeError(`from must not be after to: ${from} > ${to}`);
  if (limit !== undefined) {
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_CANDLES) {
      throw new RangeError(`limit must be an integer from 1 to ${MAX_CANDLES}, not ${limit}`);
    }
    return limit;
  }
  const opening = bins.openingOf(from);
  if ((to - from) / (bins.endOf(opening) - opening) > MAX_CANDLES) {
    throw new RangeError(`from … to holds more than ${MAX_CANDLES} candles: ask for a shorter range or give a limit`);
  }
  return MAX_CANDLES;
}
