import type { Order } from './state.ts';

/** Counters to a chunk; ids are counters × 16 (+ partition). */
const CHUNK = 64;
const ID_STEP = 16;

interface Chunk {
  readonly orders: (Order | undefined)[];
  count: number;
}

/**
 * The open orders by id, in the order of placing. Ids rise, so neighbours share a chunk: looking up a recent order, or the
 * same one again, costs an array access, and no table is ever copied whole while it grows.
 */
export class OpenOrders {
  readonly #chunks = new Map<number, Chunk>();
  #size = 0;
  /** The chunk that was used last. */
  #number = -1;
  #chunk: Chunk | undefined;

  get size(): number {
    return this.#size;
  }

  get(id: number): Order | undefined {
    const order = this.#chunkOf(id)?.orders[(id / ID_STEP) & (CHUNK - 1)];
    return order !== undefined && order.id === id ? order : undefined;
  }

  has(id: number): boolean {
    return this.get(id) !== undefined;
  }

  /** Adds an order with a higher id than any before it. */
  add(order: Order): void {
    let chunk = this.#chunkOf(order.id);
    if (chunk === undefined) {
      chunk = { orders: new Array<Order | undefined>(CHUNK).fill(undefined), count: 0 };
      this.#chunks.set(this.#number, chunk);
      this.#chunk = chunk;
    }
    chunk.orders[(order.id / ID_STEP) & (CHUNK - 1)] = order;
    chunk.count++;
    this.#size++;
  }

  delete(id: number): void {
    const chunk = this.#chunkOf(id);
    if (chunk === undefined || !this.has(id)) return;
    chunk.orders[(id / ID_STEP) & (CHUNK - 1)] = undefined;
    chunk.count--;
    this.#size--;
    if (chunk.count > 0) return;
    this.#chunks.delete(this.#number);
    this.#chunk = undefined;
  }

  /** All of them, oldest first. Orders may be deleted on the way. */
  *values(): IterableIterator<Order> {
    for (const { orders } of this.#chunks.values()) {
      for (const order of orders) if (order !== undefined) yield order;
    }
  }

  *keys(): IterableIterator<number> {
    for (const order of this.values()) yield order.id;
  }

  #chunkOf(id: number): Chunk | undefined {
    const number = Math.floor(id / (CHUNK * ID_STEP));
    if (number !== this.#number) {
      this.#number = number;
      this.#chunk = this.#chunks.get(number);
    }
    return this.#chunk;
  }
}
