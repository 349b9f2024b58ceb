import type { Instrument } from '../instruments/index.ts';
import type { MarketState } from '../market/index.ts';
import { CandleSeries } from './candle-series.ts';
import { conditionKey } from './check-condition.ts';
import type { SignalCondition } from './condition.ts';
import { type PartSpec, partsOf } from './indicator-spec.ts';
import { QflWatches } from './qfl-watches.ts';
import { followBase } from './settle.ts';
import { SharedIndicator } from './shared-indicator.ts';
import type { SignalPart } from './signal-part.ts';
import type { InstrumentSignals, SignalsState, SignalsWorld, SignalWatch } from './state.ts';

/**
 * Has a condition followed for an instrument until `unwatchSignal` has been called as often. It has no value before the
 * history that it wants has been given (`beginSignalHistory`). The condition has been checked.
 */
export function watchSignal(world: SignalsWorld, instrument: Instrument, condition: SignalCondition): void {
  const { signals, market } = world;
  const key = conditionKey(condition);
  const own = signals.instruments.get(instrument.id) ?? watched(signals, market, instrument);
  const known = own.watches.get(key);
  if (known !== undefined) {
    known.count += 1;
    return;
  }
  const parts = partsOf(condition).map((spec) => joinSeries(signals, own, spec));
  const watch: SignalWatch = { key, condition, parts, count: 1, isUpdated: false };
  own.watches.set(key, watch);
  for (const { indicator } of parts) indicator.watches.add(watch);
  followBase(own, watch);
}

/** Takes one `watchSignal` back. What nobody watches any more costs nothing. */
export function unwatchSignal(state: SignalsState, instrument: number, condition: SignalCondition): void {
  const own = state.instruments.get(instrument);
  const watch = own?.watches.get(conditionKey(condition));
  if (own === undefined || watch === undefined) return;
  watch.count -= 1;
  if (watch.count > 0) return;
  own.watches.delete(watch.key);
  own.qfl.delete(watch);
  for (const part of watch.parts) leaveSeries(state, own, watch, part);
  if (own.watches.size === 0) state.instruments.delete(instrument);
}

function watched(state: SignalsState, market: MarketState, instrument: Instrument): InstrumentSignals {
  const own = { instrument, series: new Map(), watches: new Map(), qfl: new QflWatches() };
  const seen = market.markets[instrument.id];
  if (seen !== undefined && seen.lastAt > 0) own.qfl.begin(seen.last);
  state.instruments.set(instrument.id, own);
  return own;
}

function joinSeries(state: SignalsState, own: InstrumentSignals, spec: PartSpec): SignalPart {
  const { interval, key, bars, make, tests } = spec;
  const series = own.series.get(interval) ?? new CandleSeries(own.instrument, interval);
  own.series.set(interval, series);
  let indicator = series.indicators.get(key);
  if (indicator === undefined) {
    indicator = new SharedIndicator(key, bars, make());
    series.add(indicator);
    if (series.wantsHistory) state.wanted.add(series);
  }
  return { interval, indicator, tests };
}

function leaveSeries(state: SignalsState, own: InstrumentSignals, watch: SignalWatch, part: SignalPart): void {
  const { interval, indicator } = part;
  indicator.watches.delete(watch);
  const series = own.series.get(interval);
  if (series === undefined || indicator.watches.size > 0) return;
  series.delete(indicator);
  if (!series.wantsHistory) state.wanted.delete(series);
  if (series.indicators.size === 0) own.series.delete(interval);
}
