import { divide } from '../../numbers/index.ts';
import { Recent } from './recent.ts';

/** A moving average of whole numbers; undefined before `period` of them. Quotients are rounded half up. */
export interface Average {
  next(value: bigint): bigint | undefined;
}

/** Simple: the mean of the last `period` values. */
export class Sma implements Average {
  readonly #recent: Recent<bigint>;
  #sum = 0n;

  constructor(period: number) {
    this.#recent = new Recent(period);
  }

  next(value: bigint): bigint | undefined {
    this.#sum += value - (this.#recent.push(value) ?? 0n);
    return this.#recent.isFull ? divide(this.#sum, BigInt(this.#recent.size), 'halfUp') : undefined;
  }
}

/**
 * An average that moves by a fixed part of the way to each new value, beginning with the mean of the first `period`
 * values.
 */
class Smoothed implements Average {
  readonly #seed: Sma;
  readonly #numerator: bigint;
  readonly #denominator: bigint;
  #average: bigint | undefined;

  /** The part is `numerator / denominator`. */
  constructor(period: number, numerator: number, denominator: number) {
    this.#seed = new Sma(period);
    this.#numerator = BigInt(numerator);
    this.#denominator = BigInt(denominator);
  }

  next(value: bigint): bigint | undefined {
    const [before, part, whole] = [this.#average, this.#numerator, this.#denominator];
    this.#average =
      before === undefined ? this.#seed.next(value) : divide(part * value + (whole - part) * before, whole, 'halfUp');
    return this.#average;
  }
}

/** Exponential: 2 / (period + 1) of the way. */
export class Ema extends Smoothed {
  constructor(period: number) {
    super(period, 2, period + 1);
  }
}

/** Wilder's: 1 / period of the way. */
export class Wilder extends Smoothed {
  constructor(period: number) {
    super(period, 1, period);
  }
}

/** Linearly weighted: the newest of `period` values counts `period` times, the oldest once. */
export class Wma implements Average {
  readonly #recent: Recent<bigint>;
  #sum = 0n;
  #weighted = 0n;

  constructor(period: number) {
    this.#recent = new Recent(period);
  }

  next(value: bigint): bigint | undefined {
    const period = BigInt(this.#recent.size);
    const dropped = this.#recent.push(value);
    // every value that stays counts once less than before
    this.#weighted += dropped === undefined ? BigInt(this.#recent.values().length) * value : period * value - this.#sum;
    this.#sum += value - (dropped ?? 0n);
    return this.#recent.isFull ? divide(this.#weighted, (period * (period + 1n)) / 2n, 'halfUp') : undefined;
  }
}
