import type { BotSettings } from 'outcry/native-api';
import { compare, decimal, typedDecimal } from '../decimal.ts';
import { typedText } from '../words/numbers.ts';

export type StartCondition = BotSettings['start'][number];
export type ConditionKind = StartCondition['kind'];

/** What starts deals, as a person chooses it: one of these ways, with values of candles where they belong. */
export const START_WAYS = ['manual', 'nonstop', 'signals', 'webhook'] as const;
export type StartWay = (typeof START_WAYS)[number];

/** Conditions on values of closed candles. */
export const CANDLE_KINDS = [
  'rsi',
  'rating',
  'qfl',
  'bollinger',
  'macd',
  'ma_cross',
  'stochastic',
  'mfi',
  'cci',
  'ult',
  'adx',
  'sar',
  'heikin_ashi',
] as const satisfies readonly ConditionKind[];
export type CandleKind = (typeof CANDLE_KINDS)[number];

const INTERVALS = '1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 1w 1M'.split(' ');
const RATING_INTERVALS = '1m 5m 15m 1h 4h 1d 1w 1M cumulative'.split(' ');
const TRIGGERS = ['less', 'greater', 'crossing_below', 'crossing_above'];
const CROSSINGS = ['crossing_above', 'crossing_below'];
/** A choice that may stay open. */
const NONE = '';

/** A field of a condition: one of some words, or a number within bounds. */
export type ConditionField =
  | { readonly name: FieldName; readonly choices: readonly string[]; readonly first: string }
  | {
      readonly name: FieldName;
      readonly least: string;
      readonly most: string;
      readonly whole: boolean;
      readonly first: string;
    };
export type FieldName = Exclude<keyof StartCondition, 'kind'>;

const choice = (name: FieldName, choices: readonly string[], first: string): ConditionField => ({
  name,
  choices,
  first,
});
const candles = (name: FieldName, most: string, first: string, least = '1'): ConditionField => ({
  name,
  least,
  most,
  whole: true,
  first,
});
const number = (name: FieldName, least: string, most: string, first: string): ConditionField => ({
  name,
  least,
  most,
  whole: false,
  first,
});
const interval = (first: string): ConditionField => choice('interval', INTERVALS, first);
const level = (trigger: string, points: string): readonly ConditionField[] => [
  choice('trigger', TRIGGERS, trigger),
  number('points', '-1000000', '1000000', points),
];

/** The fields of each kind in the order in which they are read. */
export const CONDITION_FIELDS: Readonly<Record<CandleKind, readonly ConditionField[]>> = {
  rsi: [interval('15m'), candles('period', '30', '7'), ...level('less', '30')],
  rating: [
    choice('interval', RATING_INTERVALS, '15m'),
    choice('type', ['buy_or_strong_buy', 'strong_buy', 'sell_or_strong_sell', 'strong_sell'], 'strong_buy'),
  ],
  qfl: [
    choice('type', ['original', 'day_trade', 'conservative', 'position'], 'original'),
    number('percent', '0.00000001', '99.99999999', '3'),
  ],
  bollinger: [
    interval('15m'),
    candles('period', '200', '20', '2'),
    number('deviations', '0.00000001', '10', '2'),
    ...level('less', '0'),
  ],
  macd: [
    interval('1h'),
    candles('fast', '200', '12'),
    candles('slow', '200', '26'),
    candles('signal', '200', '9'),
    choice('trigger', CROSSINGS, 'crossing_above'),
    choice('line', [NONE, 'less', 'greater'], NONE),
  ],
  ma_cross: [
    interval('1h'),
    choice('average', ['sma', 'ema'], 'ema'),
    candles('fast', '200', '9'),
    candles('slow', '200', '21'),
    choice('trigger', CROSSINGS, 'crossing_above'),
  ],
  stochastic: [
    interval('15m'),
    candles('period', '100', '14', '2'),
    candles('smooth', '100', '3'),
    candles('signal', '100', '3'),
    ...level('less', '20'),
    choice('cross', [NONE, ...CROSSINGS], NONE),
  ],
  mfi: [interval('15m'), candles('period', '100', '14', '2'), ...level('less', '20')],
  cci: [interval('15m'), candles('period', '100', '20', '2'), ...level('less', '-100')],
  ult: [interval('15m'), ...level('less', '30')],
  adx: [interval('1h'), candles('period', '100', '14', '2'), ...level('greater', '25')],
  sar: [
    interval('1h'),
    number('step', '0.00000001', '1', '0.02'),
    number('most', '0.00000001', '1', '0.2'),
    choice('trigger', CROSSINGS, 'crossing_above'),
  ],
  heikin_ashi: [interval('1h'), candles('candles', '10', '3'), choice('direction', ['rising', 'falling'], 'rising')],
};

/** A condition as a person writes it: every field as text. */
export interface ConditionDraft {
  readonly kind: CandleKind;
  readonly values: Readonly<Partial<Record<FieldName, string>>>;
}

export function newCondition(kind: CandleKind): ConditionDraft {
  return { kind, values: Object.fromEntries(CONDITION_FIELDS[kind].map(({ name, first }) => [name, first])) };
}

export function isCandleKind(kind: ConditionKind): kind is CandleKind {
  return (CANDLE_KINDS as readonly string[]).includes(kind);
}

export function conditionDraft(condition: StartCondition): ConditionDraft | null {
  if (!isCandleKind(condition.kind)) return null;
  const fields = CONDITION_FIELDS[condition.kind];
  return {
    kind: condition.kind,
    values: Object.fromEntries(
      fields.map((field) => {
        const text = String(condition[field.name] ?? NONE);
        return [field.name, 'choices' in field ? text : typedText(text)];
      }),
    ),
  };
}

/** The condition of the API; its numbers have been checked. `read`: a number as it was typed in plain decimal text. */
export function conditionOf(draft: ConditionDraft, read: (text: string) => string): StartCondition {
  const entries = CONDITION_FIELDS[draft.kind].map((field) => {
    const text = draft.values[field.name] ?? NONE;
    if ('choices' in field) return [field.name, text === NONE ? null : text];
    return [field.name, field.whole ? Number(read(text)) : read(text)];
  });
  return { kind: draft.kind, ...Object.fromEntries(entries) };
}

/** The way in which deals of these settings start. */
export function startWay(start: readonly StartCondition[]): StartWay {
  const kinds = start.map(({ kind }) => kind);
  if (kinds.includes('webhook')) return 'webhook';
  if (kinds.includes('manual') || kinds.length === 0) return 'manual';
  return kinds.some(isCandleKind) ? 'signals' : 'nonstop';
}

/** Whether the fast average is shorter than the slow one, as it must be. */
export function isFastBelowSlow({ values }: ConditionDraft): boolean {
  const [fast, slow] = [values.fast, values.slow].map((text) => decimal(typedDecimal(text ?? '') ?? ''));
  return fast == null || slow == null || compare(fast, slow) < 0;
}
