import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';
import { Sma } from './averages.ts';

/** Awesome oscillator (Bill Williams): the mean of the last 5 candles' middles minus that of 34, in price steps. */
export class Awesome implements Indicator {
  readonly #fast = new Sma(5);
  readonly #slow = new Sma(34);
  lines: readonly bigint[] | undefined;

  push({ high, low }: SignalCandle): void {
    // ONE is even, so nothing is rounded
    const middle = (BigInt(high + low) * ONE) / 2n;
    const fast = this.#fast.next(middle);
    const slow = this.#slow.next(middle);
    if (fast !== undefined && slow !== undefined) this.lines = [fast - slow];
  }
}
