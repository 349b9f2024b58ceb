import { type Decimal, divide, powerOfTen } from '../../numbers/index.ts';
import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';
import { Recent } from './recent.ts';
import { squareRoot } from './square-root.ts';

/**
 * %B: (close - lower band) / (upper band - lower band), the bands `deviations` population standard deviations away from the
 * mean of the last `period` closes (John Bollinger, Bollinger on Bollinger Bands, 2001). 1/2 when all closes are the same.
 */
export class BollingerPercent implements Indicator {
  readonly #closes: Recent<bigint>;
  readonly #deviations: Decimal;
  #sum = 0n;
  #squares = 0n;
  lines: readonly bigint[] | undefined;

  constructor(period: number, deviations: Decimal) {
    this.#closes = new Recent(period);
    this.#deviations = deviations;
  }

  push(candle: SignalCandle): void {
    const close = BigInt(candle.close);
    const dropped = this.#closes.push(close) ?? 0n;
    this.#sum += close - dropped;
    this.#squares += close * close - dropped * dropped;
    if (!this.#closes.isFull) return;
    const period = BigInt(this.#closes.size);
    // period × standard deviation, in units of 10^-VALUE_DIGITS
    const spread = squareRoot((period * this.#squares - this.#sum * this.#sum) * ONE * ONE);
    const above = (period * close - this.#sum) * ONE * ONE * powerOfTen(this.#deviations.scale);
    const half = ONE / 2n;
    const width = 2n * this.#deviations.coefficient * spread;
    this.lines = [spread === 0n ? half : half + divide(above, width, 'halfUp')];
  }
}
