import type { SignalCandle } from '../../candle.ts';
import type { Indicator } from '../../indicator.ts';
import { movingAverages } from './moving-averages.ts';
import { oscillators } from './oscillators.ts';
import type { Voter } from './vote.ts';

/**
 * The technical rating as TradingView defines it publicly: 15 moving averages and 11 oscillators vote, and the rating is the
 * mean of the two groups' means. Line: 2 above 1/2 (strong buy), 1 above 1/10 (buy), -1 below -1/10 (sell), -2 below -1/2
 * (strong sell), else 0. It needs all oscillators; averages longer than the history do not vote yet.
 */
export class Rating implements Indicator {
  readonly #averages: readonly Voter[] = movingAverages();
  readonly #oscillators: readonly Voter[] = oscillators();
  lines: readonly bigint[] | undefined;

  push(candle: SignalCandle): void {
    const averages = poll(this.#averages, candle);
    const others = poll(this.#oscillators, candle);
    if (averages.voters === 0 || others.voters < this.#oscillators.length) return;
    // the mean of two means as a fraction: no division, no rounding
    const sum = averages.sum * others.voters + others.sum * averages.voters;
    const whole = 2 * averages.voters * others.voters;
    this.lines = [gradeOf(sum, whole)];
  }
}

function poll(voters: readonly Voter[], candle: SignalCandle): { sum: number; voters: number } {
  let [sum, count] = [0, 0];
  for (const voter of voters) {
    const vote = voter.next(candle);
    if (vote === undefined) continue;
    sum += vote;
    count += 1;
  }
  return { sum, voters: count };
}

function gradeOf(sum: number, whole: number): bigint {
  const size = Math.abs(sum);
  const grade = 2 * size > whole ? 2 : 10 * size > whole ? 1 : 0;
  return BigInt(grade * Math.sign(sum));
}
