import { QFL_TYPES, RATING_INTERVALS, RATING_TYPES, SIGNAL_TRIGGERS, type StartCondition } from '@outcry/core';
import { PRESET_NAMES } from './presets.ts';

/** An option of a strategy, and the field of the core's condition that it is. */
export interface StrategyOption {
  readonly field: string;
  /** Its value when it was not told; null: it must be. */
  readonly usual: string | null;
  /** The field holds a whole number. */
  readonly whole?: boolean;
  /** Values it may have, with what they are called; null: any number. */
  readonly choices: Readonly<Record<string, string>> | null;
}

/** A strategy of `strategy_list` (`threecommas.md` 8.3, 16). */
export interface StrategyForm {
  readonly title: string;
  readonly type: 'signal' | 'indicator';
  readonly kind: StartCondition['kind'];
  readonly options: Readonly<Record<string, StrategyOption>>;
  /** Fields of the condition that no option tells. */
  readonly fixed?: Readonly<Record<string, unknown>>;
}

const CANDLES = {
  '1m': '1 minute',
  '3m': '3 minutes',
  '5m': '5 minutes',
  '15m': '15 minutes',
  '30m': '30 minutes',
  '1h': '1 hour',
  '2h': '2 hours',
  '4h': '4 hours',
  '6h': '6 hours',
  '8h': '8 hours',
  '12h': '12 hours',
  '1d': '1 day',
  '1w': '1 week',
  '1M': '1 month',
} as const;

const CROSSINGS = ['crossing_above', 'crossing_below'] as const;

const choice = (field: string, values: readonly string[], usual: string | null = null): StrategyOption => ({
  field,
  usual,
  choices: Object.fromEntries(values.map((value) => [value, value])),
});
const decimal = (field: string, usual: string | null = null): StrategyOption => ({ field, usual, choices: null });
const whole = (field: string, usual: string): StrategyOption => ({ field, usual, whole: true, choices: null });

const TIME: StrategyOption = { field: 'interval', usual: null, choices: CANDLES };
const LEVEL = {
  time: TIME,
  points: decimal('points'),
  trigger_condition: choice('trigger', SIGNAL_TRIGGERS, 'less'),
};
const CROSSING = choice('trigger', CROSSINGS, 'crossing_above');

function indicator(
  title: string,
  kind: StartCondition['kind'],
  options: StrategyForm['options'],
  fixed?: StrategyForm['fixed'],
): StrategyForm {
  return { title, type: 'indicator', kind, options, ...(fixed === undefined ? {} : { fixed }) };
}

function signal(title: string, kind: StartCondition['kind'], options: StrategyForm['options'] = {}): StrategyForm {
  return { title, type: 'signal', kind, options };
}

function bands(title: string, deviations: string): StrategyForm {
  return indicator(title, 'bollinger', LEVEL, { period: 20, deviations });
}

/**
 * Every strategy by its name on the wire. Of several names for one condition the first is the one that it is answered with.
 * Signals that nobody sends here count as `manual`: they start nothing. `ta_preset` stands in `presets.ts`.
 */
export const STRATEGY_FORMS: Readonly<Record<string, StrategyForm>> = {
  manual: signal("Manually/API (Bot won't open new trades automatically)", 'manual'),
  nonstop: signal('Open new trade asap', 'nonstop'),
  tv_custom_signal: signal('Trading View custom signal', 'webhook'),
  cqs_telegram: signal('CQS Scalping', 'manual'),
  cqs_premium: signal('CQS Premium', 'manual'),
  qfl: signal('QFL', 'qfl', { type: choice('type', QFL_TYPES), percent: decimal('percent', '3') }),
  trading_view: indicator('Trading View', 'rating', {
    time: choice('interval', RATING_INTERVALS),
    type: choice('type', RATING_TYPES),
  }),
  rsi: indicator('RSI', 'rsi', { ...LEVEL, time_period: whole('period', '7') }),
  rsi14: indicator('RSI-14', 'rsi', LEVEL, { period: 14 }),
  ult: indicator('Ultimate Oscillator', 'ult', LEVEL),
  b_bands_percent: indicator('Bollinger Bands %B', 'bollinger', {
    ...LEVEL,
    time_period: whole('period', '20'),
    deviation: decimal('deviations', '2'),
  }),
  b_bands_percent1: bands('Bollinger Bands %B (20, 1)', '1'),
  b_bands_percent2: bands('Bollinger Bands %B (20, 2)', '2'),
  mfi: indicator('MFI', 'mfi', { ...LEVEL, time_period: whole('period', '14') }),
  cci: indicator('CCI', 'cci', { ...LEVEL, time_period: whole('period', '20') }),
  adx: indicator('ADX', 'adx', { ...LEVEL, time_period: whole('period', '14') }),
  stochastic: indicator('Stochastic', 'stochastic', {
    ...LEVEL,
    fast_k_period: whole('period', '14'),
    slow_k_period: whole('smooth', '3'),
    slow_d_period: whole('signal', '3'),
    line_trigger_condition: choice('cross', [...CROSSINGS, 'none'], 'none'),
  }),
  macd: indicator('MACD', 'macd', {
    time: TIME,
    fast_period: whole('fast', '12'),
    slow_period: whole('slow', '26'),
    signal_period: whole('signal', '9'),
    trigger_condition: CROSSING,
    line_trigger_condition: choice('line', ['less', 'greater', 'none'], 'none'),
  }),
  ma_cross: indicator('Moving averages', 'ma_cross', {
    time: TIME,
    indicator_type: choice('average', ['sma', 'ema'], 'sma'),
    time_period_first: whole('fast', '20'),
    time_period_second: whole('slow', '50'),
    trigger_condition: CROSSING,
  }),
  parabolic_sar: indicator('Parabolic SAR', 'sar', {
    time: TIME,
    acceleration_factor: decimal('step', '0.02'),
    af_maximum: decimal('most', '0.2'),
    trigger_condition: CROSSING,
  }),
  heikin_ashi: indicator('Heikin Ashi', 'heikin_ashi', {
    time: TIME,
    candles_count: whole('candles', '3'),
    direction: choice('direction', ['rising', 'falling'], 'rising'),
  }),
  ta_preset: indicator('TA Presets', 'manual', { time: TIME, type: choice('type', PRESET_NAMES) }),
};
