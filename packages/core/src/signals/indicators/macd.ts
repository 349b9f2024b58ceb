import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';
import { Ema } from './averages.ts';

/**
 * Moving average convergence / divergence (Gerald Appel): the exponential average of `fast` closes minus that of `slow`,
 * and its own exponential average over `signal` candles. Lines in price steps: MACD, signal, MACD - signal.
 */
export class Macd implements Indicator {
  readonly #fast: Ema;
  readonly #slow: Ema;
  readonly #signal: Ema;
  lines: readonly bigint[] | undefined;

  constructor(fast: number, slow: number, signal: number) {
    this.#fast = new Ema(fast);
    this.#slow = new Ema(slow);
    this.#signal = new Ema(signal);
  }

  push({ close }: SignalCandle): void {
    const price = BigInt(close) * ONE;
    const fast = this.#fast.next(price);
    const slow = this.#slow.next(price);
    if (fast === undefined || slow === undefined) return;
    const macd = fast - slow;
    const signal = this.#signal.next(macd);
    if (signal !== undefined) this.lines = [macd, signal, macd - signal];
  }
}
