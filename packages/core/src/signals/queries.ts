import { conditionKey } from './check-condition.ts';
import type { SignalCondition } from './condition.ts';
import { partMet } from './signal-part.ts';
import type { SignalsState, SignalWatch, UpdatedSignal } from './state.ts';

/** The answer to a condition. */
export interface Signal {
  readonly met: boolean;
  /**
   * Market time (ms UTC) that names the value: the end of the candle it was computed from, of QFL the opening time of the
   * base's candle. Whoever has acted on a stamp must not act on it again.
   */
  readonly stamp: number;
}

/** What a watched condition says now; undefined while there is not enough history, or when nobody watches it. */
export function signalOf(state: SignalsState, instrument: number, condition: SignalCondition): Signal | undefined {
  const own = state.instruments.get(instrument);
  const watch = own?.watches.get(conditionKey(condition));
  if (own === undefined || watch === undefined) return undefined;
  if (condition.kind !== 'qfl') return ofCandles(watch);
  const base = watch.parts[0]?.indicator.current;
  return base === undefined ? undefined : { met: own.qfl.isMet(watch), stamp: Number(base[1]) };
}

/** The figure behind a watched condition on one indicator; undefined while there is none, or when nobody watches it. */
export function signalValue(state: SignalsState, instrument: number, condition: SignalCondition): bigint | undefined {
  const watch = state.instruments.get(instrument)?.watches.get(conditionKey(condition));
  return watch?.parts[0]?.indicator.current?.[0];
}

/** All parts must hold; the newest of them names the value. */
function ofCandles({ parts }: SignalWatch): Signal | undefined {
  let met = true;
  let stamp = 0;
  for (const part of parts) {
    const holds = partMet(part);
    if (holds === undefined) return undefined;
    met = met && holds;
    stamp = Math.max(stamp, part.indicator.closedAt);
  }
  return { met, stamp };
}

/** The signals that have a new value since the last call, each once, in the order of their change. */
export function takeUpdatedSignals(state: SignalsState): readonly UpdatedSignal[] {
  if (state.updated.length === 0) return state.updated;
  const { updated } = state;
  state.updated = [];
  for (const { instrument, key } of updated) {
    const watch = state.instruments.get(instrument)?.watches.get(key);
    if (watch !== undefined) watch.isUpdated = false;
  }
  return updated;
}
