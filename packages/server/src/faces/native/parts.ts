import type { InstrumentsState } from '@outcry/core';
import type { FaceParts } from '../face.ts';
import type { StreamLimits } from './stream/limits.ts';

/** What the native face stands on. */
export interface NativeParts
  extends Pick<
    FaceParts,
    | 'engine'
    | 'readModel'
    | 'identity'
    | 'candles'
    | 'streams'
    | 'feed'
    | 'version'
    | 'wallNow'
    | 'streamMetrics'
    | 'endpoints'
    | 'faceNames'
    | 'upkeep'
  > {
  /** Bounds of the stream other than STREAM_LIMITS. */
  readonly streamLimits?: Partial<StreamLimits>;
}

/** What is listed; may be read at once. */
export function listed(parts: Pick<NativeParts, 'engine'>): InstrumentsState {
  return parts.engine.market((state) => state.instruments);
}
