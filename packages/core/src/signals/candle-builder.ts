import { addTrade, candleOf, type OpenCandle, type SignalCandle } from './candle.ts';
import { endOf, openingOf, type SignalInterval } from './interval.ts';

/** Makes candles of one interval from trades. An interval without trades makes none. */
export class CandleBuilder {
  readonly interval: SignalInterval;
  #open: OpenCandle | null = null;
  #end = Number.POSITIVE_INFINITY;

  constructor(interval: SignalInterval) {
    this.interval = interval;
  }

  /** When the candle under construction ends (ms UTC); Infinity when there is none. */
  get end(): number {
    return this.#end;
  }

  /** The candle under construction. */
  get open(): SignalCandle | null {
    return this.#open;
  }

  /** Ends the candle under construction when its time is over, and returns it. */
  close(clock: number): SignalCandle | null {
    if (clock < this.#end) return null;
    const closed = this.#open;
    this.#open = null;
    this.#end = Number.POSITIVE_INFINITY;
    return closed;
  }

  /** Adds a trade of the time `clock`; what ended before has been closed. True when a candle begins with it. */
  add(clock: number, price: number, size: number): boolean {
    if (this.#open !== null) {
      addTrade(this.#open, price, size);
      return false;
    }
    this.resume(candleOf(openingOf(this.interval, clock), price, size));
    return true;
  }

  /** Goes on with a candle that others have begun. */
  resume(candle: OpenCandle): void {
    this.#open = candle;
    this.#end = endOf(this.interval, candle.time);
  }
}
