import { divide } from '../../../numbers/index.ts';
import type { SignalCandle } from '../../candle.ts';
import { ONE } from '../../indicator.ts';
import { type Average, Ema, Sma, Wma } from '../averages.ts';
import { Extremes } from '../extremes.ts';
import { Recent } from '../recent.ts';
import { type Vote, type Voter, vote } from './vote.ts';

/** The fifteen moving averages of the technical rating: buy when the close stands above, sell when it stands below. */
export function movingAverages(): Voter[] {
  const periods = [10, 20, 30, 50, 100, 200];
  return [
    ...periods.map((period) => new AverageVoter(new Sma(period))),
    ...periods.map((period) => new AverageVoter(new Ema(period))),
    new AverageVoter(new Hull()),
    new VolumeWeighted(20),
    new Ichimoku(),
  ];
}

class AverageVoter implements Voter {
  readonly #average: Average;

  constructor(average: Average) {
    this.#average = average;
  }

  next({ close }: SignalCandle): Vote | undefined {
    const price = BigInt(close) * ONE;
    const average = this.#average.next(price);
    return average === undefined ? undefined : vote(average < price, average > price);
  }
}

/** Hull's moving average over 9 values: the weighted average over 3 of 2 × that over 4 minus that over 9. */
export class Hull implements Average {
  readonly #half = new Wma(4);
  readonly #whole = new Wma(9);
  readonly #smooth = new Wma(3);

  next(value: bigint): bigint | undefined {
    const half = this.#half.next(value);
    const whole = this.#whole.next(value);
    return half === undefined || whole === undefined ? undefined : this.#smooth.next(2n * half - whole);
  }
}

/** The mean close weighted by volume. */
class VolumeWeighted implements Voter {
  readonly #candles: Recent<SignalCandle>;
  #money = 0n;
  #volume = 0n;

  constructor(period: number) {
    this.#candles = new Recent(period);
  }

  next(candle: SignalCandle): Vote | undefined {
    const dropped = this.#candles.push(candle);
    this.#add(candle, 1n);
    if (dropped !== undefined) this.#add(dropped, -1n);
    if (!this.#candles.isFull) return undefined;
    const money = BigInt(candle.close) * this.#volume;
    return vote(this.#money < money, this.#money > money);
  }

  #add({ close, volume }: SignalCandle, sign: bigint): void {
    this.#money += sign * BigInt(close) * BigInt(volume);
    this.#volume += sign * BigInt(volume);
  }
}

/** Ichimoku cloud (9, 26, 52): close, conversion, base, leading span A and B stand in this order, or in the reverse one. */
class Ichimoku implements Voter {
  readonly #conversion = new Extremes(9);
  readonly #base = new Extremes(26);
  readonly #leading = new Extremes(52);

  next({ high, low, close }: SignalCandle): Vote | undefined {
    for (const extremes of [this.#conversion, this.#base, this.#leading]) extremes.push(high, low);
    if (!this.#leading.isFull) return undefined;
    const conversion = middle(this.#conversion);
    const base = middle(this.#base);
    const lines = [
      BigInt(close) * ONE,
      conversion,
      base,
      divide(conversion + base, 2n, 'halfUp'),
      middle(this.#leading),
    ];
    return vote(
      areInOrder(lines, (upper, lower) => upper > lower),
      areInOrder(lines, (upper, lower) => upper < lower),
    );
  }
}

/** Halfway between highest and lowest; ONE is even, so nothing is rounded. */
function middle({ highest, lowest }: Extremes): bigint {
  return (BigInt(highest + lowest) * ONE) / 2n;
}

function areInOrder(lines: readonly bigint[], isInOrder: (a: bigint, b: bigint) => boolean): boolean {
  return lines.every((line, i) => i === 0 || isInOrder(lines[i - 1] as bigint, line));
}
