import type { Instrument } from '@outcry/core';
import { BoundedCache } from '../bounded-cache.ts';
import { distribute } from '../path/distribute.ts';
import type { PathBar } from '../path/path-bar.ts';
import { hash, hashText, Random } from '../path/random.ts';
import { extreme, splitBar } from '../path/split-bar.ts';
import type { DrivenPrice } from './correlation.ts';
import { type Grain, PARTS } from './level-process.ts';

const TEN_MINUTES_MS = 600_000;
const DAY_MS = 86_400_000;
const TENS_OF_DAY = DAY_MS / TEN_MINUTES_MS;
const TENS_OF_HOUR = 6;

/** A 5-second bar holds at least 4 quantity steps, so a minute 48 and ten minutes 480. */
const LEAST = { ten: 480, minute: 48, five: 4 };

/**
 * All bars of one synthetic instrument, each a pure function of (seed, symbol, time). A day is made of the 144 stretches of
 * ten minutes its price level goes through; those are split into minutes, a minute into 5-second bars, so every longer
 * bar is exactly the join of its shorter ones. All units are counted from 1970: days at the instrument's midnight, the
 * shorter ones in UTC.
 */
export class BarTree {
  private readonly instrument: Instrument;
  private readonly price: DrivenPrice;
  private readonly dailySteps: number;
  private readonly step: number;
  private readonly dailyVolatility: number;
  private readonly seed: number;
  private readonly shapeKey: number;
  private readonly volumeKey: number;
  private readonly dayBars: BoundedCache<PathBar>;
  private readonly days: BoundedCache<readonly PathBar[]>;
  private readonly tens: BoundedCache<readonly PathBar[]>;
  private readonly minutes: BoundedCache<readonly PathBar[]>;
  /** The day that is being made, ten minutes by ten minutes. */
  private readonly sketch = {
    opens: new Float64Array(TENS_OF_DAY),
    highs: new Float64Array(TENS_OF_DAY),
    lows: new Float64Array(TENS_OF_DAY),
    closes: new Float64Array(TENS_OF_DAY),
    weights: new Float64Array(TENS_OF_DAY),
  };

  constructor(seed: number, instrument: Instrument, price: DrivenPrice, dailySteps: number) {
    this.instrument = instrument;
    this.price = price;
    this.dailySteps = dailySteps;
    this.step = Number(instrument.spec.priceStep);
    this.dailyVolatility = Number(instrument.spec.dailyVolatility);
    this.seed = seed | 0;
    const upper = Math.floor(seed / 0x100000000);
    this.shapeKey = hash(hashText(price.leader), upper, 1);
    this.volumeKey = hash(hashText(instrument.symbol), upper, 2);
    this.dayBars = new BoundedCache(1024, (day) => this.makeDayBar(day));
    this.days = new BoundedCache(32, (day) => this.makeDay(day));
    this.tens = new BoundedCache(16, (ten) => this.makeTen(ten));
    this.minutes = new BoundedCache(8, (minute) => this.makeMinute(minute));
  }

  /** The bar of a trading day: the join of its ten-minute bars, without making those. */
  dayBar(day: number): PathBar {
    return this.dayBars.get(day);
  }

  /** The 144 ten-minute bars of a trading day. */
  tensOfDay(day: number): readonly PathBar[] {
    return this.days.get(day);
  }

  /** The 10 minute bars of a stretch of ten minutes. */
  minutesOfTen(ten: number): readonly PathBar[] {
    return this.tens.get(ten);
  }

  /** The twelve 5-second bars of a minute. */
  fivesOfMinute(minute: number): readonly PathBar[] {
    return this.minutes.get(minute);
  }

  /** Deviation of the move in each 5-second bar of a minute, as a share of the price. */
  deviations(minute: number): Float64Array {
    return this.price.level('fives', minute).deviations;
  }

  private makeDay(day: number): PathBar[] {
    const { opens, highs, lows, closes, weights } = this.sketch;
    const volumes = new Float64Array(TENS_OF_DAY);
    distribute(this.sketchDay(day), weights, LEAST.ten, volumes);
    return Array.from(volumes, (volume, part) => ({
      open: opens[part] as number,
      high: highs[part] as number,
      low: lows[part] as number,
      close: closes[part] as number,
      volume,
    }));
  }

  private makeDayBar(day: number): PathBar {
    const { opens, highs, lows, closes } = this.sketch;
    const volume = this.sketchDay(day);
    let high = 0;
    let low = Number.POSITIVE_INFINITY;
    for (let part = 0; part < TENS_OF_DAY; part += 1) {
      if ((highs[part] as number) > high) high = highs[part] as number;
      if ((lows[part] as number) < low) low = lows[part] as number;
    }
    return { open: opens[0] as number, high, low, close: closes[TENS_OF_DAY - 1] as number, volume };
  }

  /** Writes the ten-minute bars of a day into the sketch, with weights for their volumes; returns the day's volume. */
  private sketchDay(day: number): number {
    const { opens, highs, lows, closes, weights } = this.sketch;
    const firstTen = (day * DAY_MS - this.instrument.dayOffset) / TEN_MINUTES_MS;
    const shape = new Random(this.seed, this.shapeKey, day);
    const size = new Random(this.seed, this.volumeKey, day);
    let variance = 0;
    let part = 0;
    while (part < TENS_OF_DAY) {
      const hour = Math.floor((firstTen + part) / TENS_OF_HOUR);
      const { levels, deviations } = this.price.level('tens', hour);
      for (let place = firstTen + part - hour * TENS_OF_HOUR; place < TENS_OF_HOUR && part < TENS_OF_DAY; place += 1) {
        // a bar between two levels, as wide as a random walk between them with this deviation (a share of the price)
        const from = (levels[place] as number) / this.step;
        const to = (levels[place + 1] as number) / this.step;
        const deviation = deviations[place] as number;
        const open = Math.max(1, Math.round(from));
        const close = Math.max(1, Math.round(to));
        const above = extreme(from, to, deviation * from, shape.wait());
        const below = from + to - extreme(from, to, deviation * from, shape.wait());
        opens[part] = open;
        closes[part] = close;
        highs[part] = Math.max(open, close, Math.round(above));
        lows[part] = Math.max(1, Math.min(open, close, Math.round(below)));
        variance += deviation * deviation;
        weights[part] = deviation * (0.5 + size.next());
        part += 1;
      }
    }
    const liveliness = Math.sqrt(variance) / this.dailyVolatility;
    const total = this.dailySteps * (0.2 + 0.8 * liveliness) * (0.6 + 0.8 * size.next());
    return Math.max(TENS_OF_DAY * LEAST.ten, Math.round(total));
  }

  private makeTen(ten: number): PathBar[] {
    const start = ten * TEN_MINUTES_MS + this.instrument.dayOffset;
    const day = Math.floor(start / DAY_MS);
    const bar = this.tensOfDay(day)[(start - day * DAY_MS) / TEN_MINUTES_MS] as PathBar;
    return this.split(bar, 'minutes', ten, LEAST.minute);
  }

  private makeMinute(minute: number): PathBar[] {
    const ten = Math.floor(minute / 10);
    const bar = this.minutesOfTen(ten)[minute - ten * 10] as PathBar;
    return this.split(bar, 'fives', minute, LEAST.five);
  }

  private split(bar: PathBar, grain: Grain, index: number, least: number): PathBar[] {
    const n = PARTS[grain];
    const { levels, deviations } = this.price.level(grain, index);
    const guide = {
      borders: levels.map((level) => level / this.step),
      deviations: deviations.map((deviation) => deviation * bar.open),
    };
    return splitBar(bar, n, new Random(this.seed, this.shapeKey ^ n, index), guide, least);
  }
}
