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
  private readonly seed: number;
  private readonly shapeKey: number;
  private readonly volumeKey: number;
  private readonly days: BoundedCache<readonly PathBar[]>;
  private readonly tens: BoundedCache<readonly PathBar[]>;
  private readonly minutes: BoundedCache<readonly PathBar[]>;

  constructor(seed: number, instrument: Instrument, price: DrivenPrice, dailySteps: number) {
    this.instrument = instrument;
    this.price = price;
    this.dailySteps = dailySteps;
    this.step = Number(instrument.spec.priceStep);
    this.seed = seed | 0;
    const upper = Math.floor(seed / 0x100000000);
    this.shapeKey = hash(hashText(price.leader), upper, 1);
    this.volumeKey = hash(hashText(instrument.symbol), upper, 2);
    this.days = new BoundedCache(32, (day) => this.makeDay(day));
    this.tens = new BoundedCache(16, (ten) => this.makeTen(ten));
    this.minutes = new BoundedCache(8, (minute) => this.makeMinute(minute));
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
    const firstTen = (day * DAY_MS - this.instrument.dayOffset) / TEN_MINUTES_MS;
    const shape = new Random(this.seed, this.shapeKey, day);
    const size = new Random(this.seed, this.volumeKey, day);
    const drafts: PathBar[] = [];
    const weights = new Float64Array(TENS_OF_DAY);
    let variance = 0;
    for (let part = 0; part < TENS_OF_DAY; part += 1) {
      const hour = Math.floor((firstTen + part) / 6);
      const { levels, deviations } = this.price.level('tens', hour);
      const place = firstTen + part - hour * 6;
      const deviation = deviations[place] as number;
      drafts.push(this.draft(levels[place] as number, levels[place + 1] as number, deviation, shape));
      variance += deviation * deviation;
      weights[part] = deviation * (0.5 + size.next());
    }
    const liveliness = Math.sqrt(variance) / Number(this.instrument.spec.dailyVolatility);
    const total = this.dailySteps * (0.2 + 0.8 * liveliness) * (0.6 + 0.8 * size.next());
    const volumes = new Float64Array(TENS_OF_DAY);
    distribute(Math.max(TENS_OF_DAY * LEAST.ten, Math.round(total)), weights, LEAST.ten, volumes);
    return drafts.map((draft, part) => ({ ...draft, volume: volumes[part] as number }));
  }

  /** A bar between two levels, as wide as a random walk between them with this deviation (a share of the price). */
  private draft(fromLevel: number, toLevel: number, deviation: number, shape: Random): PathBar {
    const from = fromLevel / this.step;
    const to = toLevel / this.step;
    const open = Math.max(1, Math.round(from));
    const close = Math.max(1, Math.round(to));
    const above = extreme(from, to, deviation * from, shape.wait());
    const below = from + to - extreme(from, to, deviation * from, shape.wait());
    const high = Math.max(open, close, Math.round(above));
    const low = Math.max(1, Math.min(open, close, Math.round(below)));
    return { open, high, low, close, volume: 0 };
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
