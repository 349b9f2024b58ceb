import { openingTime } from '../feeds/aggregate.ts';
import type { Bar } from '../feeds/feed.ts';
import { binsOf, FIVE_MS } from './bins.ts';
import type { Candle, CandleRequest } from './candle.ts';
import type { CandleStoreParts } from './candle-store.ts';
import type { Coverage } from './coverage.ts';
import { findCandles } from './find-candles.ts';
import type { HistoryDays } from './history-days.ts';
import type { BarRange } from './keeper-messages.ts';
import type { LiveBars } from './live-bars.ts';
import type { WorkTurns } from './work-turns.ts';
import { ZONE_OFFSETS } from './zone.ts';

/** Earlier stretches and this run. */
export function coverageWith(earlier: readonly Coverage[], live: LiveBars): readonly Coverage[] {
  return live.run === null ? earlier : [...earlier, live.run];
}

/** Where live bars come from. */
export interface LiveSources {
  readonly turns: WorkTurns;
  readonly days: HistoryDays;
  /** The instrument's first live moment, ms UTC; undefined: the 5-second bar under construction. */
  readonly since: number | undefined;
  readonly coverage: readonly Coverage[];
  readonly stored: (range: BarRange) => Promise<Bar[]>;
}

/** Answers a request from the feed, memory and file as they stand now. */
export async function answer(
  request: CandleRequest,
  { feed, instrument: find }: CandleStoreParts,
  live: LiveBars,
  sources: LiveSources,
): Promise<Candle[]> {
  const { instrument, interval, zone } = request;
  const known = find(instrument);
  if (known === undefined) throw new RangeError(`instrument ${instrument} is not listed`);
  const instrumentOffset = known.dayOffset;
  const bins = binsOf(interval, zone === undefined ? instrumentOffset : ZONE_OFFSETS[zone]);
  // before the first tick all that comes before it is complete
  const clock = live.clock < 0 ? (feed.peek() ?? 0) : live.clock;
  const since = sources.since ?? openingTime(clock, FIVE_MS, 0);
  const recent = live.inMemory(instrument, bins.baseSeconds);
  return findCandles(request, bins, { ...sources, instrument, instrumentOffset, feed, clock, since, recent });
}
