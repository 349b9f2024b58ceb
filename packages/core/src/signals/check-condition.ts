import { type Decimal, decimals, formatDecimal, parseDecimal } from '../numbers/index.ts';
import { QFL_TYPES, RATING_INTERVALS, RATING_TYPES, SIGNAL_TRIGGERS, type SignalCondition } from './condition.ts';
import { SIGNAL_INTERVALS } from './interval.ts';

/** What is wrong with one field of a condition. */
export interface ConditionFault {
  readonly field: string;
  readonly detail: string;
}

/** A rule for one field: what is wrong with the value, or null. */
type FieldRule = (value: unknown) => string | null;

/** Decimals of a level, a percentage or a number of deviations. */
const MAX_DECIMALS = 8;

const interval = oneOf(SIGNAL_INTERVALS);
const points = decimalBetween('-1000000', '1000000');
const trigger = oneOf(SIGNAL_TRIGGERS);
const cross = oneOf(['crossing_above', 'crossing_below']);
const level = { interval, points, trigger };
const period = wholeBetween(2, 100);
const shortWindow = wholeBetween(1, 100);
const part = decimalBetween('0.00000001', '1');
const average = wholeBetween(1, 200);

const FORMS: Readonly<Record<SignalCondition['kind'], Readonly<Record<string, FieldRule>>>> = {
  qfl: { type: oneOf(QFL_TYPES), percent: percentBelow },
  rating: { interval: oneOf(RATING_INTERVALS), type: oneOf(RATING_TYPES) },
  rsi: { ...level, period: wholeBetween(1, 30) },
  ult: level,
  bollinger: { ...level, period: wholeBetween(2, 200), deviations: decimalBetween('0.00000001', '10') },
  mfi: { ...level, period },
  cci: { ...level, period },
  adx: { ...level, period },
  stochastic: { ...level, period, smooth: shortWindow, signal: shortWindow, cross: orNull(cross) },
  macd: {
    interval,
    fast: average,
    slow: average,
    signal: average,
    trigger: cross,
    line: orNull(oneOf(['less', 'greater'])),
  },
  sar: { interval, step: part, most: part, trigger: cross },
  heikin_ashi: { interval, candles: wholeBetween(1, 10), direction: oneOf(['rising', 'falling']) },
  volume: { hours: wholeBetween(1, 24) },
  ma_cross: { interval, average: oneOf(['sma', 'ema']), fast: average, slow: average, trigger: cross },
};

/** The first field that is wrong with a start condition, or null. What is not an object of a known kind is wrong in `kind`. */
export function checkSignalCondition(condition: unknown): ConditionFault | null {
  const given = typeof condition === 'object' && condition !== null ? (condition as Record<string, unknown>) : {};
  const wrong = oneOf(Object.keys(FORMS))(given.kind);
  if (wrong !== null) return { field: 'kind', detail: wrong };
  const { kind } = given as unknown as SignalCondition;
  for (const [field, rule] of Object.entries(FORMS[kind])) {
    const detail = rule(given[field]);
    if (detail !== null) return { field, detail };
  }
  if (kind === 'qfl' && given.type === 'conservative' && atLeast(given.percent as string, '98')) {
    return { field: 'percent', detail: 'must be below 98 for conservative, which adds 2' };
  }
  if ((kind === 'macd' || kind === 'ma_cross') && (given.fast as number) >= (given.slow as number)) {
    return { field: 'fast', detail: 'must be below slow' };
  }
  if (kind === 'sar' && !atLeast(given.most as string, given.step as string)) {
    return { field: 'most', detail: 'must not be below step' };
  }
  return null;
}

/** One text for all conditions that ask the same. The condition has been checked. */
export function conditionKey(condition: SignalCondition): string {
  const given = condition as unknown as Readonly<Record<string, unknown>>;
  const fields = Object.keys(FORMS[condition.kind]).map((field) => textOf(field, given[field]));
  return [condition.kind, ...fields].join(':');
}

function textOf(field: string, value: unknown): string {
  return DECIMALS.has(field) ? formatDecimal(parseDecimal(value as string) as Decimal) : String(value);
}

/** Fields that are decimal text, which can be written in several ways. */
const DECIMALS: ReadonlySet<string> = new Set(['points', 'percent', 'deviations', 'step', 'most']);

function oneOf(values: readonly string[]): FieldRule {
  return (value) =>
    typeof value === 'string' && values.includes(value) ? null : `must be one of ${values.join(', ')}`;
}

function orNull(rule: FieldRule): FieldRule {
  return (value) => (value === null ? null : rule(value));
}

function wholeBetween(least: number, most: number): FieldRule {
  return (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? null
      : `must be a whole number from ${least} to ${most}`;
}

function decimalBetween(least: string, most: string): FieldRule {
  return (value) => (isShort(value) && atLeast(value, least) && atLeast(most, value) ? null : range(least, most));
}

function percentBelow(value: unknown): string | null {
  return isShort(value) && !atLeast('0', value) && !atLeast(value, '100')
    ? null
    : `must be decimal text above 0 and below 100 with at most ${MAX_DECIMALS} decimals`;
}

function range(least: string, most: string): string {
  return `must be decimal text from ${least} to ${most} with at most ${MAX_DECIMALS} decimals`;
}

function isShort(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  const number = parseDecimal(value);
  return number !== null && (formatDecimal(number).split('.')[1] ?? '').length <= MAX_DECIMALS;
}

function atLeast(a: string, b: string): boolean {
  return decimals.compare(parseDecimal(a) as Decimal, parseDecimal(b) as Decimal) >= 0;
}
