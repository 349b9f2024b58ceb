import type { Bar } from '../feeds/feed.ts';
import { type Bins, FIVE_MS, MINUTE_MS, openingFrom } from './bins.ts';
import { type Candle, type CandleRequest, checkCandleRequest } from './candle.ts';
import { barsBetween, type CandleSources, possibleStretches } from './candle-sources.ts';

/** A feed works its history out in pieces of these lengths, ms: the longest one that divides the bar. */
const PIECES_MS = [10 * MINUTE_MS, MINUTE_MS, FIVE_MS];

/** Most pieces worked out without a rest; about 10 ms for the synthetic market. */
const CHUNK_PIECES = 1_000;

/** Most bars read from the file at once: what another thread joins. */
const STORED_BARS = 2_000;

/** Answers a request; the work is divided so that the main thread is never held for long. Throws RangeError. */
export async function findCandles(request: CandleRequest, bins: Bins, sources: CandleSources): Promise<Candle[]> {
  const limit = checkCandleRequest(request, bins);
  const { from, newestFirst = false, includeCurrent = false } = request;
  const to = Math.min(request.to, sources.clock + 1);
  if (from >= to) return [];
  // the candle under construction may have to be left out again
  const wanted = includeCurrent ? limit : limit + 1;
  const bars = await collectBars(sources, bins, openingFrom(bins, from), openingFrom(bins, to), wanted, newestFirst);
  const candles = bins
    .join(bars)
    .map((bar) => candleOf(bar, bins, sources.clock))
    .filter(({ complete }) => complete || includeCurrent);
  return (newestFirst ? candles.reverse() : candles).slice(0, limit);
}

/** Field by field: spreading ten thousand bars holds the main thread twenty times longer. */
function candleOf({ time, open, high, low, close, volume }: Bar, bins: Bins, clock: number): Candle {
  const end = bins.endOf(time);
  return { time, end, open, high, low, close, volume, complete: end <= clock };
}

/** Bars in [first, end) in time order, from the newest or oldest on until `wanted` candles are whole. */
async function collectBars(
  sources: CandleSources,
  bins: Bins,
  first: number,
  end: number,
  wanted: number,
  newestFirst: boolean,
): Promise<Bar[]> {
  const chunks: Bar[][] = [];
  const openings = new Set<number>();
  const stretches = possibleStretches(sources, bins, first, end);
  for (const { begin, until, live } of newestFirst ? stretches.reverse() : stretches) {
    let [left, right] = [begin, until];
    const longest = chunkLength(bins, live);
    let step = Math.min(longest, bins.length * (wanted + 1));
    // one candle more than wanted has begun: the others are whole
    while (left < right && openings.size <= wanted) {
      await sources.turns.next();
      const from = newestFirst ? Math.max(left, right - step) : left;
      const to = newestFirst ? right : Math.min(right, left + step);
      const bars = await barsBetween(sources, bins, from, to);
      for (const { time } of bars) openings.add(bins.openingOf(time));
      chunks.push(bars);
      if (bars.length === 0) step = Math.min(2 * step, longest);
      if (newestFirst) right = from;
      else left = to;
    }
  }
  return (newestFirst ? chunks.reverse() : chunks).flat();
}

/** How much time is worked on at once. */
function chunkLength({ length }: Bins, live: boolean): number {
  if (live) return length * STORED_BARS;
  const piece = PIECES_MS.find((candidate) => length % candidate === 0) as number;
  return length * Math.max(1, Math.floor((CHUNK_PIECES * piece) / length));
}
