import type { Instrument } from '../instruments/index.ts';
import { applyTick, emptyMarket, type TradeTick } from '../market/index.ts';
import type { Price, Quantity } from '../numbers/index.ts';
import type { SignalCondition } from './condition.ts';
import { beginSignalHistory, giveSignalHistory } from './history.ts';
import { type Signal, signalOf, takeUpdatedSignals } from './queries.ts';
import { emptySignals, type SignalsWorld } from './state.ts';
import { continueSignals, tickSignals } from './tick.ts';
import { watchSignal } from './watch.ts';

/** Monday 2026-11-16, midnight UTC. */
export const MONDAY = Date.UTC(2026, 10, 16);
export const HOUR = 3_600_000;

export const INSTRUMENT = { id: 1, dayOffset: 10_800_000, lowestPrice: 1, highestPrice: 1_000_000_000 } as Instrument;

/** Signals of one instrument in a test's hands. */
export class SignalDesk {
  readonly world: SignalsWorld = { signals: emptySignals(), market: emptyMarket() };

  trade(at: number, price: number, size = 1): void {
    const tick: TradeTick = { kind: 'trade', instrument: 1, price: price as Price, size: size as Quantity };
    applyTick(this.world.market, INSTRUMENT, tick, at);
    tickSignals(this.world.signals, tick, at);
  }

  advance(at: number): void {
    continueSignals(this.world.signals, at);
  }

  /** Watches a condition; its history is still to be given. */
  want(condition: SignalCondition): void {
    watchSignal(this.world, INSTRUMENT, condition);
  }

  /** Watches a condition that has no history. */
  watch(condition: SignalCondition): void {
    this.want(condition);
    for (const { instrument, interval } of beginSignalHistory(this.world.signals, 0)) {
      giveSignalHistory(this.world.signals, instrument, interval, []);
    }
  }

  of(condition: SignalCondition): Signal | undefined {
    return signalOf(this.world.signals, 1, condition);
  }

  /** Keys of signals with a new value since the last call. */
  updated(): string[] {
    return takeUpdatedSignals(this.world.signals).map(({ key }) => key);
  }
}
