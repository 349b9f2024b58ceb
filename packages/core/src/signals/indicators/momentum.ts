import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';
import { Recent } from './recent.ts';

/** How far the close stands above that of `period` candles ago, in price steps. */
export class Momentum implements Indicator {
  readonly #closes: Recent<number>;
  lines: readonly bigint[] | undefined;

  constructor(period: number) {
    this.#closes = new Recent(period);
  }

  push({ close }: SignalCandle): void {
    const before = this.#closes.push(close);
    if (before !== undefined) this.lines = [BigInt(close - before) * ONE];
  }
}
