import { type Decimal, formatDecimal, parseDecimal, toScaled } from '../numbers/index.ts';
import type {
  AverageCrossCondition,
  BollingerCondition,
  HeikinAshiCondition,
  MacdCondition,
  PeriodCondition,
  QflCondition,
  RatingCondition,
  RatingType,
  RsiCondition,
  SarCondition,
  SignalCondition,
  SignalTrigger,
  StochasticCondition,
  UltimateCondition,
  VolumeCondition,
} from './condition.ts';
import { type Indicator, VALUE_DIGITS } from './indicator.ts';
import { Adx } from './indicators/adx.ts';
import { AverageGap } from './indicators/average-gap.ts';
import { Ema, Sma } from './indicators/averages.ts';
import { BollingerPercent } from './indicators/bollinger.ts';
import { Cci } from './indicators/cci.ts';
import { HeikinAshi } from './indicators/heikin-ashi.ts';
import { Macd } from './indicators/macd.ts';
import { MoneyFlow } from './indicators/mfi.ts';
import { ParabolicSar } from './indicators/parabolic-sar.ts';
import { QflBase } from './indicators/qfl-base.ts';
import { Rating } from './indicators/rating/rating.ts';
import { Rsi } from './indicators/rsi.ts';
import { Stochastic } from './indicators/stochastic.ts';
import { TradedVolume } from './indicators/traded-volume.ts';
import { Ultimate } from './indicators/ultimate.ts';
import type { SignalInterval } from './interval.ts';
import type { LevelTest } from './signal-part.ts';

/** An indicator that a condition asks about, before it is made. */
export interface PartSpec {
  readonly interval: SignalInterval;
  /** The same for equal computations. */
  readonly key: string;
  /** Candles of history it should begin with. */
  readonly bars: number;
  readonly make: () => Indicator;
  readonly tests: readonly LevelTest[];
}

/** Candle size of each QFL type (`dca-and-smarttrade-rules.md` B3). */
const QFL_INTERVALS = { original: '4h', day_trade: '1h', conservative: '1h', position: '1d' } as const;

/** Candles in which a base is looked for. */
const QFL_BARS = 250;

/** After so many periods less than a billionth of a smoothed average hangs on where history began. */
const SMOOTHED_PERIODS = 21;

/** The longest average of the rating looks at 200 candles and is smoothed over the rest. */
const RATING_BARS = 600;

/** After a few turns the stop does not depend any more on where history began. */
const SAR_BARS = 250;

/** What a Heikin-Ashi candle has of one so much earlier is halved with every candle between them. */
const HEIKIN_ASHI_BARS = 60;

/** What must agree for the cumulative rating (`dca-and-smarttrade-rules.md` B3). */
const CUMULATIVE = ['1m', '5m', '15m', '1h', '4h', '1d'] as const;

/** Grades are -2 (strong sell) to 2 (strong buy), in whole numbers. */
const RATING_TESTS: Readonly<Record<RatingType, LevelTest>> = {
  buy_or_strong_buy: { line: 0, trigger: 'greater', level: 0n },
  strong_buy: { line: 0, trigger: 'greater', level: 1n },
  sell_or_strong_sell: { line: 0, trigger: 'less', level: 0n },
  strong_sell: { line: 0, trigger: 'less', level: -1n },
};

/** What a checked condition is put together from. */
export function partsOf(condition: SignalCondition): PartSpec[] {
  switch (condition.kind) {
    case 'rating':
      return rating(condition);
    case 'qfl':
      return [qfl(condition)];
    case 'rsi':
      return [rsi(condition)];
    case 'ult':
      return [ultimate(condition)];
    case 'bollinger':
      return [bollinger(condition)];
    case 'stochastic':
      return [stochastic(condition)];
    case 'macd':
      return [macd(condition)];
    case 'ma_cross':
      return [averageCross(condition)];
    case 'sar':
      return [parabolicSar(condition)];
    case 'heikin_ashi':
      return [heikinAshi(condition)];
    case 'volume':
      return [tradedVolume(condition)];
    default:
      return [overPeriod(condition)];
  }
}

function rating({ interval, type }: RatingCondition): PartSpec[] {
  const intervals = interval === 'cumulative' ? CUMULATIVE : [interval];
  return intervals.map((one) => ({
    interval: one,
    key: 'rating',
    bars: RATING_BARS,
    make: () => new Rating(),
    tests: [RATING_TESTS[type]],
  }));
}

function qfl({ type }: QflCondition): PartSpec {
  return { interval: QFL_INTERVALS[type], key: 'qfl', bars: QFL_BARS, make: () => new QflBase(), tests: [] };
}

function rsi({ interval, period, points, trigger }: RsiCondition): PartSpec {
  return {
    interval,
    key: `rsi:${period}`,
    bars: SMOOTHED_PERIODS * period + 1,
    make: () => new Rsi(period),
    tests: [levelTest(0, trigger, points)],
  };
}

function ultimate({ interval, points, trigger }: UltimateCondition): PartSpec {
  // 28 true ranges, and one value more for crossings
  return { interval, key: 'ult', bars: 30, make: () => new Ultimate(), tests: [levelTest(0, trigger, points)] };
}

function bollinger({ interval, period, deviations, points, trigger }: BollingerCondition): PartSpec {
  const width = parseDecimal(deviations) as Decimal;
  return {
    interval,
    key: `bollinger:${period}:${formatDecimal(width)}`,
    bars: period + 1,
    make: () => new BollingerPercent(period, width),
    tests: [levelTest(0, trigger, points)],
  };
}

function overPeriod({ kind, interval, period, points, trigger }: PeriodCondition): PartSpec {
  const tests = [levelTest(0, trigger, points)];
  const key = `${kind}:${period}`;
  switch (kind) {
    case 'mfi':
      return { interval, key, bars: period + 2, make: () => new MoneyFlow(period), tests };
    case 'cci':
      return { interval, key, bars: period + 1, make: () => new Cci(period), tests };
    case 'adx':
      // smoothed twice; long periods get as much as history gives
      return { interval, key, bars: 2 * SMOOTHED_PERIODS * period, make: () => new Adx(period), tests };
  }
}

function stochastic(condition: StochasticCondition): PartSpec {
  const { interval, period, smooth, signal, points, trigger, cross } = condition;
  const tests = [levelTest(0, trigger, points)];
  if (cross !== null) tests.push({ line: 2, trigger: cross, level: 0n });
  return {
    interval,
    key: `stochastic:${period}:${smooth}:${signal}`,
    bars: period + smooth + signal,
    make: () => new Stochastic(period, smooth, signal),
    tests,
  };
}

function macd({ interval, fast, slow, signal, trigger, line }: MacdCondition): PartSpec {
  const tests: LevelTest[] = [{ line: 2, trigger, level: 0n }];
  if (line !== null) tests.push({ line: 0, trigger: line, level: 0n });
  return {
    interval,
    key: `macd:${fast}:${slow}:${signal}`,
    bars: emaBars(slow) + signal,
    make: () => new Macd(fast, slow, signal),
    tests,
  };
}

function averageCross({ interval, average, fast, slow, trigger }: AverageCrossCondition): PartSpec {
  const Kind = average === 'sma' ? Sma : Ema;
  return {
    interval,
    key: `${average}:${fast}:${slow}`,
    bars: average === 'sma' ? slow + 1 : emaBars(slow),
    make: () => new AverageGap(new Kind(fast), new Kind(slow)),
    tests: [{ line: 0, trigger, level: 0n }],
  };
}

function parabolicSar({ interval, step, most, trigger }: SarCondition): PartSpec {
  const [first, last] = [parseDecimal(step) as Decimal, parseDecimal(most) as Decimal];
  return {
    interval,
    key: `sar:${formatDecimal(first)}:${formatDecimal(last)}`,
    bars: SAR_BARS,
    make: () => new ParabolicSar(first, last),
    tests: [{ line: 0, trigger, level: 0n }],
  };
}

function heikinAshi({ interval, candles, direction }: HeikinAshiCondition): PartSpec {
  const test: LevelTest =
    direction === 'rising'
      ? { line: 0, trigger: 'greater', level: BigInt(candles - 1) }
      : { line: 0, trigger: 'less', level: BigInt(1 - candles) };
  return { interval, key: 'heikin_ashi', bars: HEIKIN_ASHI_BARS, make: () => new HeikinAshi(), tests: [test] };
}

function tradedVolume({ hours }: VolumeCondition): PartSpec {
  return { interval: '1h', key: `volume:${hours}`, bars: hours, make: () => new TradedVolume(hours), tests: [] };
}

/** An exponential average moves about twice as fast as Wilder's of the same period. */
function emaBars(period: number): number {
  return Math.ceil((SMOOTHED_PERIODS * period) / 2) + period;
}

function levelTest(line: number, trigger: SignalTrigger, points: string): LevelTest {
  return { line, trigger, level: toScaled(parseDecimal(points) as Decimal, VALUE_DIGITS) as bigint };
}
