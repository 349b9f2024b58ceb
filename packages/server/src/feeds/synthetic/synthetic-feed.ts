import type { Instrument } from '@outcry/core';
import { BarJoiner } from '../aggregate.ts';
import { type Bar, checkHistoryRequest, type Feed, type TimedTick } from '../feed.ts';
import { barTicks } from '../path/bar-ticks.ts';
import { barTrades } from '../path/bar-trades.ts';
import type { PathBar } from '../path/path-bar.ts';
import { hash, hashText, Random } from '../path/random.ts';
import { restated } from '../restated.ts';
import { BarTree } from './bar-tree.ts';
import { Correlation } from './correlation.ts';
import { type Liquidity, liquidityOf } from './liquidity.ts';

const FIVE_MS = 5000;
const MINUTE_MS = 60_000;
const TEN_MINUTES_MS = 600_000;
const DAY_MS = 86_400_000;

export interface SyntheticFeedOptions {
  /** Any safe integer. The same seed gives the same market. */
  readonly seed: number;
  readonly instruments: readonly Instrument[];
  /** Market time at which it starts, ms UTC. The tape begins 5 to 10 s earlier, so each instrument has traded by then. */
  readonly start: number;
  /** Ticks a second of all instruments together in a typical hour; default 500. */
  readonly ticksPerSecond?: number;
}

/** The synthetic market: it never ends. New listings can join it. */
export interface SyntheticFeed extends Feed {
  skip(to: number): void;
  /** Lets an instrument (a new quarter's future) tick from the next 5-second bar on. Throws when its id is known. */
  list(instrument: Instrument): void;
}

interface Listed {
  readonly instrument: Instrument;
  readonly key: number;
  readonly liquidity: Liquidity;
  readonly tree: BarTree;
  readonly expiresAt: number;
}

/**
 * Opens a synthetic market. Its ticks are the trades, quotes and books inside the 5-second bars that `history` answers
 * for the same time; both are pure functions of the seed.
 */
export function createSyntheticFeed(options: SyntheticFeedOptions): SyntheticFeed {
  return new SyntheticMarket(options);
}

class SyntheticMarket implements SyntheticFeed {
  readonly instruments = new Set<number>();
  private readonly seed: number;
  private readonly ticksPerSecond: number;
  private readonly listed = new Map<number, Listed>();
  private correlation: Correlation;
  private paceSum = 0;
  /** Opening time of the 5-second bar after the ones in the buffer. */
  private nextBar: number;
  private buffer: TimedTick[] = [];
  private read = 0;

  constructor({ seed, instruments, start, ticksPerSecond = 500 }: SyntheticFeedOptions) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a safe integer, not ${seed}`);
    if (!Number.isSafeInteger(start)) throw new RangeError(`start must be milliseconds UTC, not ${start}`);
    this.seed = seed;
    this.ticksPerSecond = ticksPerSecond;
    this.correlation = new Correlation(seed, instruments);
    for (const instrument of instruments) this.add(instrument);
    this.nextBar = (Math.floor(start / FIVE_MS) - 1) * FIVE_MS;
  }

  list(instrument: Instrument): void {
    const all = [...Array.from(this.listed.values(), (listed) => listed.instrument), instrument];
    this.correlation = new Correlation(this.seed, all);
    this.add(instrument);
  }

  peek(): number | null {
    this.fill();
    return this.buffer[this.read]?.at ?? null;
  }

  pull(until: number, max: number): TimedTick[] {
    const ticks: TimedTick[] = [];
    while (ticks.length < max) {
      this.fill();
      const next = this.buffer[this.read];
      if (next === undefined || next.at > until) break;
      ticks.push(next);
      this.read += 1;
    }
    return ticks;
  }

  skip(to: number): void {
    const next = this.peek();
    if (next === null || next >= to) return;
    const ticks = this.buffer.slice(this.read);
    const bar = Math.floor(to / FIVE_MS) * FIVE_MS;
    if (bar >= this.nextBar) {
      for (const { instrument, expiresAt } of this.listed.values()) {
        if (this.nextBar <= expiresAt && expiresAt < bar) {
          ticks.push({ at: expiresAt, tick: { kind: 'status', instrument: instrument.id, status: 'closed' } });
        }
      }
      this.nextBar = bar;
      this.makeBar();
      ticks.push(...this.buffer);
    }
    this.buffer = restated(ticks, to);
    this.read = 0;
  }

  history(instrument: number, intervalSeconds: number, from: number, to: number): Bar[] {
    checkHistoryRequest(intervalSeconds, from, to);
    const listed = this.listed.get(instrument);
    if (listed === undefined) return [];
    const length = intervalSeconds * 1000;
    const { dayOffset, expiresAt } = listed.instrument;
    const end = Math.min(this.peek() ?? Number.POSITIVE_INFINITY, expiresAt > 0 ? expiresAt : Number.POSITIVE_INFINITY);
    const first = Math.ceil((from + dayOffset) / length) * length - dayOffset;
    const joiner = new BarJoiner(length, dayOffset);
    const unit = unitOf(length);
    for (let time = first; time < to && time + length <= end; time += length) {
      for (let at = time; at < time + length; at += unit) {
        const { open, high, low, close, volume } = baseBar(listed, unit, at);
        joiner.add(at, open, high, low, close, volume);
      }
    }
    return joiner.finish();
  }

  begins(instrument: number): number {
    return this.listed.has(instrument) ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }

  private add(instrument: Instrument): void {
    if (this.listed.has(instrument.id)) throw new RangeError(`${instrument.symbol} is listed already`);
    const liquidity = liquidityOf(instrument);
    const price = this.correlation.priceOf(instrument);
    this.listed.set(instrument.id, {
      instrument,
      key: hash(hashText(instrument.symbol), this.seed, Math.floor(this.seed / 0x100000000)),
      liquidity,
      tree: new BarTree(this.seed, instrument, price, liquidity.dailySteps),
      expiresAt: instrument.expiresAt > 0 ? instrument.expiresAt : Number.POSITIVE_INFINITY,
    });
    this.instruments.add(instrument.id);
    this.paceSum += liquidity.pace;
  }

  /** Generates the next 5 seconds of all instruments when the buffer is used up. */
  private fill(): void {
    while (this.read >= this.buffer.length && this.hasMore()) this.makeBar();
  }

  private makeBar(): void {
    const time = this.nextBar;
    const ticks: TimedTick[] = [];
    for (const listed of this.listed.values()) {
      for (const tick of this.ticksOf(listed, time)) ticks.push(tick);
    }
    ticks.sort((left, right) => left.at - right.at);
    this.buffer = ticks;
    this.read = 0;
    this.nextBar = time + FIVE_MS;
  }

  private hasMore(): boolean {
    for (const listed of this.listed.values()) if (this.nextBar <= listed.expiresAt) return true;
    return false;
  }

  private ticksOf(listed: Listed, time: number): TimedTick[] {
    const { instrument, tree, liquidity, expiresAt } = listed;
    if (time + FIVE_MS > expiresAt) {
      if (time > expiresAt) return [];
      return [{ at: time, tick: { kind: 'status', instrument: instrument.id, status: 'closed' } }];
    }
    const minute = Math.floor(time / MINUTE_MS);
    const part = (time - minute * MINUTE_MS) / FIVE_MS;
    const bar = tree.fivesOfMinute(minute)[part] as PathBar;
    const random = new Random(this.seed, listed.key, time / FIVE_MS);
    const calm = Number(instrument.spec.dailyVolatility) / CALM_FIVES;
    const wildness = Math.min(6, (tree.deviations(minute)[part] as number) / calm);
    const wished = (this.ticksPerSecond * 5 * liquidity.pace) / this.paceSum;
    const lively = Math.sqrt(bar.volume / (liquidity.dailySteps / (DAY_MS / FIVE_MS)));
    const trades = barTrades(bar, FIVE_MS, wished * 0.36 * Math.min(4, lively) * (0.6 + 0.8 * random.next()), random);
    const display = {
      instrument: instrument.id,
      key: listed.key,
      spread: liquidity.spread * (0.5 + 0.5 * wildness),
      levelGap: liquidity.levelGap,
      topSize: liquidity.topSize / (0.5 + 0.5 * wildness),
      extraQuotes: wished * 0.3,
      depths: 1 + wished * 0.06,
    };
    return barTicks(time, FIVE_MS, bar.open, trades, display, random);
  }
}

/** Square root of the 5-second bars of a day. */
const CALM_FIVES = Math.sqrt(DAY_MS / FIVE_MS);

/** Length of the bars a longer interval is joined from. */
function unitOf(length: number): number {
  if (length === DAY_MS) return DAY_MS;
  if (length % TEN_MINUTES_MS === 0) return TEN_MINUTES_MS;
  return length % MINUTE_MS === 0 ? MINUTE_MS : FIVE_MS;
}

function baseBar(listed: Listed, unit: number, at: number): PathBar {
  if (unit === DAY_MS) return listed.tree.dayBar(Math.floor((at + listed.instrument.dayOffset) / DAY_MS));
  if (unit === TEN_MINUTES_MS) {
    const local = at + listed.instrument.dayOffset;
    const day = Math.floor(local / DAY_MS);
    return listed.tree.tensOfDay(day)[(local - day * DAY_MS) / TEN_MINUTES_MS] as PathBar;
  }
  if (unit === MINUTE_MS) {
    const ten = Math.floor(at / TEN_MINUTES_MS);
    return listed.tree.minutesOfTen(ten)[(at - ten * TEN_MINUTES_MS) / MINUTE_MS] as PathBar;
  }
  const minute = Math.floor(at / MINUTE_MS);
  return listed.tree.fivesOfMinute(minute)[(at - minute * MINUTE_MS) / FIVE_MS] as PathBar;
}
