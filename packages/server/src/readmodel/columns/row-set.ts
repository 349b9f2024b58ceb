import type { Column } from './column.ts';

/** A set of rows: one bit for each place. */
export class RowSet {
  #words: Uint32Array;
  /** Rows it has been asked about. */
  #length: number;

  constructor(length = 0) {
    this.#words = new Uint32Array((length + 31) >>> 5);
    this.#length = length;
  }

  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    return this.#words.byteLength;
  }

  has(place: number): boolean {
    return (((this.#words[place >>> 5] as number) >>> (place & 31)) & 1) === 1;
  }

  /** Goes on with the rows of the column whose number lies in [least, most]. */
  extend(column: Column, least: number, most: number): void {
    const { values, length } = column;
    if (this.#words.length << 5 < length) {
      const longer = new Uint32Array(((length * 1.25) >>> 5) + 1);
      longer.set(this.#words);
      this.#words = longer;
    }
    for (let place = this.#length; place < length; place++) {
      const value = values[place] as number;
      if (value >= least && value <= most) (this.#words[place >>> 5] as number) |= 1 << (place & 31);
    }
    this.#length = length;
  }

  /** A set of its own with the rows in [from, to). */
  between(from: number, to: number): RowSet {
    const cut = new RowSet(this.#length);
    const [first, last] = [from >>> 5, (to + 31) >>> 5];
    cut.#words.set(this.#words.subarray(first, last), first);
    if (to > from) {
      (cut.#words[first] as number) &= -1 << (from & 31);
      if ((to & 31) !== 0) (cut.#words[last - 1] as number) &= ~(-1 << (to & 31));
    }
    return cut;
  }

  /** Keeps what the other has, too; it covers at least as many rows. */
  and(other: RowSet): void {
    const [own, its] = [this.#words, other.#words];
    for (let i = 0; i < own.length; i++) (own[i] as number) &= its[i] as number;
  }

  /** Takes in what the other has; it covers at least as many rows. */
  or(other: RowSet): void {
    const [own, its] = [this.#words, other.#words];
    for (let i = 0; i < own.length; i++) (own[i] as number) |= its[i] as number;
  }

  get size(): number {
    let size = 0;
    for (let i = 0; i < this.#words.length; i++) size += bitsOf(this.#words[i] as number);
    return size;
  }

  /** Its places from the `skip`th on, `most` of them, ascending. */
  places(skip: number, most: number): Int32Array {
    const found = new Int32Array(most);
    let [passed, count] = [0, 0];
    for (let i = 0; i < this.#words.length && count < most; i++) {
      let word = this.#words[i] as number;
      if (word === 0) continue;
      const bits = bitsOf(word);
      if (passed + bits <= skip) {
        passed += bits;
        continue;
      }
      for (; word !== 0 && count < most; word &= word - 1) {
        if (passed++ >= skip) found[count++] = (i << 5) + 31 - Math.clz32(word & -word);
      }
    }
    return found.subarray(0, count);
  }
}

function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
