import { type Decimal, divide, powerOfTen } from '../../numbers/index.ts';
import type { SignalCandle } from '../candle.ts';
import { type Indicator, ONE } from '../indicator.ts';

/** Which way the position lies that the stop protects: 1 long, -1 short. */
type Side = 1n | -1n;

/**
 * Parabolic SAR, Wilder's stop and reverse (1978): a stop that moves towards the extreme price of the trend, each time by
 * `step` more of the way up to `most`, and that changes sides when the price passes it. Lines: the side (1 while the
 * price is above the stop, -1 below, whole numbers) and the stop in price steps.
 */
export class ParabolicSar implements Indicator {
  readonly #step: Decimal;
  readonly #most: Decimal;
  #side: Side = 1n;
  #stop = 0n;
  #extreme = 0n;
  /** Part of the way, in units of 10^-scale of `step`. */
  #part = 0n;
  #before: SignalCandle | undefined;
  #earlier: SignalCandle | undefined;
  lines: readonly bigint[] | undefined;

  constructor(step: Decimal, most: Decimal) {
    const scale = Math.max(step.scale, most.scale);
    this.#step = { coefficient: step.coefficient * powerOfTen(scale - step.scale), scale };
    this.#most = { coefficient: most.coefficient * powerOfTen(scale - most.scale), scale };
  }

  push(candle: SignalCandle): void {
    const before = this.#before;
    if (before === undefined) {
      this.#before = candle;
      return;
    }
    if (this.lines === undefined) this.#begin(before, candle);
    else this.#move(candle, before);
    this.#earlier = before;
    this.#before = candle;
    this.lines = [this.#side, this.#stop];
  }

  /** The first trend is that of the closes; the stop is the extreme of the first candle. */
  #begin(first: SignalCandle, candle: SignalCandle): void {
    this.#side = candle.close >= first.close ? 1n : -1n;
    this.#stop = scaled(this.#side === 1n ? first.low : first.high);
    this.#extreme = scaled(this.#side === 1n ? candle.high : candle.low);
    this.#part = this.#step.coefficient;
  }

  #move(candle: SignalCandle, before: SignalCandle): void {
    const way = divide(this.#part * (this.#extreme - this.#stop), powerOfTen(this.#step.scale), 'halfUp');
    const stop = this.#behind(this.#stop + way, [before, this.#earlier ?? before]);
    const [far, near] = this.#side === 1n ? [candle.high, candle.low] : [candle.low, candle.high];
    if (this.#side * (scaled(near) - stop) < 0n) {
      // the extreme of the trend that has ended is the stop of the new one
      this.#stop = this.#side * (scaled(far) - this.#extreme) > 0n ? scaled(far) : this.#extreme;
      this.#side = this.#side === 1n ? -1n : 1n;
      this.#extreme = scaled(near);
      this.#part = this.#step.coefficient;
      return;
    }
    this.#stop = stop;
    if (this.#side * (scaled(far) - this.#extreme) <= 0n) return;
    this.#extreme = scaled(far);
    const part = this.#part + this.#step.coefficient;
    this.#part = part < this.#most.coefficient ? part : this.#most.coefficient;
  }

  /** The stop never stands inside the two candles before. */
  #behind(stop: bigint, candles: readonly SignalCandle[]): bigint {
    let nearest = stop;
    for (const { high, low } of candles) {
      const bound = scaled(this.#side === 1n ? low : high);
      if (this.#side * (bound - nearest) < 0n) nearest = bound;
    }
    return nearest;
  }
}

function scaled(steps: number): bigint {
  return BigInt(steps) * ONE;
}
