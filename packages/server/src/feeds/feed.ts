import type { Price, Quantity, Tick } from '@outcry/core';

/** A tick with the market time it belongs to, in whole milliseconds UTC. */
export interface TimedTick {
  readonly at: number;
  readonly tick: Tick;
}

/** A finished candle: prices in price steps, volume in quantity steps of the instrument. */
export interface Bar {
  /** Opening time, milliseconds UTC. */
  readonly time: number;
  readonly open: Price;
  readonly high: Price;
  readonly low: Price;
  readonly close: Price;
  readonly volume: Quantity;
}

/**
 * Where market data comes from. A feed is a tape with a reading position; it owns no clock and no timer (the player
 * does). What an adapter must keep is written down as tests in `feed.spec-suite.ts`.
 */
export interface Feed {
  /** Ids of the instruments it serves; no tick of any other one comes out. */
  readonly instruments: ReadonlySet<number>;

  /** Time of the next tick; null at the end of the tape. Everything before it has been pulled. */
  peek(): number | null;

  /** The next ticks with `at <= until` in time order, at most `max` of them. */
  pull(until: number, max: number): TimedTick[];

  /**
   * Moves the reading position to `to` without handing over what lies before it; back is no way. Afterwards trading
   * status, quote and book of each instrument as they are at `to` come first, at `to`, unless nothing is known of it.
   * Absent in a feed that cannot jump; `skipFeed` does it for all.
   */
  skip?(to: number): void;

  /**
   * Finished bars with opening times in [from, to) and an end not after the reading position, in time order. A bar in
   * which nothing was traded does not exist. Bars open at multiples of the interval counted from the instrument's
   * midnight. Throws RangeError unless the interval is a multiple of 5 seconds that divides a day, and when the range
   * holds more than 200 000 bars. An instrument the feed does not serve has no bars.
   */
  history(instrument: number, intervalSeconds: number, from: number, to: number): Bar[];

  /**
   * No bar of the instrument's history opens before the bar that holds this moment, ms UTC; Infinity when it has none.
   * Absent, or -Infinity, where history has no beginning.
   */
  begins?(instrument: number): number;
}

/** Ticks read at once while a feed that cannot jump is read through. */
const SKIP_CHUNK = 10_000;

/** Moves a feed's reading position to `to`: it jumps, or is read through when it cannot. */
export function skipFeed(feed: Feed, to: number): void {
  if (feed.skip !== undefined) feed.skip(to);
  else while (feed.pull(to - 1, SKIP_CHUNK).length > 0);
}

/** The shortest interval of a bar, in seconds. */
export const BASE_INTERVAL_SECONDS = 5;

export const DAY_SECONDS = 86_400;

/** Most bars one call of `history` answers. */
export const MAX_HISTORY_BARS = 200_000;

/** Refuses a request for history that no feed can answer, naming the field. */
export function checkHistoryRequest(intervalSeconds: number, from: number, to: number): void {
  if (!Number.isInteger(intervalSeconds) || intervalSeconds < BASE_INTERVAL_SECONDS) {
    throw new RangeError(`intervalSeconds must be an integer of at least 5, not ${intervalSeconds}`);
  }
  if (intervalSeconds % BASE_INTERVAL_SECONDS !== 0 || DAY_SECONDS % intervalSeconds !== 0) {
    throw new RangeError(`intervalSeconds must be a multiple of 5 that divides 86400, not ${intervalSeconds}`);
  }
  if (!Number.isSafeInteger(from)) throw new RangeError(`from must be milliseconds UTC, not ${from}`);
  if (!Number.isSafeInteger(to)) throw new RangeError(`to must be milliseconds UTC, not ${to}`);
  if (to - from > MAX_HISTORY_BARS * intervalSeconds * 1000) {
    throw new RangeError(`from … to holds more than ${MAX_HISTORY_BARS} bars: ask for a shorter range`);
  }
}
