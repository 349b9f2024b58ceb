import type { InstrumentMarket } from '../market/index.ts';
import type { Condition, PriceKind } from './condition.ts';
import type { StopsState } from './state.ts';

/** A condition as one sees it now. */
export interface StopView {
  readonly condition: Condition;
  /** The price at which it fires, and of a trailing one the best price it has followed, with the newest prices in both. */
  readonly level: number;
  readonly mark: number | undefined;
}

/** An armed condition, or undefined when it has fired, was cancelled or never was. */
export function stopById(state: StopsState, id: number): StopView | undefined {
  const condition = state.index.entry(id);
  const level = state.index.levelOf(id);
  if (condition === undefined || level === undefined) return undefined;
  return { condition, level, mark: state.index.markOf(id) };
}

/** Whether a condition is armed, or fired and still to be acted on. */
export function isStopOpen(state: StopsState, id: number): boolean {
  return state.index.has(id) || state.due.has(id);
}

/** The price that conditions of a kind watch, as the feed gives it; undefined when there is none. */
export function watchedPrice(market: InstrumentMarket | undefined, kind: PriceKind): number | undefined {
  if (market === undefined) return undefined;
  if (kind === 'last') return market.lastAt > 0 ? market.last : undefined;
  return kind === 'bid' ? market.bids.prices[0] : market.asks.prices[0];
}
