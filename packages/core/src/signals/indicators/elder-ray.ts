import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';
import { Ema } from './averages.ts';

/**
 * Bull and bear power (Alexander Elder, Trading for a Living, 1993): how far high and low stand above the exponential
 * average of `period` closes. Lines in price steps: bull, bear.
 */
export class ElderRay implements Indicator {
  readonly #average: Ema;
  lines: readonly bigint[] | undefined;

  constructor(period: number) {
    this.#average = new Ema(period);
  }

  push({ high, low, close }: SignalCandle): void {
    const average = this.#average.next(BigInt(close) * ONE);
    if (average !== undefined) this.lines = [BigInt(high) * ONE - average, BigInt(low) * ONE - average];
  }
}
