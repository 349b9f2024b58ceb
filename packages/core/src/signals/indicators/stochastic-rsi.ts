import type { SignalCandle } from '../candle.ts';
import type { Indicator } from '../indicator.ts';
import { Sma } from './averages.ts';
import { Recent } from './recent.ts';
import { Rsi } from './rsi.ts';
import { percentOf } from './share.ts';

/**
 * Stochastic RSI (Tushar Chande and Stanley Kroll, 1994): where the RSI stands among its own last `period` values in
 * percent, averaged over `smooth` candles (%K), and that averaged over `signal` (%D). Lines: %K, %D.
 */
export class StochasticRsi implements Indicator {
  readonly #rsi: Rsi;
  readonly #values: Recent<bigint>;
  readonly #k: Sma;
  readonly #d: Sma;
  lines: readonly bigint[] | undefined;

  constructor(rsiPeriod: number, period: number, smooth: number, signal: number) {
    this.#rsi = new Rsi(rsiPeriod);
    this.#values = new Recent(period);
    this.#k = new Sma(smooth);
    this.#d = new Sma(signal);
  }

  push(candle: SignalCandle): void {
    this.#rsi.push(candle);
    const rsi = this.#rsi.lines?.[0];
    if (rsi === undefined) return;
    this.#values.push(rsi);
    if (!this.#values.isFull) return;
    let [lowest, highest] = [rsi, rsi];
    for (const value of this.#values.values()) {
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
    const k = this.#k.next(percentOf(rsi - lowest, highest - lowest));
    const d = k === undefined ? undefined : this.#d.next(k);
    if (k !== undefined && d !== undefined) this.lines = [k, d];
  }
}
