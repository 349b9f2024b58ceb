import type { Calendar } from '../instruments/index.ts';
import type { OrdersWorld } from '../orders/index.ts';
import { OrderBook } from './book/book.ts';
import { HeldOrders } from './held-orders.ts';

export interface ExchangeState {
  /** Resting orders of accounts with the fill policy `book`, by instrument id. */
  readonly books: (OrderBook | undefined)[];
  /** Resting orders of sandbox accounts, which stand outside the book, by instrument id. */
  readonly sandbox: Map<number, Set<number>>;
  /** Orders whose matching goes on in the next turn, oldest first. */
  readonly deferred: number[];
  /** Orders that the venue answers later because of a fault of their account. */
  readonly held: HeldOrders;
  /** When the current trading day of each calendar ends (ms UTC); 0 before the first one. */
  readonly dayEnds: Record<Calendar, number>;
  /** Instruments whose restored orders have not yet seen a displayed book: their place in the queue is set by the first. */
  readonly unplaced: Set<number>;
}

export interface ExchangeWorld extends OrdersWorld {
  readonly exchange: ExchangeState;
}

export function emptyExchange(): ExchangeState {
  return {
    books: [],
    sandbox: new Map(),
    deferred: [],
    held: new HeldOrders(),
    dayEnds: { moscow: 0, utc: 0 },
    unplaced: new Set(),
  };
}

/** The book of users' orders of an instrument, made on first use. */
export function bookOf(state: ExchangeState, instrument: number): OrderBook {
  let book = state.books[instrument];
  if (book === undefined) {
    book = new OrderBook();
    state.books[instrument] = book;
  }
  return book;
}
