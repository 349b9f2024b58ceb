import type { PriceKind } from './condition.ts';
import { StopIndex } from './stop-index.ts';

/** The price that fired conditions. */
export interface FiringPrice {
  readonly instrument: number;
  readonly kind: PriceKind;
  readonly price: number;
}

export interface StopsState {
  readonly index: StopIndex;
  /** Conditions that a price has fired and whose owners act in one of the next turns, in the order of firing, by id. */
  readonly due: Map<number, FiringPrice>;
  /** Market state: when marks that have moved are told at the latest (ms UTC); Infinity when none has. */
  tellAt: number;
}

export interface StopsWorld {
  readonly stops: StopsState;
}

export function emptyStops(): StopsState {
  return { index: new StopIndex(), due: new Map(), tellAt: Number.POSITIVE_INFINITY };
}

export function isSameCause(a: FiringPrice, b: FiringPrice): boolean {
  return a.instrument === b.instrument && a.kind === b.kind && a.price === b.price;
}
