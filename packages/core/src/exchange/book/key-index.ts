import { type RowPool, rowOfSlot, slotOfRow } from './row-pool.ts';

const FIRST_CELLS = 128;
/** It doubles up to so many cells, then grows by so many, and by a quarter once that is more. */
const STEP_CELLS = 2 ** 16;
const MAX_LOAD = 0.7;
const ROW_BITS = 25;
const ROW_MASK = 2 ** ROW_BITS - 1;
/** Distances of this many cells or more are written as this and computed from the key when needed. */
const FAR = 127;

/**
 * Finds the row of a key, an order by its id or a level by its price: open addressing with linear probing and
 * backward-shift deletion, one 32-bit cell per entry. A cell holds row + 1 (0 is an empty cell) and, above it, how far the
 * entry lies from the cell its key hashes to. That distance tells a stranger from a match, and how far an entry may be
 * shifted back, without reading the row.
 */
export class KeyIndex {
  readonly #rows: RowPool;
  #cells = new Int32Array(FIRST_CELLS);
  #scale = FIRST_CELLS / 2 ** 32;
  #size = 0;
  #room = Math.floor(FIRST_CELLS * MAX_LOAD);
  /** Where the last search ended, and how far that is from home. */
  #cell = 0;
  #distance = 0;

  constructor(rows: RowPool) {
    this.#rows = rows;
  }

  get bytes(): number {
    return this.#cells.byteLength;
  }

  /** The slot of the key, or -1. */
  find(key: number): number {
    const cells = this.#cells;
    let cell = this.#home(key);
    let distance = 0;
    let slot = -1;
    for (let entry = cells[cell] as number; entry !== 0; entry = cells[cell] as number) {
      if (entry >>> ROW_BITS === (distance < FAR ? distance : FAR)) {
        const candidate = slotOfRow((entry & ROW_MASK) - 1);
        if (this.#rows.key(candidate) === key) {
          slot = candidate;
          break;
        }
      }
      distance += 1;
      cell += 1;
      if (cell === cells.length) cell = 0;
    }
    this.#cell = cell;
    this.#distance = distance;
    return slot;
  }

  /** Enters a key right after `find` has not found it. */
  addMissing(key: number, slot: number): void {
    if (this.#size === this.#room) {
      this.#grow();
      this.find(key);
    }
    this.#size += 1;
    this.#cells[this.#cell] = withDistance(rowOfSlot(slot) + 1, this.#distance);
  }

  /** Takes out a key and closes the gap. Throws if the index does not lead from it to the slot. */
  remove(key: number, slot: number): void {
    const cells = this.#cells;
    const justFound = ((cells[this.#cell] as number) & ROW_MASK) === rowOfSlot(slot) + 1;
    if (!justFound && this.find(key) !== slot) throw new Error(`key ${key} does not lead to slot ${slot}`);
    let gap = this.#cell;
    let width = 0;
    let cell = gap;
    for (;;) {
      cell += 1;
      if (cell === cells.length) cell = 0;
      width += 1;
      const entry = cells[cell] as number;
      if (entry === 0) break;
      let distance = entry >>> ROW_BITS;
      if (distance === FAR) distance = this.#distanceFromHome(entry, cell);
      if (distance >= width) {
        cells[gap] = withDistance(entry, distance - width);
        gap = cell;
        width = 0;
      }
    }
    cells[gap] = 0;
    this.#size -= 1;
  }

  #home(key: number): number {
    const low = key | 0;
    const high = (key / 2 ** 32) | 0;
    const hash = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1) >>> 0;
    return (hash * this.#scale) | 0;
  }

  #distanceFromHome(entry: number, cell: number): number {
    const distance = cell - this.#home(this.#rows.key(slotOfRow((entry & ROW_MASK) - 1)));
    return distance < 0 ? distance + this.#cells.length : distance;
  }

  #grow(): void {
    const old = this.#cells;
    const length = old.length + Math.max(Math.min(old.length, STEP_CELLS), old.length >> 2);
    this.#cells = new Int32Array(length);
    this.#scale = length / 2 ** 32;
    this.#room = Math.floor(length * MAX_LOAD);
    for (const entry of old) {
      if (entry === 0) continue;
      this.find(this.#rows.key(slotOfRow((entry & ROW_MASK) - 1)));
      this.#cells[this.#cell] = withDistance(entry, this.#distance);
    }
  }
}

function withDistance(entry: number, distance: number): number {
  return ((distance < FAR ? distance : FAR) << ROW_BITS) | (entry & ROW_MASK);
}
