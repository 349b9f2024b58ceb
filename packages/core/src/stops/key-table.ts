const FIRST_CELLS = 16;
const MAX_LOAD = 0.7;

/** Whatever keeps the keys of the slots. */
export interface KeyedSlots {
  keyOf(slot: number): number;
}

/**
 * Finds the slot of a key (the id of a condition, the mark of a group): open addressing with linear probing and
 * backward-shift deletion. A cell holds slot + 1, 0 is an empty one.
 */
export class KeyTable {
  readonly #slots: KeyedSlots;
  #cells = new Int32Array(FIRST_CELLS);
  #mask = FIRST_CELLS - 1;
  /** A key's home is given by the highest bits of its hash. */
  #shift = Math.clz32(FIRST_CELLS - 1);
  #size = 0;

  constructor(slots: KeyedSlots) {
    this.#slots = slots;
  }

  get bytes(): number {
    return this.#cells.byteLength;
  }

  /** The slot of the key, or -1. */
  find(key: number): number {
    return (this.#cells[this.#cellOf(key)] as number) - 1;
  }

  /** Enters a slot under its key, which must not be there yet. */
  add(key: number, slot: number): void {
    if (this.#size >= this.#cells.length * MAX_LOAD) this.#grow();
    this.#cells[this.#cellOf(key)] = slot + 1;
    this.#size++;
  }

  /** Takes out a key and closes the gap. Throws when it is not there. */
  remove(key: number): void {
    const cells = this.#cells;
    const mask = this.#mask;
    let gap = this.#cellOf(key);
    if (cells[gap] === 0) throw new Error(`no slot has key ${key}`);
    for (let cell = (gap + 1) & mask; cells[cell] !== 0; cell = (cell + 1) & mask) {
      const home = hash(this.#slots.keyOf((cells[cell] as number) - 1)) >>> this.#shift;
      // an entry may fill the gap unless its home lies behind it
      if (((cell - home) & mask) >= ((cell - gap) & mask)) {
        cells[gap] = cells[cell] as number;
        gap = cell;
      }
    }
    cells[gap] = 0;
    this.#size--;
  }

  /** The cell of the key, or the empty one where it belongs. */
  #cellOf(key: number): number {
    const cells = this.#cells;
    let cell = hash(key) >>> this.#shift;
    for (let entry = cells[cell] as number; entry !== 0; entry = cells[cell] as number) {
      if (this.#slots.keyOf(entry - 1) === key) break;
      cell = (cell + 1) & this.#mask;
    }
    return cell;
  }

  #grow(): void {
    const old = this.#cells;
    this.#cells = new Int32Array(old.length * 2);
    this.#mask = this.#cells.length - 1;
    this.#shift = Math.clz32(this.#mask);
    for (const entry of old) if (entry !== 0) this.#cells[this.#cellOf(this.#slots.keyOf(entry - 1))] = entry;
  }
}

/** Spreads a safe integer of either sign over 32 bits, best over the highest of them. */
function hash(key: number): number {
  return Math.imul((key | 0) ^ Math.imul((key / 2 ** 32) | 0, 0x85ebca6b), 0x9e3779b1);
}
