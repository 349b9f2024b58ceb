import { BoundedCache } from '../bounded-cache.ts';
import { hash, hashText, Random, unit } from '../path/random.ts';
import type { Activity } from './activity.ts';
import { grow, SmoothNoise } from './noise.ts';

/** The refinements of time below a day: its hours, their six 10-minute parts, their minutes, their 5-second parts. */
export type Grain = 'hours' | 'tens' | 'minutes' | 'fives';

/** Parts of one refined unit. */
export const PARTS: Readonly<Record<Grain, number>> = { hours: 24, tens: 6, minutes: 10, fives: 12 };

/** A refined unit: levels at the n + 1 borders of its parts, and the deviation of the move inside each part. */
export interface Segment {
  readonly levels: Float64Array;
  readonly deviations: Float64Array;
}

/** Levels are tied to independent anchors this many days apart, which bounds them over the years. Power of two. */
const ANCHOR_DAYS = 128;

/** Anchors lie within ± this many daily deviations. */
const ANCHOR_REACH = 8;

/** How a unit is refined into a grain: salts of its own, and waves of liveliness that last `spacing` parts. */
const REFINEMENTS: Readonly<Record<Grain, { coarse: Grain; salt: number; liveliness: number; spacing: number }>> = {
  hours: { coarse: 'hours', salt: 0x64, liveliness: 0x686f75, spacing: 5 },
  tens: { coarse: 'hours', salt: 0x68, liveliness: 0x6800, spacing: 5 },
  minutes: { coarse: 'tens', salt: 0x6d, liveliness: 0x6d00, spacing: 13 },
  fives: { coarse: 'minutes', salt: 0x73, liveliness: 0x7300, spacing: 7 },
};

/** Brings the mean square of `volatility` to about 1. */
const VOLATILITY_SCALE = 0.8;

/**
 * One source of movement (a factor many instruments share, or what is one instrument's own): a random walk whose daily
 * move has deviation 1 on average, with calm and wild regimes, lively hours and restless minutes. Its level at any
 * 5-second border is a pure function of (seed, name, time): anchors, then bridges from 128 days down to one day, then
 * grain by grain. Days are counted from 1970 in UTC.
 */
export class LevelProcess {
  private readonly seed: number;
  private readonly key: number;
  private readonly activity: Activity;
  private readonly days: BoundedCache<number>;
  private readonly regimes: readonly SmoothNoise[];
  private readonly waves: Readonly<Record<Grain, SmoothNoise>>;
  /** Shares of the variance that the parts of the unit in hand get. */
  private readonly weights = new Float64Array(24);
  private readonly segments: Readonly<Record<Grain, BoundedCache<Segment>>>;

  constructor(seed: number, name: string, activity: Activity) {
    this.seed = seed | 0;
    this.key = hash(hashText(name), Math.floor(seed / 0x100000000), 0x6c65766c);
    this.activity = activity;
    this.days = new BoundedCache(1024, (day) => this.dayLevel(day));
    this.segments = {
      hours: new BoundedCache(64, (day) => this.refineDay(day)),
      tens: new BoundedCache(64, (hour) => this.refine(hour, 'tens')),
      minutes: new BoundedCache(32, (ten) => this.refine(ten, 'minutes')),
      fives: new BoundedCache(16, (minute) => this.refine(minute, 'fives')),
    };
    this.regimes = [61, 17, 4].map((spacing) => new SmoothNoise(this.seed, this.key ^ 0x766f6c, spacing));
    const wave = (grain: Grain) => {
      const { liveliness, spacing } = REFINEMENTS[grain];
      return new SmoothNoise(this.seed, this.key ^ liveliness, spacing);
    };
    this.waves = { hours: wave('hours'), tens: wave('tens'), minutes: wave('minutes'), fives: wave('fives') };
  }

  /** The unit with this index since 1970 (a day for `hours`, a minute for `fives`), refined into its parts. */
  segment(grain: Grain, index: number): Segment {
    return this.segments[grain].get(index);
  }

  /** Regime of the day: deviation of its move, about 0.3 … 2.5, in clusters of days to months. */
  private volatility(day: number): number {
    const [slow = 0, middle = 0, fast = 0] = this.regimes.map((regime) => regime.at(day));
    return VOLATILITY_SCALE * grow(0.8 * slow + 0.55 * middle + 0.45 * fast);
  }

  private dayLevel(day: number): number {
    let low = Math.floor(day / ANCHOR_DAYS) * ANCHOR_DAYS;
    let high = low + ANCHOR_DAYS;
    let lowLevel = this.anchor(low);
    let highLevel = this.anchor(high);
    while (low < day) {
      const middle = (low + high) / 2;
      const random = new Random(this.seed, this.key, middle);
      const deviation = (Math.sqrt(high - low) / 2) * (high - low <= 16 ? this.volatility(middle) : 1);
      const level = (lowLevel + highLevel) / 2 + deviation * random.bell();
      if (middle <= day) {
        low = middle;
        lowLevel = level;
      } else {
        high = middle;
        highLevel = level;
      }
    }
    return lowLevel;
  }

  private anchor(day: number): number {
    return ANCHOR_REACH * (2 * unit(this.seed, this.key, day) - 1);
  }

  private refineDay(day: number): Segment {
    const from = this.days.get(day);
    const to = this.days.get(day + 1);
    this.weigh('hours', day);
    for (let hour = 0; hour < 24; hour += 1)
      this.weights[hour] = (this.weights[hour] as number) * (this.activity[hour] ?? 1);
    return this.bridge('hours', day, from, to, this.volatility(day));
  }

  /** Refines unit `index` between the levels that the coarser grain gave it. */
  private refine(index: number, grain: Grain): Segment {
    const { coarse } = REFINEMENTS[grain];
    const parent = Math.floor(index / PARTS[coarse]);
    const segment = this.segment(coarse, parent);
    const place = index - parent * PARTS[coarse];
    this.weigh(grain, index);
    const from = segment.levels[place] as number;
    const to = segment.levels[place + 1] as number;
    return this.bridge(grain, index, from, to, segment.deviations[place] as number);
  }

  /** Weighs the parts of a unit by their liveliness, around 1: noise over several parts and noise of each alone. */
  private weigh(grain: Grain, index: number): void {
    const n = PARTS[grain];
    const { weights, seed } = this;
    const wave = this.waves[grain];
    const own = this.key ^ (REFINEMENTS[grain].liveliness + 1);
    for (let part = 0; part < n; part += 1) {
      const place = index * n + part;
      weights[part] = grow(1.1 * wave.at(place) + 1.6 * unit(seed, own, place) - 0.8);
    }
  }

  /** A random walk from one level to another whose variance is shared out by the weights. */
  private bridge(grain: Grain, index: number, from: number, to: number, deviation: number): Segment {
    const { weights } = this;
    const n = PARTS[grain];
    let total = 0;
    for (let part = 0; part < n; part += 1) total += weights[part] as number;
    const random = new Random(this.seed, this.key ^ REFINEMENTS[grain].salt, index);
    const levels = new Float64Array(n + 1);
    const deviations = new Float64Array(n);
    let walked = 0;
    for (let part = 0; part < n; part += 1) {
      deviations[part] = deviation * Math.sqrt((weights[part] as number) / total);
      walked += (deviations[part] as number) * random.bell();
      levels[part + 1] = walked;
    }
    const detour = to - from - walked;
    let done = 0;
    levels[0] = from;
    for (let part = 0; part < n; part += 1) {
      done += weights[part] as number;
      levels[part + 1] = part === n - 1 ? to : from + (levels[part + 1] as number) + detour * (done / total);
    }
    return { levels, deviations };
  }
}
