import { distribute } from './distribute.ts';
import { type PathBar, tradesNeeded } from './path-bar.ts';
import type { Random } from './random.ts';

/** One trade inside a bar. */
export interface PathTrade {
  /** Milliseconds after the bar's opening, below its length. */
  readonly after: number;
  readonly price: number;
  readonly size: number;
}

/**
 * Trades at irregular times inside a bar of `length` ms that touch exactly its open (first), high, low and close
 * (last) and whose sizes sum to its volume. About `wished` trades: never fewer than the prices need, never more than
 * the volume has steps. A bar without volume has no trades. Throws RangeError when the volume has fewer steps than the
 * prices need trades (`tradesNeeded`).
 */
export function barTrades(bar: PathBar, length: number, wished: number, random: Random): PathTrade[] {
  if (bar.volume === 0) return [];
  const needed = tradesNeeded(bar);
  if (bar.volume < needed) {
    throw new RangeError(`a volume of ${bar.volume} steps cannot touch the bar's prices in ${needed} trades`);
  }
  const count = Math.max(needed, Math.min(bar.volume, Math.round(wished), Math.max(needed, length)));
  const prices = tradePrices(bar, needed, count, random);
  const times = tradeTimes(length, count, random);
  const weights = new Float64Array(count);
  for (let index = 0; index < count; index += 1) weights[index] = 1 / (0.04 + random.next());
  const sizes = new Float64Array(count);
  distribute(bar.volume, weights, 1, sizes);
  const trades: PathTrade[] = new Array(count);
  for (let index = 0; index < count; index += 1) {
    trades[index] = { after: times[index] as number, price: prices[index] as number, size: sizes[index] as number };
  }
  return trades;
}

/** The prices that must be touched, in order: open, the ends (the nearer to the open mostly first), close. */
function stations(bar: PathBar, needed: number, random: Random): number[] {
  if (needed === 1) return [bar.close];
  const up = bar.high > bar.open && bar.high > bar.close;
  const down = bar.low < bar.open && bar.low < bar.close;
  if (!up && !down) return [bar.open, bar.close];
  if (!down) return [bar.open, bar.high, bar.close];
  if (!up) return [bar.open, bar.low, bar.close];
  const highFirst = random.next() < (bar.close < bar.open ? 0.75 : 0.25);
  return highFirst ? [bar.open, bar.high, bar.low, bar.close] : [bar.open, bar.low, bar.high, bar.close];
}

/** Walks from station to station; trades in between stray a little from the straight line, inside [low, high]. */
function tradePrices(bar: PathBar, needed: number, count: number, random: Random): Float64Array {
  const stops = stations(bar, needed, random);
  const prices = new Float64Array(count);
  if (needed === 1) return prices.fill(bar.close);
  const legs = needed - 1;
  const lengths = new Float64Array(legs);
  const quiet = (bar.high - bar.low) * 0.2 + 1;
  for (let leg = 0; leg < legs; leg += 1) {
    lengths[leg] = (Math.abs((stops[leg + 1] as number) - (stops[leg] as number)) + quiet) * (0.5 + random.next());
  }
  const between = new Float64Array(legs);
  distribute(count - needed, lengths, 0, between);
  let index = 0;
  for (let leg = 0; leg < legs; leg += 1) {
    const from = stops[leg] as number;
    const move = (stops[leg + 1] as number) - from;
    const extra = between[leg] as number;
    const stray = (Math.abs(move) + 1) / Math.sqrt(extra + 1);
    prices[index++] = from;
    for (let trade = 1; trade <= extra; trade += 1) {
      const wish = Math.round(from + (move * trade) / (extra + 1) + stray * (random.next() - 0.5));
      prices[index++] = wish > bar.high ? bar.high : wish < bar.low ? bar.low : wish;
    }
  }
  prices[index] = bar.close;
  return prices;
}

/** Times with irregular pauses: most trades follow one another closely, some pauses are long. */
function tradeTimes(length: number, count: number, random: Random): Float64Array {
  const times = new Float64Array(count);
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const chance = random.next();
    sum += 0.02 + chance * chance * chance;
    times[index] = sum;
  }
  const scale = (length - 1) / (sum + 0.02 + random.next() * 0.5);
  for (let index = 0; index < count; index += 1) times[index] = Math.floor((times[index] as number) * scale);
  return times;
}
