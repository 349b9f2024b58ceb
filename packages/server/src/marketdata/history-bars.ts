import { openingTime } from '../feeds/aggregate.ts';
import type { Bar, Feed } from '../feeds/feed.ts';
import { FIVE_MS, HOUR_MS, MINUTE_MS } from './bins.ts';

/** Midnights, ms ahead of UTC's: of the instrument's calendar, by which a feed cuts, and of the candles that are wanted. */
export interface Midnights {
  readonly instrumentOffset: number;
  readonly dayOffset: number;
}

/**
 * The feed's history in [from, until) as bars of at most `length` ms, in time order: whole ones, then shorter ones of the
 * one that `until` cuts. `from` opens a bar of this length, `until` is a multiple of 5 seconds. Where another midnight
 * than the instrument's cuts them elsewhere, shorter ones throughout.
 */
export function historyBars(
  feed: Pick<Feed, 'history'>,
  instrument: number,
  length: number,
  { instrumentOffset, dayOffset }: Midnights,
  from: number,
  until: number,
): Bar[] {
  const bars: Bar[] = [];
  let at = from;
  for (const piece of [length, HOUR_MS, MINUTE_MS, FIVE_MS]) {
    if (length % piece !== 0 || (dayOffset - instrumentOffset) % piece !== 0) continue;
    const to = openingTime(until, piece, dayOffset);
    if (at >= to) continue;
    for (const bar of feed.history(instrument, piece / 1000, at, to)) bars.push(bar);
    at = to;
  }
  return bars;
}
