import type { InstrumentsState } from '@outcry/core';
import type { Player } from '../../feeds/index.ts';
import type { Identity } from '../../identity/index.ts';
import type { Candle, CandleRequest } from '../../marketdata/index.ts';
import type { ReadModel } from '../../readmodel/index.ts';
import type { Engine } from '../../runtime/index.ts';
import type { StreamLimits } from './stream/limits.ts';

/** Where candles come from. Throws RangeError for a request that nobody can answer. */
export interface CandleSource {
  candles(request: CandleRequest): readonly Candle[] | Promise<readonly Candle[]>;
}

/** What the face may do with the feed; a player is one. `source` is the setting that named it. */
export type FeedControl = Pick<Player, 'state' | 'speed' | 'now' | 'play' | 'pause' | 'step' | 'setSpeed'> & {
  readonly source: string;
};

/** What the native face stands on. */
export interface NativeParts {
  readonly engine: Engine;
  readonly readModel: ReadModel;
  readonly identity: Identity;
  readonly candles: CandleSource;
  readonly feed: FeedControl;
  /** Version of the program. */
  readonly version: string;
  /** Wall clock, ms UTC. */
  readonly wallNow: () => number;
  /** Bounds of the stream other than STREAM_LIMITS. */
  readonly streamLimits?: Partial<StreamLimits>;
}

/** What is listed; may be read at once. */
export function listed(parts: Pick<NativeParts, 'engine'>): InstrumentsState {
  return parts.engine.market((state) => state.instruments);
}
