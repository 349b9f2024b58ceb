import { qflThreshold } from './qfl-threshold.ts';
import type { SharedIndicator } from './shared-indicator.ts';
import { type InstrumentSignals, noteUpdate, type SignalsState, type SignalWatch } from './state.ts';

/** Indicators have taken in candles: conditions with a new value are noted. */
export function settle(state: SignalsState, own: InstrumentSignals, indicators: readonly SharedIndicator[]): void {
  for (const { watches, current } of indicators) {
    if (current === undefined) continue;
    for (const watch of watches) {
      if (watch.condition.kind !== 'qfl' || followBase(own, watch)) noteUpdate(state, own.instrument.id, watch);
    }
  }
}

/** Has a QFL condition follow the newest base. Whether it is met at another base than before. */
export function followBase(own: InstrumentSignals, watch: SignalWatch): boolean {
  const { condition, parts } = watch;
  const [base, time] = parts[0]?.indicator.current ?? [];
  if (condition.kind !== 'qfl' || base === undefined) return false;
  return own.qfl.setBase(watch, Number(time), qflThreshold(condition, base)) && own.qfl.isMet(watch);
}
