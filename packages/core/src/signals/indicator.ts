import type { SignalCandle } from './candle.ts';

/**
 * A figure that follows closed candles, one after the other. It keeps no more of them than its window and is the same on
 * every machine: whole numbers, every division rounded by name.
 */
export interface Indicator {
  /** Takes in the next closed candle. */
  push(candle: SignalCandle): void;
  /** The lines after the newest candle in units of 10^-VALUE_DIGITS; undefined while there are not enough candles. */
  readonly lines: readonly bigint[] | undefined;
}

/** Decimals of an indicator's value. */
export const VALUE_DIGITS = 18;

/** 1 as an indicator's value. */
export const ONE = 10n ** BigInt(VALUE_DIGITS);
