import type { SignalInterval } from './interval.ts';

/**
 * One start condition of a bot, in the core's own words: a question about the market of one instrument that is answered
 * with yes or no. Formulas and sources: docs/signals.md. Numbers are plain decimal text.
 */
export type SignalCondition =
  | QflCondition
  | RatingCondition
  | RsiCondition
  | UltimateCondition
  | BollingerCondition
  | PeriodCondition
  | StochasticCondition
  | MacdCondition
  | AverageCrossCondition
  | SarCondition
  | HeikinAshiCondition
  | VolumeCondition;

export const QFL_TYPES = ['original', 'day_trade', 'conservative', 'position'] as const;
export type QflType = (typeof QFL_TYPES)[number];

/** The last price stands `percent` below the newest base, the low at which the market has turned (above 0, below 100). */
export interface QflCondition {
  readonly kind: 'qfl';
  readonly type: QflType;
  readonly percent: string;
}

export const RATING_INTERVALS = ['1m', '5m', '15m', '1h', '4h', '1d', '1w', '1M', 'cumulative'] as const;
export type RatingInterval = (typeof RATING_INTERVALS)[number];

export const RATING_TYPES = ['buy_or_strong_buy', 'strong_buy', 'sell_or_strong_sell', 'strong_sell'] as const;
export type RatingType = (typeof RATING_TYPES)[number];

/** The technical rating of the newest candle; `cumulative`: those of 1m, 5m, 15m, 1h, 4h and 1d all say it. */
export interface RatingCondition {
  readonly kind: 'rating';
  readonly interval: RatingInterval;
  readonly type: RatingType;
}

/** How a value stands to its level at a candle's close; crossing: at the close before it did not stand so yet. */
export const SIGNAL_TRIGGERS = ['less', 'greater', 'crossing_above', 'crossing_below'] as const;
export type SignalTrigger = (typeof SIGNAL_TRIGGERS)[number];

/** What conditions on a value at the close of candles have in common. */
interface LevelCondition {
  readonly interval: SignalInterval;
  /** The level the value is compared with. */
  readonly points: string;
  readonly trigger: SignalTrigger;
}

/** Relative strength index with Wilder's smoothing, 0 to 100. */
export interface RsiCondition extends LevelCondition {
  readonly kind: 'rsi';
  /** Candles, 1 to 30. */
  readonly period: number;
}

/** Ultimate oscillator over 7, 14 and 28 candles, 0 to 100. */
export interface UltimateCondition extends LevelCondition {
  readonly kind: 'ult';
}

/** %B: where the close stands between the Bollinger bands, 0 at the lower and 1 at the upper one. */
export interface BollingerCondition extends LevelCondition {
  readonly kind: 'bollinger';
  /** Candles, 2 to 200. */
  readonly period: number;
  /** Standard deviations from the middle to a band, above 0 and at most 10. */
  readonly deviations: string;
}

/** Money flow index, commodity channel index, average directional index. */
export interface PeriodCondition extends LevelCondition {
  readonly kind: 'mfi' | 'cci' | 'adx';
  /** Candles, 2 to 100. */
  readonly period: number;
}

/** Slow stochastic: %K over `period` candles, averaged over `smooth`; %D is its average over `signal`. */
export interface StochasticCondition extends LevelCondition {
  readonly kind: 'stochastic';
  readonly period: number;
  readonly smooth: number;
  readonly signal: number;
  /** Besides: %K crosses %D. */
  readonly cross: CrossTrigger | null;
}

export type CrossTrigger = 'crossing_above' | 'crossing_below';

/** The MACD line crosses its signal line. */
export interface MacdCondition {
  readonly kind: 'macd';
  readonly interval: SignalInterval;
  readonly fast: number;
  readonly slow: number;
  readonly signal: number;
  readonly trigger: CrossTrigger;
  /** Besides: on which side of zero the MACD line is. */
  readonly line: 'less' | 'greater' | null;
}

/** A fast moving average of closes crosses a slow one. */
export interface AverageCrossCondition {
  readonly kind: 'ma_cross';
  readonly interval: SignalInterval;
  readonly average: 'sma' | 'ema';
  readonly fast: number;
  readonly slow: number;
  readonly trigger: CrossTrigger;
}

/** The price changes sides of the parabolic SAR. */
export interface SarCondition {
  readonly kind: 'sar';
  readonly interval: SignalInterval;
  /** By how much the part of the way grows, and up to which: above 0 and at most 1, `step` not above `most`. */
  readonly step: string;
  readonly most: string;
  readonly trigger: CrossTrigger;
}

/** So many Heikin-Ashi candles in a row, the newest included, rise or fall. */
export interface HeikinAshiCondition {
  readonly kind: 'heikin_ashi';
  readonly interval: SignalInterval;
  /** 1 to 10. */
  readonly candles: number;
  readonly direction: 'rising' | 'falling';
}

/** There is a figure of what was traded in the last hours; it holds as soon as there is one. For those who ask how much. */
export interface VolumeCondition {
  readonly kind: 'volume';
  /** 1 to 24, in candles of one hour: the newest closed one and those before it. */
  readonly hours: number;
}
