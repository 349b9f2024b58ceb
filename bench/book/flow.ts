import { OrderBook } from '../../packages/core/src/exchange/book/book.ts';
import type { BookSide } from '../../packages/core/src/exchange/book/resting-order.ts';

/** What a flow looks like. */
export interface FlowShape {
  readonly name: string;
  readonly seed: number;
  /** `steady`: `resting` orders rest before the measured operations, and about so many all the time.
   * `growing`: the book is empty before them, and they end when so many rest. */
  readonly kind: 'steady' | 'growing';
  readonly resting: number;
  /** Most measured operations. */
  readonly operations: number;
  /** Mean distance of a passive order from the middle, in price steps. */
  readonly depth: number;
}

export const LIMIT = 0;
export const CANCEL = 1;

/** Operations in columns. A cancel has only an id, always of an order that still rests. */
export interface Flow {
  readonly shape: FlowShape;
  readonly kind: Uint8Array;
  readonly id: Float64Array;
  readonly side: Uint8Array;
  readonly price: Float64Array;
  readonly quantity: Float64Array;
  /** Operations that belong to the prefill, and all of them. */
  readonly start: number;
  readonly end: number;
}

const MIDDLE = 1_000_000;
/** One limit order in so many crosses the spread. */
const CROSSING = 12;

/**
 * Makes a flow that depends on the seed alone: limit orders at exponentially distributed distances from a slowly wandering
 * middle, cancels of orders chosen evenly among those at rest, and limit orders that cross. A book runs along to know
 * which orders rest.
 */
export function makeFlow(shape: FlowShape): Flow {
  const random = seeded(shape.seed);
  const steady = shape.kind === 'steady';
  const room = (steady ? shape.resting * 2 : 0) + shape.operations;
  const flow = {
    kind: new Uint8Array(room),
    id: new Float64Array(room),
    side: new Uint8Array(room),
    price: new Float64Array(room),
    quantity: new Float64Array(room),
  };
  const book = new OrderBook();
  const resting: number[] = [];
  const account = 2_000_000_000;
  let middle = MIDDLE;
  let orders = 0;
  let end = 0;

  const limit = (crosses: boolean): void => {
    const side: BookSide = random() < 0.5 ? 0 : 1;
    const away = crosses ? -(1 + Math.floor(random() * 3)) : 1 + Math.floor(-Math.log(1 - random()) * shape.depth);
    const price = crosses
      ? bestOrMiddle(book, side === 0 ? 1 : 0, middle) + (side === 0 ? -1 - away : 1 + away)
      : middle + (side === 0 ? -away : away);
    const quantity = crosses ? 1 + Math.floor(random() * 300) : 1 + Math.floor(random() * 100);
    orders += 1;
    const id = orders * 16;
    flow.kind[end] = LIMIT;
    flow.id[end] = id;
    flow.side[end] = side;
    flow.price[end] = price;
    flow.quantity[end] = quantity;
    end += 1;
    const left = quantity - book.take(side === 0 ? 1 : 0, price, quantity, () => {});
    if (left > 0) {
      book.insert(id, account, side, price, left, 0);
      resting.push(id);
    }
  };
  const cancel = (): void => {
    while (resting.length > 0) {
      const at = Math.floor(random() * resting.length);
      const id = resting[at] as number;
      resting[at] = resting[resting.length - 1] as number;
      resting.pop();
      const slot = book.find(id);
      if (slot < 0) continue;
      book.remove(slot);
      flow.kind[end] = CANCEL;
      flow.id[end] = id;
      end += 1;
      return;
    }
  };

  if (steady) while (book.size < shape.resting) limit(false);
  const start = end;
  while (end - start < shape.operations && (steady || book.size < shape.resting)) {
    if (random() < 0.01) middle += random() < 0.5 ? -1 : 1;
    if (random() < cancelShare(shape, book.size)) cancel();
    else limit(random() < 1 / CROSSING);
  }
  return { shape, ...flow, start, end };
}

/** A steady book is held at its size by cancelling more when it is above it than below. */
function cancelShare(shape: FlowShape, resting: number): number {
  if (shape.kind === 'growing') return 0.2;
  return resting > shape.resting ? 0.6 : 0.3;
}

function bestOrMiddle(book: OrderBook, side: BookSide, middle: number): number {
  const best = book.bestPrice(side);
  return Number.isNaN(best) ? middle : best;
}

/** Seeded numbers in [0, 1) (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
