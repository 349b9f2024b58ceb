import { Recent } from './recent.ts';

/** Highest high and lowest low of the last `period` candles. */
export class Extremes {
  readonly #highs: Recent<number>;
  readonly #lows: Recent<number>;

  constructor(period: number) {
    this.#highs = new Recent(period);
    this.#lows = new Recent(period);
  }

  push(high: number, low: number): void {
    this.#highs.push(high);
    this.#lows.push(low);
  }

  /** Whether there are `period` candles. */
  get isFull(): boolean {
    return this.#highs.isFull;
  }

  get highest(): number {
    return Math.max(...this.#highs.values());
  }

  get lowest(): number {
    return Math.min(...this.#lows.values());
  }
}
