/** Doubles in one row. 40 bytes: one order is one or two cache lines, and on a book of a million orders the misses, not
 * the instructions, are what an operation costs. */
const ROW = 5;
/** 32-bit words of a row: never negative in a used row, -1 in a free one; and the chain of free rows. */
const IN_USE = 7;
const NEXT_FREE = 8;

const FIRST_ROWS = 64;
/** A pool doubles up to so many rows, then grows by so many, and by an eighth once that is more: few copies while they
 * are small, little unused memory when it would weigh. */
const STEP_ROWS = 2 ** 16;

/** Most rows of a pool, and so most orders of a book: row numbers have 25 bits in the key index. */
export const MAX_ROWS = 2 ** 25 - 1;

/** The row number of a slot, and back. */
export const rowOfSlot = (slot: number): number => (slot / ROW) | 0;
export const slotOfRow = (row: number): number => row * ROW;

/**
 * Rows of five doubles in one growing buffer, seen as doubles and as 32-bit integers. A slot is the position of the row's
 * first double, which is the row's key; its 32-bit words begin at twice the slot. Freed rows are used again, the last
 * freed first.
 */
export class RowPool {
  protected doubles = new Float64Array(FIRST_ROWS * ROW);
  protected ints = new Int32Array(this.doubles.buffer);
  #free = -1;
  #end = 0;

  get bytes(): number {
    return this.doubles.byteLength;
  }

  /** What the row is found by: the id of an order, the price of a level. */
  key(slot: number): number {
    return this.doubles[slot] as number;
  }

  /** Whether the slot is that of a used row. */
  holds(slot: number): boolean {
    return slot >= 0 && slot < this.#end && slot % ROW === 0 && (this.ints[(slot << 1) + IN_USE] as number) >= 0;
  }

  /** Frees a row. */
  release(slot: number): void {
    const at = slot << 1;
    this.ints[at + IN_USE] = -1;
    this.ints[at + NEXT_FREE] = this.#free;
    this.#free = slot;
  }

  /** A row to fill. Throws a RangeError when there is none left. */
  protected allocate(): number {
    let slot = this.#free;
    if (slot >= 0) {
      this.#free = this.ints[(slot << 1) + NEXT_FREE] as number;
      return slot;
    }
    slot = this.#end;
    if (slot === this.doubles.length) this.#grow();
    this.#end = slot + ROW;
    return slot;
  }

  #grow(): void {
    const rows = this.doubles.length / ROW;
    if (rows === MAX_ROWS) throw new RangeError(`the book is full: ${rows} orders rest in it`);
    const more = Math.max(Math.min(rows, STEP_ROWS), rows >> 3);
    const doubles = new Float64Array(Math.min(rows + more, MAX_ROWS) * ROW);
    doubles.set(this.doubles);
    this.doubles = doubles;
    this.ints = new Int32Array(doubles.buffer);
  }
}
