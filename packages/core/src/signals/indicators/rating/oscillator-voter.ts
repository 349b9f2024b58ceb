import type { SignalCandle } from '../../candle.ts';
import type { Indicator } from '../../indicator.ts';
import { ONE } from '../../indicator.ts';
import { Ema } from '../averages.ts';
import { Recent } from '../recent.ts';
import type { Vote, Voter } from './vote.ts';

/** What a rule looks at. */
export interface OscillatorView {
  /** The line `index` of the indicator after the newest candle, or `back` candles before. */
  line(index: number, back?: number): bigint;
  /** 1 while the close stands above its exponential average over 50 candles, -1 below; what is called the trend. */
  readonly trend: Vote;
}

/** How an oscillator votes. */
export interface OscillatorRule {
  /** Values before the newest one that the rule looks at. */
  readonly back: number;
  /** Whether the rule looks at the trend. */
  readonly asksTrend: boolean;
  readonly says: (view: OscillatorView) => Vote;
}

/** The candles of the average that gives the trend. */
const TREND_PERIOD = 50;

/** An indicator and the rule by which it votes. */
export class OscillatorVoter implements Voter, OscillatorView {
  readonly #indicator: Indicator;
  readonly #rule: OscillatorRule;
  readonly #lines: Recent<readonly bigint[]>;
  readonly #average: Ema | null;
  trend: Vote = 0;

  constructor(indicator: Indicator, rule: OscillatorRule) {
    this.#indicator = indicator;
    this.#rule = rule;
    this.#lines = new Recent(rule.back + 1);
    this.#average = rule.asksTrend ? new Ema(TREND_PERIOD) : null;
  }

  line(index: number, back = 0): bigint {
    return this.#lines.at(back)?.[index] as bigint;
  }

  next(candle: SignalCandle): Vote | undefined {
    this.#indicator.push(candle);
    const average = this.#average?.next(BigInt(candle.close) * ONE);
    const { lines } = this.#indicator;
    if (lines === undefined) return undefined;
    this.#lines.push(lines);
    if (!this.#lines.isFull) return undefined;
    if (this.#average !== null) {
      if (average === undefined) return undefined;
      const above = BigInt(candle.close) * ONE - average;
      this.trend = above > 0n ? 1 : above < 0n ? -1 : 0;
    }
    return this.#rule.says(this);
  }
}
