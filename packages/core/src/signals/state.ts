import type { Instrument } from '../instruments/index.ts';
import type { MarketState } from '../market/index.ts';
import type { CandleSeries } from './candle-series.ts';
import type { SignalCondition } from './condition.ts';
import type { SignalInterval } from './interval.ts';
import type { QflWatches } from './qfl-watches.ts';
import type { SignalPart } from './signal-part.ts';

/** A condition that somebody watches. */
export interface SignalWatch {
  readonly key: string;
  readonly condition: SignalCondition;
  /** What it is put together from; all must hold. */
  readonly parts: readonly SignalPart[];
  /** How many watch it. */
  count: number;
  /** Stands in `updated`. */
  isUpdated: boolean;
}

/** A signal has a new value. */
export interface UpdatedSignal {
  readonly instrument: number;
  /** The condition, by `conditionKey`. */
  readonly key: string;
}

/** What is watched of one instrument. */
export interface InstrumentSignals {
  readonly instrument: Instrument;
  readonly series: Map<SignalInterval, CandleSeries>;
  /** By `conditionKey`. */
  readonly watches: Map<string, SignalWatch>;
  readonly qfl: QflWatches;
}

/** Market state: changed by ticks and time, outside digest and snapshot, filled from history after a start. */
export interface SignalsState {
  /** Newest market time seen (ms UTC). */
  clock: number;
  /** By instrument id; only those that somebody watches. */
  readonly instruments: Map<number, InstrumentSignals>;
  /** Series whose new indicators want history. */
  readonly wanted: Set<CandleSeries>;
  /** Signals with a new value since `takeUpdatedSignals`, each once, in the order of their change. */
  updated: UpdatedSignal[];
  /** No candle under construction ends earlier (ms UTC); Infinity when there is none. */
  nextClose: number;
}

export interface SignalsWorld {
  readonly signals: SignalsState;
  readonly market: MarketState;
}

export function emptySignals(): SignalsState {
  return { clock: 0, instruments: new Map(), wanted: new Set(), updated: [], nextClose: Number.POSITIVE_INFINITY };
}

/** Notes that a signal has a new value. */
export function noteUpdate(state: SignalsState, instrument: number, watch: SignalWatch): void {
  if (watch.isUpdated) return;
  watch.isUpdated = true;
  state.updated.push({ instrument, key: watch.key });
}
