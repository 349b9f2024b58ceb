/** Doubles in one row: price, quantity, (head, tail), (count, side), (worse, better). */
const ROW = 5;
const QUANTITY = 1;
const HEAD = 4;
const TAIL = 5;
const COUNT = 6;
const SIDE = 7;
const WORSE = 8;
const BETTER = 9;

const FIRST_ROWS = 16;
const GROWTH = 1.25;

/**
 * Rows of price levels in one growing buffer. A level knows its price, the sum and number of its orders, the first and the
 * last of them, and the neighbouring levels of its side. Freed rows are chained through `worse` and used again.
 */
export class LevelPool {
  #doubles = new Float64Array(FIRST_ROWS * ROW);
  #ints = new Int32Array(this.#doubles.buffer);
  #free = -1;
  #end = 0;

  get bytes(): number {
    return this.#doubles.byteLength;
  }

  /** A row for an empty level between two neighbours (-1: none), which are told of it. */
  open(price: number, side: number, worse: number, better: number): number {
    let level = this.#free;
    if (level >= 0) {
      this.#free = this.#ints[(level << 1) + WORSE] as number;
    } else {
      level = this.#end;
      if (level === this.#doubles.length) this.#grow();
      this.#end = level + ROW;
    }
    this.#doubles[level] = price;
    this.#doubles[level + QUANTITY] = 0;
    const ints = this.#ints;
    const at = level << 1;
    ints[at + HEAD] = -1;
    ints[at + TAIL] = -1;
    ints[at + COUNT] = 0;
    ints[at + SIDE] = side;
    ints[at + WORSE] = worse;
    ints[at + BETTER] = better;
    if (worse >= 0) ints[(worse << 1) + BETTER] = level;
    if (better >= 0) ints[(better << 1) + WORSE] = level;
    return level;
  }

  /** Frees the row of a level and joins its neighbours. */
  close(level: number): void {
    const ints = this.#ints;
    const at = level << 1;
    const worse = ints[at + WORSE] as number;
    const better = ints[at + BETTER] as number;
    if (worse >= 0) ints[(worse << 1) + BETTER] = better;
    if (better >= 0) ints[(better << 1) + WORSE] = worse;
    ints[at + WORSE] = this.#free;
    this.#free = level;
  }

  price(level: number): number {
    return this.#doubles[level] as number;
  }

  quantity(level: number): number {
    return this.#doubles[level + QUANTITY] as number;
  }

  head(level: number): number {
    return this.#ints[(level << 1) + HEAD] as number;
  }

  setHead(level: number, slot: number): void {
    this.#ints[(level << 1) + HEAD] = slot;
  }

  tail(level: number): number {
    return this.#ints[(level << 1) + TAIL] as number;
  }

  setTail(level: number, slot: number): void {
    this.#ints[(level << 1) + TAIL] = slot;
  }

  count(level: number): number {
    return this.#ints[(level << 1) + COUNT] as number;
  }

  side(level: number): number {
    return this.#ints[(level << 1) + SIDE] as number;
  }

  worse(level: number): number {
    return this.#ints[(level << 1) + WORSE] as number;
  }

  /** One order more, of this quantity. */
  add(level: number, quantity: number): void {
    (this.#doubles[level + QUANTITY] as number) += quantity;
    (this.#ints[(level << 1) + COUNT] as number) += 1;
  }

  /** One order less, of this quantity; returns how many are left. */
  subtract(level: number, quantity: number): number {
    (this.#doubles[level + QUANTITY] as number) -= quantity;
    const count = (this.#ints[(level << 1) + COUNT] as number) - 1;
    this.#ints[(level << 1) + COUNT] = count;
    return count;
  }

  /** The same orders with so much less quantity. */
  reduce(level: number, quantity: number): void {
    (this.#doubles[level + QUANTITY] as number) -= quantity;
  }

  #grow(): void {
    const doubles = new Float64Array(Math.ceil((this.#doubles.length / ROW) * GROWTH) * ROW);
    doubles.set(this.#doubles);
    this.#doubles = doubles;
    this.#ints = new Int32Array(doubles.buffer);
  }
}
