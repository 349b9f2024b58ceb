import type { Instrument } from '@outcry/core';
import type { PathBar } from '../path/path-bar.ts';

/** The part of a daily bar in which it trades: MOEX's main session 10:00-18:50, counted from midnight. */
const SESSION = { begin: 36_000_000, length: 31_800_000 };

/** Open, high, low, close (price steps) and volume (quantity steps) of every bar. */
export type TapeColumns = readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

/** All recorded bars of one instrument, in time order, 48 bytes a bar. */
export class Tape {
  readonly instrument: Instrument;
  /** Length of a bar in ms. */
  readonly interval: number;
  /** Opening times, ms UTC. */
  readonly times: Float64Array;
  private readonly columns: TapeColumns;
  private readonly session: { readonly begin: number; readonly length: number };

  constructor(instrument: Instrument, interval: number, times: Float64Array, columns: TapeColumns) {
    this.instrument = instrument;
    this.interval = interval;
    this.times = times;
    this.columns = columns;
    const daily = interval === 86_400_000 && instrument.spec.calendar === 'moscow';
    this.session = daily ? SESSION : { begin: 0, length: interval };
  }

  get length(): number {
    return this.times.length;
  }

  bar(index: number): PathBar {
    const [opens, highs, lows, closes, volumes] = this.columns;
    return {
      open: opens[index] as number,
      high: highs[index] as number,
      low: lows[index] as number,
      close: closes[index] as number,
      volume: volumes[index] as number,
    };
  }

  time(index: number): number {
    return this.times[index] as number;
  }

  /** When trading inside the bar begins. */
  tradingFrom(index: number): number {
    return this.time(index) + this.session.begin;
  }

  /** How long the bar trades, ms. */
  get tradingLength(): number {
    return this.session.length;
  }

  /**
   * What happens to trading after this bar: nothing when data go on within 3 bars; otherwise it breaks (less than an
   * hour) or closes (longer; every night of a daily tape; at the end of the tape).
   */
  statusAfter(index: number): 'normal' | 'break' | 'closed' {
    if (index >= this.length - 1) return 'closed';
    const pause = this.tradingFrom(index + 1) - this.tradingFrom(index) - this.tradingLength;
    if (this.tradingLength < this.interval) return 'closed';
    if (pause <= 3 * this.interval) return 'normal';
    return pause < 3_600_000 ? 'break' : 'closed';
  }

  /** Index of the first bar that opens at or after `time`. */
  firstFrom(time: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.time(middle) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of the last bar whose trading has begun by `time`; -1 before the first one. */
  begunBy(time: number): number {
    return this.firstFrom(time - this.session.begin + 1) - 1;
  }

  /** This tape and a later one of the same instrument and interval as one. */
  followedBy(later: Tape): Tape {
    const columns = this.columns.map((column, index) => joined(column, later.columns[index] as Float64Array));
    return new Tape(this.instrument, this.interval, joined(this.times, later.times), columns as unknown as TapeColumns);
  }
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
