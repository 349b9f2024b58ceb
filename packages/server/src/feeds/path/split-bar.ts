import { distribute } from './distribute.ts';
import type { PathBar } from './path-bar.ts';
import type { Random } from './random.ts';

/**
 * Where a path should go inside a bar, when something outside knows (the synthetic market, so that related
 * instruments move together). Prices in price steps, not rounded.
 */
export interface PathGuide {
  /** Wished prices at the n + 1 borders of the parts. Only how far they stray from the straight line counts. */
  readonly borders: ArrayLike<number>;
  /** Standard deviation of the move inside each of the n parts. */
  readonly deviations: ArrayLike<number>;
}

/**
 * Splits a bar into n parts that join to it exactly: the first opens at its open, the last closes at its close, each
 * other one opens where the one before closed, the highest high is its high, the lowest low its low, and the volumes
 * sum to its volume. Each part gets at least `leastVolume` quantity steps (4 unless told otherwise, which lets every
 * part touch its four prices) when the bar has that many for all; below that, volumes just follow the path.
 */
export function splitBar(bar: PathBar, n: number, random: Random, guide?: PathGuide, leastVolume = 4): PathBar[] {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`a bar is split into at least one part, not ${n}`);
  const path = guide ?? freeGuide(bar, n, random);
  const closes = borderPrices(bar, n, path);
  const highs = new Float64Array(n);
  const lows = new Float64Array(n);
  let highest = 0;
  let lowest = 0;
  for (let part = 0; part < n; part += 1) {
    const open = closes[part] as number;
    const close = closes[part + 1] as number;
    const deviation = path.deviations[part] ?? 0;
    highs[part] = Math.min(bar.high, Math.round(extreme(open, close, deviation, random.wait())));
    lows[part] = Math.max(bar.low, Math.round(open + close - extreme(open, close, deviation, random.wait())));
    if ((highs[part] as number) > (highs[highest] as number)) highest = part;
    if ((lows[part] as number) < (lows[lowest] as number)) lowest = part;
  }
  highs[highest] = bar.high;
  lows[lowest] = bar.low;
  const volumes = partVolumes(bar, highs, lows, random, leastVolume);
  const parts: PathBar[] = new Array(n);
  for (let part = 0; part < n; part += 1) {
    parts[part] = {
      open: closes[part] as number,
      high: highs[part] as number,
      low: lows[part] as number,
      close: closes[part + 1] as number,
      volume: volumes[part] as number,
    };
  }
  return parts;
}

/**
 * The highest point of a random walk from open to close whose moves have this deviation: the law of a Brownian
 * bridge's maximum, P(above m) = exp(-2 (m - open)(m - close) / deviation²), solved for an exponential `wait`.
 */
export function extreme(open: number, close: number, deviation: number, wait: number): number {
  const move = close - open;
  return (open + close + Math.sqrt(move * move + 2 * deviation * deviation * wait)) * 0.5;
}

/** A random walk of n steps with changing liveliness, as wide as the bar. */
function freeGuide(bar: PathBar, n: number, random: Random): PathGuide {
  const borders = new Float64Array(n + 1);
  const deviations = new Float64Array(n);
  const move = bar.close - bar.open;
  const range = bar.high - bar.low;
  const scale = Math.sqrt(Math.max(range * range - move * move, range * range * 0.1) / n) * 0.7;
  let liveliness = 0.5 + random.next();
  for (let part = 0; part < n; part += 1) {
    liveliness = 0.7 * liveliness + 0.3 * (0.3 + 1.4 * random.next());
    const deviation = scale * liveliness;
    deviations[part] = deviation;
    borders[part + 1] = (borders[part] as number) + deviation * random.bell();
  }
  return { borders, deviations };
}

/** Whole prices at the n + 1 borders: the straight line plus the guide's detours, fitted between low and high. */
function borderPrices(bar: PathBar, n: number, guide: PathGuide): Float64Array {
  const first = guide.borders[0] ?? 0;
  const slope = ((guide.borders[n] ?? 0) - first) / n;
  const step = (bar.close - bar.open) / n;
  const wishes = new Float64Array(n + 1);
  for (let border = 0; border <= n; border += 1) {
    wishes[border] = bar.open + step * border + (guide.borders[border] ?? 0) - first - slope * border;
  }
  fitExcursion(wishes, guide.deviations, Math.max(bar.open, bar.close), bar.high, 1);
  fitExcursion(wishes, guide.deviations, Math.min(bar.open, bar.close), bar.low, -1);
  for (let border = 1; border < n; border += 1) {
    const wish = Math.round(wishes[border] as number);
    wishes[border] = wish > bar.high ? bar.high : wish < bar.low ? bar.low : wish;
  }
  wishes[0] = bar.open;
  wishes[n] = bar.close;
  return wishes;
}

/**
 * Makes the part of a path beyond both ends of the bar reach about as far as its high (direction 1) or low (-1), and
 * leaves the rest as it is: too wide an excursion is squeezed, to too small a one a hill is added at its farthest point,
 * as broad as a random walk with these deviations takes to climb it.
 */
function fitExcursion(
  wishes: Float64Array,
  deviations: ArrayLike<number>,
  end: number,
  goal: number,
  direction: 1 | -1,
): void {
  const n = wishes.length - 1;
  if (n < 2) return;
  let peak = 1;
  let reached = Number.NEGATIVE_INFINITY;
  for (let border = 1; border < n; border += 1) {
    const beyond = ((wishes[border] as number) - end) * direction;
    const wick = ((deviations[border - 1] ?? 0) + (deviations[border] ?? 0)) * 0.35;
    if (beyond + wick > reached) {
      reached = beyond + wick;
      peak = border;
    }
  }
  const room = (goal - end) * direction;
  if (reached > room && reached > 0) {
    const squeeze = room / reached;
    for (let border = 1; border < n; border += 1) {
      const beyond = (wishes[border] as number) - end;
      if (beyond * direction > 0) wishes[border] = end + beyond * squeeze;
    }
    return;
  }
  const height = room - reached;
  const pace = (deviations[peak] ?? 0) + 1e-9;
  const breadth = Math.min(n, Math.ceil(0.6 * (height / pace) * (height / pace)));
  const left = Math.min(peak, breadth);
  const right = Math.min(n - peak, breadth);
  for (let border = peak - left + 1; border < peak + right; border += 1) {
    const share = border < peak ? (border - peak + left) / left : (peak + right - border) / right;
    wishes[border] = (wishes[border] as number) + height * share * direction;
  }
}

/** Volume goes where the price moves, unevenly. */
function partVolumes(
  bar: PathBar,
  highs: Float64Array,
  lows: Float64Array,
  random: Random,
  least: number,
): Float64Array {
  const n = highs.length;
  const even = (bar.high - bar.low) / n + 1;
  const weights = new Float64Array(n);
  for (let part = 0; part < n; part += 1) {
    const chance = random.next();
    weights[part] = (even + (highs[part] as number) - (lows[part] as number)) * (0.2 + chance * chance * 2);
  }
  const volumes = new Float64Array(n);
  distribute(bar.volume, weights, least, volumes);
  return volumes;
}
