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

  /** The stretches of market time that were live, in time order, this run's last. */
  readonly coverage: readonly Coverage[];

  /** Resolves when everything taken in is in the file. */
  flush(): Promise<void>;

  /** Flushes and ends; takes nothing in and answers nothing any more. */
  close(): Promise<void>;
}

/** What every candle store needs. */
export interface CandleStoreParts {
  readonly feed: Pick<Feed, 'history' | 'peek'>;
  /** The instrument with this id, undefined when there is none. */
  readonly instrument: (id: number) => Pick<Instrument, 'dayOffset'> | undefined;
}
