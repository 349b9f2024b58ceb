import type { Instrument } from '../instruments/index.ts';
import { joined, type OpenCandle, type SignalCandle } from './candle.ts';
import { CandleBuilder } from './candle-builder.ts';
import { endOf, type SignalInterval } from './interval.ts';
import type { SharedIndicator } from './shared-indicator.ts';

/** Indicators that history has been asked for, and what has been traded since. */
interface Joining {
  readonly indicators: SharedIndicator[];
  readonly closed: SignalCandle[];
  readonly builder: CandleBuilder;
}

/**
 * The candles of one instrument and interval, and the indicators that follow them. New indicators are given history first:
 * from the moment it is asked for, trades are collected beside it and joined to it, so that no trade is left out or counted
 * twice.
 */
export class CandleSeries {
  readonly instrument: Instrument;
  readonly interval: SignalInterval;
  /** Every indicator of the series, by its key. */
  readonly indicators = new Map<string, SharedIndicator>();
  /** Those that have had their history. */
  #following: SharedIndicator[] = [];
  /** Those for which history is still to be asked. */
  #waiting: SharedIndicator[] = [];
  #joining: Joining | null = null;
  /** Trades before this moment (ms UTC) are in the history already. */
  #since = 0;
  readonly #builder: CandleBuilder;

  constructor(instrument: Instrument, interval: SignalInterval) {
    this.instrument = instrument;
    this.interval = interval;
    this.#builder = new CandleBuilder(interval);
  }

  /** When the candle under construction ends (ms UTC); Infinity when there is none. */
  get end(): number {
    return this.#builder.end;
  }

  /** Whether history is to be asked for. What is asked already comes first. */
  get wantsHistory(): boolean {
    return this.#waiting.length > 0 && this.#joining === null;
  }

  add(indicator: SharedIndicator): void {
    this.indicators.set(indicator.key, indicator);
    this.#waiting.push(indicator);
  }

  delete(indicator: SharedIndicator): void {
    this.indicators.delete(indicator.key);
    const others = (list: SharedIndicator[]) => list.filter((one) => one !== indicator);
    this.#following = others(this.#following);
    this.#waiting = others(this.#waiting);
    if (this.#joining !== null) this.#joining = { ...this.#joining, indicators: others(this.#joining.indicators) };
  }

  /** Ends the candle under construction when its time is over. Returns the indicators that have a new value. */
  close(clock: number): readonly SharedIndicator[] {
    const candle = this.#builder.close(clock);
    if (candle === null) return NONE;
    const end = endOf(this.interval, candle.time);
    for (const indicator of this.#following) indicator.push(candle, end);
    return this.#following;
  }

  /** Adds a trade; `clock` is market time now, `at` the time of the tick. What ended before has been closed. */
  trade(clock: number, at: number, price: number, size: number): void {
    if (at < this.#since) return;
    if (this.#following.length > 0) this.#builder.add(clock, price, size);
    const joining = this.#joining;
    if (joining === null) return;
    const candle = joining.builder.close(clock);
    if (candle !== null) joining.closed.push(candle);
    joining.builder.add(clock, price, size);
  }

  /** From now on trades are collected for the history that is being asked for. Returns how many candles it should have. */
  beginHistory(since: number): number {
    this.#since = since;
    this.#joining = { indicators: this.#waiting, closed: [], builder: new CandleBuilder(this.interval) };
    this.#waiting = [];
    return Math.max(0, ...this.#joining.indicators.map(({ bars }) => bars));
  }

  /** The history asked for cannot be given: it is wanted again. */
  refuseHistory(): void {
    this.#waiting.push(...(this.#joining?.indicators ?? []));
    this.#joining = null;
  }

  /**
   * Takes the history that was asked for, up to the moment of asking, the candle under construction included. Returns the
   * indicators it was for.
   */
  giveHistory(candles: readonly SignalCandle[], clock: number): readonly SharedIndicator[] {
    const joining = this.#joining;
    if (joining === null) return NONE;
    this.#joining = null;
    const { closed, builder, indicators } = joining;
    const since = builder.open === null ? closed : [...closed, builder.open];
    const all = joinAll(candles, since);
    const last = all.at(-1);
    const open = last !== undefined && endOf(this.interval, last.time) > clock ? last : null;
    for (const candle of open === null ? all : all.slice(0, -1)) {
      const end = endOf(this.interval, candle.time);
      for (const indicator of indicators) indicator.push(candle, end);
    }
    // those that follow already have seen the same trades
    if (this.#following.length === 0 && open !== null) this.#builder.resume(open);
    this.#following.push(...indicators);
    return indicators;
  }
}

/** History and what was collected since; the candle in which history was asked for is in both, a part in each. */
function joinAll(history: readonly SignalCandle[], since: readonly SignalCandle[]): OpenCandle[] {
  const all: OpenCandle[] = history.map((candle) => ({ ...candle }));
  for (const candle of since) {
    const last = all.at(-1);
    if (last?.time === candle.time) all[all.length - 1] = joined(last, candle);
    else all.push({ ...candle });
  }
  return all;
}

const NONE: readonly SharedIndicator[] = [];
