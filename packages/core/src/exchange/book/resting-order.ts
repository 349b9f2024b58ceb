/** 0 = bids (orders to buy), 1 = asks (orders to sell). */
export type BookSide = 0 | 1;
export const BID: BookSide = 0;
export const ASK: BookSide = 1;

/** What `bestPrice` says of an empty side. Not a number, so that every comparison with it is false. */
export const NO_PRICE = Number.NaN;

/** A limit order at rest, as snapshots carry it. */
export interface RestingOrder {
  /** Safe integer, not negative, one of a kind in its book. */
  readonly id: number;
  /** Below 2^32. */
  readonly account: number;
  readonly side: BookSide;
  /** In price steps, at most 2^50 either way; may be negative. */
  readonly price: number;
  /** What is left to trade, in quantity steps, 1 … 2^50. */
  readonly quantity: number;
  /** Size displayed by the outside market that stands before the order in the queue, in quantity steps. */
  readonly ahead: number;
}

/** A price level of a depth view: price, quantity of all its orders, number of orders. */
export type DepthLevel = readonly [price: number, quantity: number, count: number];

/** Told of each fill of a resting order: what it gave and what it has left (0: it is gone). */
export type OnFill = (id: number, account: number, price: number, fillQuantity: number, leftQuantity: number) => void;
