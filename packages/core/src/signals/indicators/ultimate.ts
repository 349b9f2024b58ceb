import { divide } from '../../numbers/index.ts';
import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';
import { trueRange } from './adx.ts';
import { Recent } from './recent.ts';

/** Candles of the three averages and how much each counts. */
const PERIODS = [
  [7, 4n],
  [14, 2n],
  [28, 1n],
] as const;

/**
 * Ultimate oscillator (Larry Williams, 1976): buying pressure out of the true range over 7, 14 and 28 candles, weighed 4,
 * 2 and 1, 0 to 100. Where there was no range at all neither side had pressure: 1/2.
 */
export class Ultimate implements Indicator {
  readonly #sums = PERIODS.map(([period, weight]) => ({ pressure: new Sum(period), range: new Sum(period), weight }));
  #close: number | undefined;
  lines: readonly bigint[] | undefined;

  push(candle: SignalCandle): void {
    const before = this.#close;
    this.#close = candle.close;
    if (before === undefined) return;
    let weighed = 0n;
    for (const { pressure, range, weight } of this.#sums) {
      pressure.push(BigInt(candle.close - Math.min(candle.low, before)));
      range.push(BigInt(trueRange(candle, before)));
      if (!range.isFull) return;
      weighed +=
        range.value === 0n ? (weight * ONE) / 2n : divide(weight * ONE * pressure.value, range.value, 'halfUp');
    }
    this.lines = [divide(100n * weighed, 7n, 'halfUp')];
  }
}

/** The sum of the last `period` values. */
class Sum {
  readonly #values: Recent<bigint>;
  value = 0n;

  constructor(period: number) {
    this.#values = new Recent(period);
  }

  get isFull(): boolean {
    return this.#values.isFull;
  }

  push(value: bigint): void {
    this.value += value - (this.#values.push(value) ?? 0n);
  }
}
