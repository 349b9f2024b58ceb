import type { SignalCandle } from '../candle.ts';
import type { Indicator } from '../indicator.ts';
import { Recent } from './recent.ts';
import { percentOf } from './share.ts';

/**
 * Money flow index: of the money of the last `period` candles (typical price × volume) the percentage that flowed while the
 * typical price rose, out of what flowed while it moved (Gene Quong and Avrum Soudack, 1989).
 */
export class MoneyFlow implements Indicator {
  readonly #rises: Recent<bigint>;
  readonly #falls: Recent<bigint>;
  #rising = 0n;
  #falling = 0n;
  #typical: number | undefined;
  lines: readonly bigint[] | undefined;

  constructor(period: number) {
    this.#rises = new Recent(period);
    this.#falls = new Recent(period);
  }

  push({ high, low, close, volume }: SignalCandle): void {
    const before = this.#typical;
    // three times the typical price is a whole number
    const typical = high + low + close;
    this.#typical = typical;
    if (before === undefined) return;
    const money = BigInt(typical) * BigInt(volume);
    const rise = typical > before ? money : 0n;
    const fall = typical < before ? money : 0n;
    this.#rising += rise - (this.#rises.push(rise) ?? 0n);
    this.#falling += fall - (this.#falls.push(fall) ?? 0n);
    if (this.#rises.isFull) this.lines = [percentOf(this.#rising, this.#rising + this.#falling)];
  }
}
