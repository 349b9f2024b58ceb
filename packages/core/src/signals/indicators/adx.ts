import { divide } from '../../numbers/index.ts';
import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';
import { Wilder } from './averages.ts';

/**
 * Average directional index with +DI and -DI, all smoothed Wilder's way over `period` candles (J. Welles Wilder, 1978).
 * Lines: ADX, +DI, -DI, each 0 to 100; without any movement 0.
 */
export class Adx implements Indicator {
  readonly #range: Wilder;
  readonly #up: Wilder;
  readonly #down: Wilder;
  readonly #index: Wilder;
  #before: SignalCandle | undefined;
  lines: readonly bigint[] | undefined;

  constructor(period: number) {
    this.#range = new Wilder(period);
    this.#up = new Wilder(period);
    this.#down = new Wilder(period);
    this.#index = new Wilder(period);
  }

  push(candle: SignalCandle): void {
    const before = this.#before;
    this.#before = candle;
    if (before === undefined) return;
    const rise = candle.high - before.high;
    const fall = before.low - candle.low;
    const range = this.#range.next(scaled(trueRange(candle, before.close)));
    const up = this.#up.next(scaled(rise > fall && rise > 0 ? rise : 0));
    const down = this.#down.next(scaled(fall > rise && fall > 0 ? fall : 0));
    if (range === undefined || up === undefined || down === undefined) return;
    const plus = part(up, range);
    const minus = part(down, range);
    const apart = plus > minus ? plus - minus : minus - plus;
    const adx = this.#index.next(part(apart, plus + minus));
    if (adx !== undefined) this.lines = [adx, plus, minus];
  }
}

/** The span of a candle together with the close before it, in price steps. */
export function trueRange({ high, low }: SignalCandle, closeBefore: number): number {
  return Math.max(high, closeBefore) - Math.min(low, closeBefore);
}

function scaled(steps: number): bigint {
  return BigInt(steps) * ONE;
}

function part(value: bigint, whole: bigint): bigint {
  return whole === 0n ? 0n : divide(100n * ONE * value, whole, 'halfUp');
}
