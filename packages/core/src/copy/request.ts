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
  /** What the larger side shares, and its last account that gets one more step. */
  shared: number;
  last: ShareMark | null;
  commission: Cents;
}

/** Order in which left-over steps are given: larger remainder, then larger equity, then smaller account. */
export interface ShareMark {
  readonly remainder: string;
  readonly equity: Cents;
  readonly account: number;
  /** What is less than a step and goes to this account. */
  readonly rest: number;
}
