import { type OrdersState, openQuantity, orderById } from '../orders/index.ts';
import { bookOf, type ExchangeState, emptyExchange } from './state.ts';

export interface ExchangeSnapshot {
  /** Order ids of each book: bids best to worst, then asks, by time within a price. */
  readonly books: readonly (readonly [number, readonly number[]])[];
  readonly sandbox: readonly (readonly [number, readonly number[]])[];
  readonly deferred: readonly number[];
  readonly dayEnds: ExchangeState['dayEnds'];
  /** Orders that are answered later because of a fault; left out when there are none. */
  readonly held?: readonly (readonly [order: number, due: number, rejected: boolean])[];
}

/** Plain JSON of the module's durable state, in a stable order. */
export function snapshotExchange(state: ExchangeState): ExchangeSnapshot {
  const books: [number, number[]][] = [];
  state.books.forEach((book, instrument) => {
    if (book === undefined || book.size === 0) return;
    books.push([instrument, Array.from(book.entries(), (entry) => entry.id)]);
  });
  const sandbox = [...state.sandbox]
    .filter(([, orders]) => orders.size > 0)
    .sort(([a], [b]) => a - b)
    .map(([instrument, orders]) => [instrument, [...orders]] as [number, number[]]);
  return {
    books,
    sandbox,
    deferred: [...state.deferred],
    dayEnds: { ...state.dayEnds },
    ...(state.held.size > 0 ? { held: state.held.rows() } : {}),
  };
}

export function restoreExchange(snapshot: ExchangeSnapshot, orders: OrdersState): ExchangeState {
  const state: ExchangeState = {
    ...emptyExchange(),
    deferred: [...snapshot.deferred],
    dayEnds: { ...snapshot.dayEnds },
  };
  for (const [instrument, ids] of snapshot.books) {
    const book = bookOf(state, instrument);
    for (const id of ids) {
      const order = orderById(orders, id);
      book.insert(id, order.account, order.side, order.price, openQuantity(order), 0);
    }
    state.unplaced.add(instrument);
  }
  for (const [instrument, ids] of snapshot.sandbox) state.sandbox.set(instrument, new Set(ids));
  for (const [order, due, rejected] of snapshot.held ?? []) state.held.add(order, { due, rejected });
  return state;
}
