import type { SignalCandle } from './candle.ts';
import type { SignalInterval } from './interval.ts';
import { settle } from './settle.ts';
import type { SignalsState } from './state.ts';

/** Closed candles that indicators want before they have a value. */
export interface SignalHistory {
  readonly instrument: number;
  readonly interval: SignalInterval;
  /** How many closed candles; fewer when there are not as many. */
  readonly bars: number;
}

/** Most candles taken as history of one series; the oldest beyond are left out. */
export const MAX_SIGNAL_BARS = 1_000;

/** Whether somebody wants history. */
export function wantsSignalHistory(state: SignalsState): boolean {
  return state.wanted.size > 0;
}

/**
 * What history is wanted, each once, `most` at a time. From this moment on trades are collected to be joined to it, so it must reach up to
 * this very moment, the candle under construction included. `since`: trades before this moment (ms UTC) are in the history
 * already, should the feed tell them again.
 */
export function beginSignalHistory(
  state: SignalsState,
  since: number,
  most = Number.POSITIVE_INFINITY,
): SignalHistory[] {
  const requests: SignalHistory[] = [];
  for (const series of state.wanted) {
    if (requests.length >= most) break;
    state.wanted.delete(series);
    const bars = Math.min(MAX_SIGNAL_BARS, series.beginHistory(since));
    requests.push({ instrument: series.instrument.id, interval: series.interval, bars });
  }
  return requests;
}

/**
 * Gives the history that `beginSignalHistory` asked for, oldest candle first; null when it cannot be had: then it is wanted
 * again. History that nobody has asked for is passed over. Throws RangeError unless every candle opens after the one
 * before.
 */
export function giveSignalHistory(
  state: SignalsState,
  instrument: number,
  interval: SignalInterval,
  candles: readonly SignalCandle[] | null,
): void {
  const own = state.instruments.get(instrument);
  const series = own?.series.get(interval);
  if (own === undefined || series === undefined) return;
  if (candles === null) series.refuseHistory();
  else {
    checkOrder(candles);
    settle(state, own, series.giveHistory(candles.slice(-MAX_SIGNAL_BARS), state.clock));
    if (series.end < state.nextClose) state.nextClose = series.end;
  }
  if (series.wantsHistory) state.wanted.add(series);
}

function checkOrder(candles: readonly SignalCandle[]): void {
  for (let i = 1; i < candles.length; i++) {
    const [before, candle] = [candles[i - 1] as SignalCandle, candles[i] as SignalCandle];
    if (candle.time <= before.time) throw new RangeError(`candle ${i} does not open after the one before`);
  }
}
