import { openingTime } from '../feeds/aggregate.ts';
import type { Bar, TimedTick } from '../feeds/feed.ts';
import { packBars } from './bar-rows.ts';
import { FIVE_MS, MINUTE_MS } from './bins.ts';
import type { Coverage } from './coverage.ts';
import { InstrumentBars } from './instrument-bars.ts';
import type { BarPack, Listing, MarketBatch } from './keeper-messages.ts';
import { FORGET_FIVES_MS } from './retention.ts';

/** Finished bars that may wait for the file; more are given up. */
export const MAX_UNSAVED_BARS = 200_000;

/** About as many bars make a batch at most, so that neither thread works long on it. */
const BATCH_BARS = 5_000;

export interface LiveBarsOptions {
  /** Market time of the newest tick taken in before, ms UTC; negative when there was none. */
  readonly clock: number;
  /** Ticks before this moment (ms UTC) are passed over: they have been taken in before. */
  readonly takenUntil: number;
  /** Whether finished bars wait for being stored. */
  readonly keep: boolean;
}

/** Builds 5-second and 1-minute bars of all instruments from live trades, in memory. */
export class LiveBars {
  /** Ticks before this moment (ms UTC) are passed over. */
  readonly takenUntil: number;
  readonly #keep: boolean;
  readonly #instruments = new Map<number, InstrumentBars>();
  #begin: number | null = null;
  #clock: number;
  #fiveEnd: number;
  #minuteEnd: number;
  #unsaved = 0;
  #storedUntil = 0;

  constructor({ clock, takenUntil, keep }: LiveBarsOptions) {
    this.#keep = keep;
    this.takenUntil = takenUntil;
    this.#clock = clock;
    this.#fiveEnd = openingTime(this.#clock, FIVE_MS, 0) + FIVE_MS;
    this.#minuteEnd = openingTime(this.#clock, MINUTE_MS, 0) + MINUTE_MS;
  }

  /** Market time of the newest tick taken in, by this run or an earlier one, ms UTC; negative before the first. */
  get clock(): number {
    return this.#clock;
  }

  /** The stretch this run has taken in; null before its first tick. */
  get run(): Coverage | null {
    return this.#begin === null ? null : { begin: this.#begin, until: this.#clock + 1 };
  }

  /** All trades before this moment (ms UTC) are in finished bars, none of a later one is. */
  get finishedUntil(): number {
    return this.#fiveEnd - FIVE_MS;
  }

  /** Finished bars that are not in the file. */
  get unsaved(): number {
    return this.#unsaved;
  }

  /** Whether a batch would bring the file anything new. */
  get hasNews(): boolean {
    return this.#begin !== null && (this.#unsaved > 0 || this.finishedUntil > this.#storedUntil);
  }

  /** Opening time of the instrument's first live 5-second bar, ms UTC; undefined before its first tick. */
  since(instrument: number): number | undefined {
    return this.#instruments.get(instrument)?.since;
  }

  inMemory(instrument: number, seconds: 5 | 60): Bar[] {
    return this.#instruments.get(instrument)?.inMemory(seconds) ?? [];
  }

  /** Goes on where the last run ended: `lastFives` are the 5-second bars of its last minute. */
  resume(listings: readonly Listing[], lastFives: ReadonlyMap<number, readonly Bar[]>): void {
    for (const { instrument, since } of listings) {
      const bars = new InstrumentBars(since, true);
      for (const five of lastFives.get(instrument) ?? []) bars.resume(five, five.time + FIVE_MS <= this.takenUntil);
      this.#instruments.set(instrument, bars);
    }
  }

  /** Takes in market data in time order. */
  take(ticks: readonly TimedTick[]): void {
    for (const { at, tick } of ticks) {
      if (at < this.takenUntil) continue;
      if (this.#begin === null) this.#begin = at;
      if (at >= this.#fiveEnd) this.#endBars(at);
      if (at > this.#clock) this.#clock = at;
      const bars = this.#instruments.get(tick.instrument) ?? this.#list(tick.instrument);
      if (tick.kind === 'trade') bars.trade(this.#clock, tick.price, tick.size);
    }
  }

  /**
   * What the file does not have yet, the oldest first when it is much; `withOpen`: also the bars under construction, as
   * they stand. Null before the first tick. The next batch may be asked for after `saved` or `refused`.
   */
  batch(withOpen: boolean): MarketBatch | null {
    if (this.#begin === null) return null;
    const until = this.#batchUntil(this.#begin);
    const open = withOpen && until === this.finishedUntil;
    const fives: BarPack[] = [];
    const minutes: BarPack[] = [];
    const listings: Listing[] = [];
    for (const [instrument, bars] of this.#instruments) {
      pack(instrument, bars.fives.send(until), open ? bars.openFive() : undefined, fives);
      pack(instrument, bars.minutes.send(until), open ? bars.openMinute() : undefined, minutes);
      if (!bars.listed) listings.push({ instrument, since: bars.since });
    }
    const run = { begin: this.#begin, until: Math.max(this.#begin, this.#storedUntil, open ? this.#clock + 1 : until) };
    return { run, listings, fives, minutes, forgetBefore: this.#clock - FORGET_FIVES_MS };
  }

  /** The batch is in the file. */
  saved(batch: MarketBatch): void {
    this.#storedUntil = batch.run.until;
    for (const { instrument } of batch.listings) {
      const bars = this.#instruments.get(instrument);
      if (bars !== undefined) bars.listed = true;
    }
    for (const { fives, minutes } of this.#instruments.values()) this.#unsaved -= fives.saved() + minutes.saved();
  }

  /** The batch is not in the file: what it held waits on. */
  refused(): void {
    for (const { fives, minutes } of this.#instruments.values()) {
      fives.refused();
      minutes.refused();
    }
  }

  /** Gives up all finished bars that wait; returns how many. */
  drop(): number {
    for (const { fives, minutes } of this.#instruments.values()) {
      fives.drop();
      minutes.drop();
    }
    const dropped = this.#unsaved;
    this.#unsaved = 0;
    return dropped;
  }

  /** Until when finished bars go into the next batch. */
  #batchUntil(begin: number): number {
    if (this.#unsaved <= BATCH_BARS) return this.finishedUntil;
    const from = openingTime(Math.max(begin, this.#storedUntil), FIVE_MS, 0);
    const steps = Math.max(1, Math.floor(BATCH_BARS / this.#instruments.size));
    return Math.min(this.finishedUntil, from + steps * FIVE_MS);
  }

  #list(instrument: number): InstrumentBars {
    const bars = new InstrumentBars(this.finishedUntil, false);
    this.#instruments.set(instrument, bars);
    return bars;
  }

  #endBars(at: number): void {
    const minuteEnds = at >= this.#minuteEnd;
    for (const bars of this.#instruments.values()) {
      bars.endFive(this.#keep);
      if (minuteEnds && this.#keep) bars.endMinute();
    }
    this.#fiveEnd = openingTime(at, FIVE_MS, 0) + FIVE_MS;
    this.#minuteEnd = openingTime(at, MINUTE_MS, 0) + MINUTE_MS;
    if (this.#keep) this.#countUnsaved();
  }

  #countUnsaved(): void {
    let count = 0;
    for (const { fives, minutes } of this.#instruments.values()) count += fives.bars.length + minutes.bars.length;
    this.#unsaved = count;
  }
}

function pack(instrument: number, finished: readonly Bar[], open: Bar | undefined, packs: BarPack[]): void {
  const bars = open === undefined ? finished : [...finished, open];
  if (bars.length > 0) packs.push({ instrument, bars: packBars(bars) });
}
