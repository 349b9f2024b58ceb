import { BarJoiner, openingTime } from '../feeds/aggregate.ts';
import type { Bar, Feed } from '../feeds/feed.ts';
import { addBar, type Bins, openingFrom } from './bins.ts';
import { type Coverage, isCovered } from './coverage.ts';
import { historyBars } from './history-bars.ts';
import type { BarRange } from './keeper-messages.ts';
import { KEEP_FIVES_MS } from './retention.ts';
import type { WorkTurns } from './work-turns.ts';

/** Everything candles of one instrument are made of, as it stood when they were asked for. */
export interface CandleSources {
  readonly instrument: number;
  readonly feed: Pick<Feed, 'history'>;
  readonly turns: WorkTurns;
  /** Market time, ms UTC: candles that end at or before it are complete. */
  readonly clock: number;
  /** Before this moment, a multiple of 5 seconds, the feed's history answers; from it on the live bars. */
  readonly since: number;
  /** Live bars in memory, of the base interval. */
  readonly recent: readonly Bar[];
  /** In which market time there can be live bars. */
  readonly coverage: readonly Coverage[];
  /** Reads live bars from the file. */
  readonly stored: (range: BarRange) => Promise<Bar[]>;
}

/** The bars of `bins.length` with opening times in [from, to), both of them opening times of such bars. */
export async function barsBetween(sources: CandleSources, bins: Bins, from: number, to: number): Promise<Bar[]> {
  const { historyUntil, liveFrom } = borders(sources, bins);
  const joiner = new BarJoiner(bins.length, bins.dayOffset);
  const until = Math.min(to, historyUntil);
  const { feed, instrument } = sources;
  for (const bar of historyBars(feed, instrument, bins.length, bins.dayOffset, from, until)) addBar(joiner, bar);
  for (const bar of await liveBars(sources, bins, Math.max(from, liveFrom), to)) addBar(joiner, bar);
  return joiner.finish();
}

/** Where history ends and live bars begin; between them lie bars of which the file has forgotten a part. */
function borders({ since, clock }: CandleSources, bins: Bins): { historyUntil: number; liveFrom: number } {
  const forgotten = clock - KEEP_FIVES_MS;
  if (bins.baseSeconds === 5 && forgotten > since) {
    return { historyUntil: bins.openingOf(since), liveFrom: openingFrom(bins, forgotten) };
  }
  return { historyUntil: since, liveFrom: openingTime(since, bins.baseSeconds * 1000, 0) };
}

async function liveBars(sources: CandleSources, bins: Bins, from: number, to: number): Promise<Bar[]> {
  if (from >= to || !isCovered(sources.coverage, from, to)) return [];
  const { instrument, recent } = sources;
  const storedTo = Math.min(to, recent[0]?.time ?? to);
  const { length, dayOffset, baseSeconds: seconds } = bins;
  const stored =
    from < storedTo ? await sources.stored({ instrument, seconds, from, to: storedTo, length, dayOffset }) : [];
  return [...stored, ...recent.filter(({ time }) => time >= from && time < to)];
}
