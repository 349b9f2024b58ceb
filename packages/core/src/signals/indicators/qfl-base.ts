import type { SignalCandle } from '../candle.ts';
import type { Indicator } from '../indicator.ts';

/** Candles before and after the one whose low becomes a base. */
const BEFORE = 10;
const AFTER = 5;

/**
 * Bases of the QFL method: the low of the newest candle whose low is the lowest of the 10 candles before it and the 5 after
 * it (dca-and-smarttrade-rules.md B3). Lines: the base in price steps, and the opening time of its candle (ms UTC), both
 * as whole numbers.
 */
export class QflBase implements Indicator {
  readonly #recent: SignalCandle[] = [];
  lines: readonly bigint[] | undefined;

  push(candle: SignalCandle): void {
    this.#recent.push(candle);
    if (this.#recent.length > BEFORE + 1 + AFTER) this.#recent.shift();
    const candidate = this.#recent[BEFORE];
    if (candidate === undefined || this.#recent.length <= BEFORE + AFTER) return;
    if (this.#recent.some(({ low }) => low < candidate.low)) return;
    this.lines = [BigInt(candidate.low), BigInt(candidate.time)];
  }
}
