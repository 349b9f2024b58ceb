import {
  QFL_TYPES,
  RATING_INTERVALS,
  RATING_TYPES,
  SIGNAL_INTERVALS,
  SIGNAL_TRIGGERS,
  type StartCondition,
} from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { DecimalText, nullable, oneOf, strict } from './primitives.ts';

const KINDS = [
  'manual',
  'nonstop',
  'webhook',
  'qfl',
  'rating',
  'rsi',
  'ult',
  'bollinger',
  'mfi',
  'cci',
  'adx',
  'stochastic',
  'macd',
  'ma_cross',
  'sar',
  'heikin_ashi',
] as const satisfies readonly StartCondition['kind'][];

const Candles = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, description: 'candles' }));
const INTERVALS = [...new Set([...SIGNAL_INTERVALS, ...RATING_INTERVALS])];

/** What starts deals of a bot; each kind takes its own fields, which the core checks by name. */
export const StartConditionBody = strict({
  kind: oneOf(
    KINDS,
    '`nonstop`: always, on bots of one pair; `webhook`: a message from outside; others: closed candles',
  ),
  type: Type.Optional(oneOf([...QFL_TYPES, ...RATING_TYPES], 'of `qfl` and `rating`')),
  interval: Type.Optional(oneOf(INTERVALS)),
  percent: Type.Optional({ ...DecimalText, description: 'of `qfl`: so far below the base' }),
  points: Type.Optional({ ...DecimalText, description: 'the level that the value is compared with' }),
  trigger: Type.Optional(oneOf(SIGNAL_TRIGGERS)),
  period: Candles,
  deviations: Type.Optional({ ...DecimalText, description: 'of `bollinger`: standard deviations to a band' }),
  smooth: Candles,
  signal: Candles,
  cross: Type.Optional(nullable(oneOf(['crossing_above', 'crossing_below'], 'of `stochastic`: %K crosses %D'))),
  average: Type.Optional(oneOf(['sma', 'ema'])),
  fast: Candles,
  slow: Candles,
  line: Type.Optional(nullable(oneOf(['less', 'greater'], 'of `macd`: on which side of 0 its line is'))),
  step: Type.Optional({ ...DecimalText, description: 'of `sar`: by how much its part grows' }),
  most: Type.Optional({ ...DecimalText, description: 'of `sar`: and up to which' }),
  candles: Candles,
  direction: Type.Optional(oneOf(['rising', 'falling'], 'of `heikin_ashi`: so many candles in a row')),
});
export type StartConditionBody = Static<typeof StartConditionBody>;
