import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';
import { Extremes } from './extremes.ts';
import { percentOf } from './share.ts';

/**
 * Williams %R: where the close stands in the span of the last `period` candles, -100 at the lowest low and 0 at the highest
 * high. -50 in a span of nothing.
 */
export class WilliamsRange implements Indicator {
  readonly #extremes: Extremes;
  lines: readonly bigint[] | undefined;

  constructor(period: number) {
    this.#extremes = new Extremes(period);
  }

  push({ high, low, close }: SignalCandle): void {
    this.#extremes.push(high, low);
    if (!this.#extremes.isFull) return;
    const { highest, lowest } = this.#extremes;
    this.lines = [percentOf(BigInt(close - lowest), BigInt(highest - lowest)) - 100n * ONE];
  }
}
