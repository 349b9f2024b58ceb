import { openingTime } from '../feeds/aggregate.ts';
import type { Bar, Feed } from '../feeds/feed.ts';
import { FIVE_MS, MINUTE_MS } from './bins.ts';

/**
 * The feed's history in [from, until) as bars of at most `length` ms, in time order: whole ones, then minutes and 5-second
 * bars of the one that `until` cuts. `from` opens a bar of this length, `until` is a multiple of 5 seconds.
 */
export function historyBars(
  feed: Pick<Feed, 'history'>,
  instrument: number,
  length: number,
  dayOffset: number,
  from: number,
  until: number,
): Bar[] {
  const bars: Bar[] = [];
  let at = from;
  for (const piece of length % MINUTE_MS === 0 ? [length, MINUTE_MS, FIVE_MS] : [length, FIVE_MS]) {
    const to = openingTime(until, piece, dayOffset);
    if (at >= to) continue;
    for (const bar of feed.history(instrument, piece / 1000, at, to)) bars.push(bar);
    at = to;
  }
  return bars;
}
