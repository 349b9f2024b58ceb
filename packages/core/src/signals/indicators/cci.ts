import { divide } from '../../numbers/index.ts';
import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';
import { Recent } from './recent.ts';

/**
 * Commodity channel index: (typical price - its mean) / (0.015 × mean deviation) over the last `period` candles (Donald
 * Lambert, 1980). 0 when the typical price has not moved.
 */
export class Cci implements Indicator {
  readonly #typical: Recent<bigint>;
  #sum = 0n;
  lines: readonly bigint[] | undefined;

  constructor(period: number) {
    this.#typical = new Recent(period);
  }

  push({ high, low, close }: SignalCandle): void {
    // three times the typical price is a whole number, and so is period times the distance from its mean
    const typical = BigInt(high + low + close);
    this.#sum += typical - (this.#typical.push(typical) ?? 0n);
    if (!this.#typical.isFull) return;
    const period = BigInt(this.#typical.size);
    let deviation = 0n;
    for (const value of this.#typical.values()) {
      const off = period * value - this.#sum;
      deviation += off < 0n ? -off : off;
    }
    const off = period * typical - this.#sum;
    this.lines = [deviation === 0n ? 0n : divide(1_000n * ONE * period * off, 15n * deviation, 'halfUp')];
  }
}
