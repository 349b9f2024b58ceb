import type { SignalCandle } from '../candle.ts';
import type { Indicator } from '../indicator.ts';
import { Sma } from './averages.ts';
import { Extremes } from './extremes.ts';
import { percentOf } from './share.ts';

/**
 * Slow stochastic (George Lane): where the close stands in the span of the last `period` candles in percent, averaged over
 * `smooth` candles (%K), and that averaged over `signal` (%D). Lines: %K, %D, %K - %D. A span of nothing counts as 50.
 */
export class Stochastic implements Indicator {
  readonly #extremes: Extremes;
  readonly #k: Sma;
  readonly #d: Sma;
  lines: readonly bigint[] | undefined;

  constructor(period: number, smooth: number, signal: number) {
    this.#extremes = new Extremes(period);
    this.#k = new Sma(smooth);
    this.#d = new Sma(signal);
  }

  push({ high, low, close }: SignalCandle): void {
    this.#extremes.push(high, low);
    if (!this.#extremes.isFull) return;
    const { highest, lowest } = this.#extremes;
    const k = this.#k.next(percentOf(BigInt(close - lowest), BigInt(highest - lowest)));
    const d = k === undefined ? undefined : this.#d.next(k);
    if (k !== undefined && d !== undefined) this.lines = [k, d, k - d];
  }
}
