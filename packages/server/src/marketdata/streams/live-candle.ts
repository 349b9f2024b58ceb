import type { Bar } from '../../feeds/feed.ts';
import { barOf } from '../bar-rows.ts';
import type { Bins } from '../bins.ts';
import type { Candle } from '../candle.ts';

/** The candle under construction of one instrument and interval, built from trades or shorter bars in time order. */
export class LiveCandle {
  readonly #bins: Bins;
  #open: Bar | null = null;
  #end = Number.POSITIVE_INFINITY;
  #last: Candle | null = null;

  constructor(bins: Bins) {
    this.#bins = bins;
  }

  /** When the candle under construction ends, ms UTC; Infinity when nothing has been traded in it. */
  get end(): number {
    return this.#end;
  }

  /** The newest complete candle that this has seen. */
  get last(): Candle | null {
    return this.#last;
  }

  /** The candle under construction, null when nothing has been traded in it. */
  get open(): Candle | null {
    return this.#open === null ? null : { ...this.#open, end: this.#end, complete: false };
  }

  /** Adds a bar, or a trade as a bar of one price. What ended before it must have been closed. */
  add(time: number, open: number, high: number, low: number, close: number, volume: number): void {
    const known = this.#open;
    if (known === null) {
      const opening = this.#bins.openingOf(time);
      this.#open = barOf(opening, open, high, low, close, volume);
      this.#end = this.#bins.endOf(opening);
    } else {
      this.#open = barOf(
        known.time,
        known.open,
        Math.max(known.high, high),
        Math.min(known.low, low),
        close,
        known.volume + volume,
      );
    }
  }

  /** Closes the candle when market time `clock` has reached its end; returns it then. */
  close(clock: number): Candle | null {
    if (this.#open === null || clock < this.#end) return null;
    this.#last = { ...this.#open, end: this.#end, complete: true };
    this.#open = null;
    this.#end = Number.POSITIVE_INFINITY;
    return this.#last;
  }
}
