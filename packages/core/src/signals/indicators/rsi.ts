import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';
import { Wilder } from './averages.ts';
import { percentOf } from './share.ts';

/**
 * Relative strength index: 100 × average gain / (average gain + average loss) of the closes, both averages Wilder's
 * (J. Welles Wilder, New Concepts in Technical Trading Systems, 1978). 50 where nothing has moved.
 */
export class Rsi implements Indicator {
  readonly #gain: Wilder;
  readonly #loss: Wilder;
  #close: number | undefined;
  lines: readonly bigint[] | undefined;

  constructor(period: number) {
    this.#gain = new Wilder(period);
    this.#loss = new Wilder(period);
  }

  push({ close }: SignalCandle): void {
    const before = this.#close;
    this.#close = close;
    if (before === undefined) return;
    const change = BigInt(close - before) * ONE;
    const gain = this.#gain.next(change > 0n ? change : 0n);
    const loss = this.#loss.next(change < 0n ? -change : 0n);
    if (gain === undefined || loss === undefined) return;
    this.lines = [percentOf(gain, gain + loss)];
  }
}
