import { type Decimal, parseDecimal, toScaled } from '../numbers/index.ts';
import type { QflCondition, RsiCondition, SignalCondition, SignalTrigger } from './condition.ts';
import { type Indicator, VALUE_DIGITS } from './indicator.ts';
import { QflBase } from './indicators/qfl-base.ts';
import { Rsi } from './indicators/rsi.ts';
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

/** What a checked condition is put together from. */
export function partsOf(condition: SignalCondition): PartSpec[] {
  switch (condition.kind) {
    case 'qfl':
      return [qfl(condition)];
    case 'rsi':
      return [rsi(condition)];
    default:
      throw new RangeError(`no indicator of kind ${condition.kind}`);
  }
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

function levelTest(line: number, trigger: SignalTrigger, points: string): LevelTest {
  return { line, trigger, level: toScaled(parseDecimal(points) as Decimal, VALUE_DIGITS) as bigint };
}
