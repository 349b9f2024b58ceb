import type { SignalCandle } from '../../candle.ts';

/** What one indicator says: 1 buy, -1 sell, 0 neither. */
export type Vote = -1 | 0 | 1;

/** One indicator of the technical rating. */
export interface Voter {
  /** Takes in the next closed candle; undefined while there are not enough candles to say anything. */
  next(candle: SignalCandle): Vote | undefined;
}

/** The vote of two conditions that exclude each other. */
export function vote(buy: boolean, sell: boolean): Vote {
  return buy ? 1 : sell ? -1 : 0;
}
