import { BarJoiner, openingTime } from '../feeds/aggregate.ts';
import type { Bar, Feed } from '../feeds/feed.ts';
import { addBar, type Bins, DAY_MS, openingFrom } from './bins.ts';
import type { Coverage } from './coverage.ts';
import { historyBars } from './history-bars.ts';
import type { HistoryDays } from './history-days.ts';
import type { BarRange } from './keeper-messages.ts';
import { KEEP_FIVES_MS } from './retention.ts';
import type { WorkTurns } from './work-turns.ts';

/** Everything candles of one instrument are made of, as it stood when they were asked for. */
export interface CandleSources {
  readonly instrument: number;
  /** The instrument's midnight, ms ahead of UTC's. */
  readonly instrumentOffset: number;
  readonly feed: Pick<Feed, 'history' | 'begins'>;
  readonly days: HistoryDays;
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
  for (const bar of pastBars(sources, bins, from, Math.min(to, historyUntil))) addBar(joiner, bar);
  for (const bar of await liveBars(sources, bins, Math.max(from, liveFrom), to)) addBar(joiner, bar);
  return joiner.finish();
}

/** A stretch in which there can be bars. `live`: read from the file, the work of another thread. */
export interface BarStretch extends Coverage {
  readonly live: boolean;
}

/**
 * The stretches of [from, to) in which there can be bars, in time order, each beginning and ending with an opening time of
 * a bar of `bins.length`; `from` and `to` are such times, too.
 */
export function possibleStretches(sources: CandleSources, bins: Bins, from: number, to: number): BarStretch[] {
  const { historyUntil, liveFrom } = borders(sources, bins);
  const { feed, instrument, coverage } = sources;
  const { length, dayOffset } = bins;
  const stretches: BarStretch[] = [];
  const add = (live: boolean, begin: number, until: number): void => {
    const last = stretches.at(-1);
    const opening = openingTime(Math.max(begin, from), length, dayOffset);
    const first = Math.max(from, opening, last?.until ?? from);
    const end = until >= to ? to : openingTime(until - 1, length, dayOffset) + length;
    if (first >= end) return;
    if (last?.live === live && last.until === first) stretches[stretches.length - 1] = { ...last, until: end };
    else stretches.push({ begin: first, until: end, live });
  };
  const begins = feed.begins?.(instrument) ?? Number.NEGATIVE_INFINITY;
  if (begins < historyUntil) add(false, begins, historyUntil);
  for (const { begin, until } of coverage) if (until > liveFrom) add(true, Math.max(begin, liveFrom), until);
  return stretches;
}

/** Where history ends and live bars begin; between them lie bars of which the file has forgotten a part. */
function borders({ since, clock }: CandleSources, bins: Bins): { historyUntil: number; liveFrom: number } {
  const forgotten = clock - KEEP_FIVES_MS;
  if (bins.baseSeconds === 5 && forgotten > since) {
    return { historyUntil: bins.openingOf(since), liveFrom: openingFrom(bins, forgotten) };
  }
  return { historyUntil: since, liveFrom: openingTime(since, bins.baseSeconds * 1000, 0) };
}

function pastBars(
  { feed, days, instrument, instrumentOffset }: CandleSources,
  bins: Bins,
  from: number,
  until: number,
) {
  if (from >= until) return [];
  const { length, dayOffset } = bins;
  const midnights = { instrumentOffset, dayOffset };
  if (length !== DAY_MS) return historyBars(feed, instrument, length, midnights, from, until);
  const midnight = openingTime(until, DAY_MS, dayOffset);
  const whole = days.bars(instrument, midnights, from, midnight);
  return [...whole, ...historyBars(feed, instrument, length, midnights, Math.max(from, midnight), until)];
}

async function liveBars(sources: CandleSources, bins: Bins, from: number, to: number): Promise<Bar[]> {
  if (from >= to) return [];
  const { instrument, recent } = sources;
  const storedTo = Math.min(to, recent[0]?.time ?? to);
  const { length, dayOffset, baseSeconds: seconds } = bins;
  const stored =
    from < storedTo ? await sources.stored({ instrument, seconds, from, to: storedTo, length, dayOffset }) : [];
  return [...stored, ...recent.filter(({ time }) => time >= from && time < to)];
}
