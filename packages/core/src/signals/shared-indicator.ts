import type { SignalCandle } from './candle.ts';
import type { Indicator } from './indicator.ts';
import type { SignalWatch } from './state.ts';

/** One indicator of one series, for all conditions that ask about it. */
export class SharedIndicator {
  /** What it computes, the same for equal computations. */
  readonly key: string;
  /** Candles of history after which its value hardly depends on where history began. */
  readonly bars: number;
  readonly watches = new Set<SignalWatch>();
  readonly #indicator: Indicator;
  /** Its lines after the newest candle and after the one before. */
  current: readonly bigint[] | undefined;
  previous: readonly bigint[] | undefined;
  /** When the newest candle ended (ms UTC). */
  closedAt = 0;

  constructor(key: string, bars: number, indicator: Indicator) {
    this.key = key;
    this.bars = bars;
    this.#indicator = indicator;
  }

  /** Takes in a candle that ended at `end`. */
  push(candle: SignalCandle, end: number): void {
    this.#indicator.push(candle);
    this.previous = this.current;
    this.current = this.#indicator.lines;
    this.closedAt = end;
  }
}
