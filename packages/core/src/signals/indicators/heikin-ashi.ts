import { divide } from '../../numbers/index.ts';
import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';

/**
 * How many Heikin-Ashi candles in a row rise (above 0) or fall (below 0), the newest included; a whole number. Such a candle
 * closes at the mean of open, high, low and close, and opens in the middle of the one before.
 */
export class HeikinAshi implements Indicator {
  #open: bigint | undefined;
  #close = 0n;
  #run = 0;
  lines: readonly bigint[] | undefined;

  push({ open, high, low, close }: SignalCandle): void {
    const opens = this.#open === undefined ? BigInt(open + close) * ONE : this.#open + this.#close;
    this.#open = divide(opens, 2n, 'halfUp');
    // ONE is a multiple of 4, so nothing is rounded
    this.#close = (BigInt(open + high + low + close) * ONE) / 4n;
    const direction = this.#close > this.#open ? 1 : this.#close < this.#open ? -1 : 0;
    this.#run = Math.sign(this.#run) === direction ? this.#run + direction : direction;
    this.lines = [BigInt(this.#run)];
  }
}
