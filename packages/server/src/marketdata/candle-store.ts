import type { Instrument } from '@outcry/core';
import type { Feed, TimedTick } from '../feeds/feed.ts';
import type { Candle, CandleRequest } from './candle.ts';
import type { Coverage } from './coverage.ts';

/** Live trades become candles. */
export interface CandleStore {
  /** Takes in market data the core has taken in, in time order; cheap. */
  take(ticks: readonly TimedTick[]): void;

  /**
   * Candles of one instrument, never invented: a stretch without trades has none. Candles of all intervals agree
   * exactly. Throws RangeError naming the field for what cannot be answered.
   */
  candles(request: CandleRequest): Promise<Candle[]>;

  /**
   * Like `candles`, of exactly what has been taken in up to the call. Rejects with MarketFileBegunAnew when the stored
   * candles were lost meanwhile: ask again.
   */
  candlesNow(request: CandleRequest): Promise<Candle[]>;

  /** Market time of the newest tick taken in, ms UTC; negative before the first. */
  readonly clock: number;

  /** Ticks before this moment (ms UTC) are passed over: an earlier run has taken them in. */
  readonly takenUntil: number;

  /**
   * The stretches of [from, to), in time order, in which nothing was taken in because the platform stood still; at most
   * the newest thousand. A tape has none.
   */
  gaps(from: number, to: number): readonly Coverage[];

  /** The stretches of market time that were live, in time order, this run's last. */
  readonly coverage: readonly Coverage[];

  /** Resolves when everything taken in is in the file. */
  flush(): Promise<void>;

  /** Flushes and ends; takes nothing in and answers nothing any more. */
  close(): Promise<void>;
}

/** Most gaps told at once. */
export const MAX_GAPS = 1_000;

/** What every candle store needs. */
export interface CandleStoreParts {
  readonly feed: Pick<Feed, 'history' | 'peek' | 'begins'>;
  /** The instrument with this id, undefined when there is none. */
  readonly instrument: (id: number) => Pick<Instrument, 'dayOffset'> | undefined;
}
