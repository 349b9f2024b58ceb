import type { Cents, FinePrice } from './units.ts';

/** The aggregated order of a group for one stream and instrument. Volumes are quantity steps. */
export interface FillRequest {
  readonly id: number;
  readonly group: number;
  readonly stream: number;
  readonly instrument: number;
  readonly at: number;
  /** Magnitudes of what its accounts buy and sell at liquidity; the difference is ordered. */
  long: number;
  short: number;
  /** Whether some of them take back what stands at liquidity. */
  closes: boolean;
  /** Ordered so far, filled, and refused: magnitudes. */
  sent: number;
  filled: number;
  rejected: number;
  /** Σ quantity × price in price steps. */
  value: number;
  lastFillAt: number;
  processedAt: number;
  /** Known once it is processed: what buyers and sellers pay. 0: nothing can be traded. */
  buyPrice: FinePrice;
  sellPrice: FinePrice;
  /** Cents of one quantity step for a fine price of 1, as a fraction. */
  cents: readonly [numerator: number, denominator: number];
  /** Magnitude that the side of the order shares, and how left-over steps of a shortfall are given; null: there is none. */
  shared: number;
  shortfall: Shortfall | null;
}

/**
 * Left-over steps go to the largest cut remainders, then to the larger equity, then to the smaller account
 * (`ramm-rules.md` 5.5). The order named here is the last that gets one; the one behind it gets what is less than its step.
 */
export interface Shortfall {
  /** Account 0: no order gets a step. */
  readonly remainder: number;
  readonly equity: Cents;
  readonly account: number;
  readonly position: number;
  /** Account 0: nothing is left. */
  readonly restPosition: number;
  readonly restAccount: number;
  readonly rest: number;
}

/** Magnitude that a request orders; 0 when its accounts buy and sell alike. */
export function ordered({ long, short }: FillRequest): number {
  return Math.abs(long - short);
}

/**
 * Whether its accounts buy and sell alike, so that nothing reaches liquidity: all of it is B-book. Where some close what stands
 * at liquidity, others take that over.
 */
export function isInside(request: FillRequest): boolean {
  return ordered(request) === 0 && !request.closes;
}

/** Whether an order of this sign is on the side that the request is ordered for. */
export function isOnOrderedSide({ long, short }: FillRequest, delta: number): boolean {
  return long > short ? delta > 0 : long < short && delta < 0;
}

/** What all orders of the ordered side want from liquidity. */
export function wantedOf({ long, short }: FillRequest): number {
  return Math.max(long, short);
}
