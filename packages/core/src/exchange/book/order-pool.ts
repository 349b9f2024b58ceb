/** Doubles in one row: id, quantity, ahead, (account, level), (next, previous). 40 bytes, so that one order is one or two
 * cache lines: on a book of a million orders the misses, not the instructions, are what an operation costs. */
const ROW = 5;
const QUANTITY = 1;
const AHEAD = 2;
const ACCOUNT = 6;
const LEVEL = 7;
const NEXT = 8;
const PREVIOUS = 9;

const FIRST_ROWS = 64;
/** Doubling while copies are small (5 MB), by a fifth when the unused part would weigh. */
const DOUBLING_ROWS = 2 ** 17;
const GROWTH = 1.2;

/** Most orders one book can hold: 2^25 - 1. The id index keeps row numbers of 25 bits. */
export const MAX_RESTING_ORDERS = 2 ** 25 - 1;

/** The row number of a slot, 0 … MAX_RESTING_ORDERS - 1, and back. */
export const rowOfSlot = (slot: number): number => (slot / ROW) | 0;
export const slotOfRow = (row: number): number => row * ROW;

/**
 * Rows of resting orders in one growing buffer, seen as doubles and as 32-bit integers. A slot is the position of the
 * row's first double. Freed rows are chained and used again, the last freed first; a free row has level -1.
 */
export class OrderPool {
  #doubles = new Float64Array(FIRST_ROWS * ROW);
  #ints = new Int32Array(this.#doubles.buffer);
  #free = -1;
  #end = 0;

  /** One past the highest slot ever used. */
  get end(): number {
    return this.#end;
  }

  get bytes(): number {
    return this.#doubles.byteLength;
  }

  /** A row for a new order, not held until it is linked to a level. Throws a RangeError when the book is full. */
  allocate(id: number, account: number, quantity: number, ahead: number): number {
    let slot = this.#free;
    if (slot >= 0) {
      this.#free = this.#ints[(slot << 1) + NEXT] as number;
    } else {
      slot = this.#end;
      if (slot === this.#doubles.length) this.#grow();
      this.#end = slot + ROW;
    }
    this.#doubles[slot] = id;
    this.#doubles[slot + QUANTITY] = quantity;
    this.#doubles[slot + AHEAD] = ahead;
    this.#ints[(slot << 1) + ACCOUNT] = account;
    this.#ints[(slot << 1) + LEVEL] = -1;
    return slot;
  }

  release(slot: number): void {
    const at = slot << 1;
    this.#ints[at + LEVEL] = -1;
    this.#ints[at + NEXT] = this.#free;
    this.#free = slot;
  }

  /** Whether the slot holds an order now. */
  holds(slot: number): boolean {
    return slot >= 0 && slot < this.#end && slot % ROW === 0 && (this.#ints[(slot << 1) + LEVEL] as number) >= 0;
  }

  id(slot: number): number {
    return this.#doubles[slot] as number;
  }

  quantity(slot: number): number {
    return this.#doubles[slot + QUANTITY] as number;
  }

  setQuantity(slot: number, quantity: number): void {
    this.#doubles[slot + QUANTITY] = quantity;
  }

  ahead(slot: number): number {
    return this.#doubles[slot + AHEAD] as number;
  }

  setAhead(slot: number, ahead: number): void {
    this.#doubles[slot + AHEAD] = ahead;
  }

  account(slot: number): number {
    return (this.#ints[(slot << 1) + ACCOUNT] as number) >>> 0;
  }

  level(slot: number): number {
    return this.#ints[(slot << 1) + LEVEL] as number;
  }

  next(slot: number): number {
    return this.#ints[(slot << 1) + NEXT] as number;
  }

  setNext(slot: number, next: number): void {
    this.#ints[(slot << 1) + NEXT] = next;
  }

  previous(slot: number): number {
    return this.#ints[(slot << 1) + PREVIOUS] as number;
  }

  setPrevious(slot: number, previous: number): void {
    this.#ints[(slot << 1) + PREVIOUS] = previous;
  }

  /** Makes the order the last of a level, behind `previous` (-1: none). */
  link(slot: number, level: number, previous: number): void {
    const at = slot << 1;
    this.#ints[at + LEVEL] = level;
    this.#ints[at + NEXT] = -1;
    this.#ints[at + PREVIOUS] = previous;
  }

  #grow(): void {
    const rows = this.#doubles.length / ROW;
    if (rows === MAX_RESTING_ORDERS) throw new RangeError(`the book is full: ${rows} orders rest in it`);
    const wanted = rows < DOUBLING_ROWS ? rows * 2 : Math.ceil(rows * GROWTH);
    const doubles = new Float64Array(Math.min(wanted, MAX_RESTING_ORDERS) * ROW);
    doubles.set(this.#doubles);
    this.#doubles = doubles;
    this.#ints = new Int32Array(doubles.buffer);
  }
}
