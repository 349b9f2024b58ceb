import { Registry } from 'prom-client';
import type { NativeParts } from '../../packages/server/src/faces/native/index.ts';
import { StreamMetrics } from '../../packages/server/src/metrics/index.ts';
import { Troubles } from '../../packages/server/src/platform/troubles.ts';
import { openUpkeep } from '../../packages/server/src/platform/upkeep/index.ts';
import { START } from '../runtime/trading.ts';
import type { StreamingDomain } from './domain.ts';

/** What the native face stands on, over this domain; the feed is the bench itself. */
export function nativeParts(
  folder: string,
  { engine, journal, readModel, identity, candles, streams }: StreamingDomain,
  streamLimits: NonNullable<NativeParts['streamLimits']>,
): NativeParts {
  return {
    engine,
    readModel,
    identity,
    candles,
    streams,
    feed: {
      source: 'bench',
      state: 'playing',
      speed: 1,
      now: () => START,
      play() {},
      pause() {},
      step: () => 0,
      setSpeed() {},
    },
    version: 'bench',
    wallNow: Date.now,
    endpoints: () => null,
    faceNames: [],
    upkeep: openUpkeep({ folder, journal, troubles: new Troubles(), now: Date.now }),
    streamMetrics: new StreamMetrics(new Registry()),
    streamLimits,
  };
}
