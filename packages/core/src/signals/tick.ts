import type { Tick } from '../market/index.ts';
import type { CandleSeries } from './candle-series.ts';
import { settle } from './settle.ts';
import { type InstrumentSignals, noteUpdate, type SignalsState } from './state.ts';

/**
 * Folds one market update of time `at` (ms UTC). Only trades of instruments that somebody watches count; a trade that comes
 * late belongs to the candle of market time now.
 */
export function tickSignals(state: SignalsState, tick: Tick, at: number): void {
  if (at > state.clock) state.clock = at;
  if (tick.kind !== 'trade') return;
  const own = state.instruments.get(tick.instrument);
  if (own === undefined) return;
  const { clock } = state;
  for (const series of own.series.values()) {
    if (series.end <= clock) close(state, own, series);
    series.trade(clock, at, tick.price, tick.size);
    if (series.end < state.nextClose) state.nextClose = series.end;
  }
  for (const watch of own.qfl.price(tick.price)) noteUpdate(state, tick.instrument, watch);
}

/** Ends the candles whose time is over at market time `at` (ms UTC). */
export function continueSignals(state: SignalsState, at: number): void {
  if (at > state.clock) state.clock = at;
  if (state.nextClose > state.clock) return;
  state.nextClose = Number.POSITIVE_INFINITY;
  for (const own of state.instruments.values()) {
    for (const series of own.series.values()) {
      if (series.end <= state.clock) close(state, own, series);
      if (series.end < state.nextClose) state.nextClose = series.end;
    }
  }
}

/** When a candle ends next (ms UTC); Infinity when none is under construction. */
export function nextSignalsTime(state: SignalsState): number {
  return state.nextClose;
}

function close(state: SignalsState, own: InstrumentSignals, series: CandleSeries): void {
  settle(state, own, series.close(state.clock));
}
