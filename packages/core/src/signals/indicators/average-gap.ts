import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';
import type { Average } from './averages.ts';

/** How far a fast moving average of closes stands above a slow one, in price steps. */
export class AverageGap implements Indicator {
  readonly #fast: Average;
  readonly #slow: Average;
  lines: readonly bigint[] | undefined;

  constructor(fast: Average, slow: Average) {
    this.#fast = fast;
    this.#slow = slow;
  }

  push({ close }: SignalCandle): void {
    const price = BigInt(close) * ONE;
    const fast = this.#fast.next(price);
    const slow = this.#slow.next(price);
    if (fast !== undefined && slow !== undefined) this.lines = [fast - slow];
  }
}
