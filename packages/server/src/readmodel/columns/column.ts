/** Arrays that numbers are kept in, the narrowest first. */
export type Numbers = Int8Array | Int16Array | Int32Array | Float64Array;

const FIRST_ROOM = 1_024;

/** Whole numbers (|n| < 2⁵³ - 1) one after another, some absent, in the narrowest array that holds them all. */
export class Column {
  #values: Numbers = new Int8Array(FIRST_ROOM);
  #length = 0;
  #rising = true;

  get length(): number {
    return this.#length;
  }

  /** May be longer than the column; what is absent stands in it as `absent`. Another array once numbers need a wider one. */
  get values(): Numbers {
    return this.#values;
  }

  /** Stands for an absent number: smaller than all that the array holds besides. */
  get absent(): number {
    return absentIn(this.#values);
  }

  /** Whether no number is smaller than the one before it; absent ones are the smallest. */
  get rising(): boolean {
    return this.#rising;
  }

  /** Whether there are so few different numbers that each may have a set of its rows. */
  get narrow(): boolean {
    return this.#values.BYTES_PER_ELEMENT === 1;
  }

  get bytes(): number {
    return this.#values.byteLength;
  }

  append(numbers: readonly (number | null)[]): void {
    this.#make(this.#length + numbers.length, numbers);
    const absent = this.absent;
    let last = this.#length === 0 ? -Infinity : (this.#values[this.#length - 1] as number);
    for (const each of numbers) {
      const number = each ?? absent;
      this.#values[this.#length++] = number;
      if (number < last) this.#rising = false;
      last = number;
    }
  }

  /** The first place in [from, to) whose number is at least `least`, else `to`; of a rising column. */
  firstAtLeast(least: number, from: number, to: number): number {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#values[middle] as number) < least) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Makes room, in a wider array if these numbers want one. */
  #make(length: number, numbers: readonly (number | null)[]): void {
    const room = Math.max(this.#values.length, length > this.#values.length ? Math.ceil(length * 1.25) : 0);
    const width = Math.max(this.#values.BYTES_PER_ELEMENT, widthOf(numbers));
    if (room === this.#values.length && width === this.#values.BYTES_PER_ELEMENT) return;
    const wider = arrayOf(width, room);
    wider.set(this.#values.subarray(0, this.#length));
    const [before, now] = [this.absent, absentIn(wider)];
    if (before !== now) for (let i = 0; i < this.#length; i++) if (wider[i] === before) wider[i] = now;
    this.#values = wider;
  }
}

function widthOf(numbers: readonly (number | null)[]): number {
  let [least, most] = [0, 0];
  for (const number of numbers) {
    if (number === null) continue;
    if (number < least) least = number;
    else if (number > most) most = number;
  }
  // the smallest of each width is kept for what is absent
  const size = Math.max(-least, most);
  return size < 2 ** 7 ? 1 : size < 2 ** 15 ? 2 : size < 2 ** 31 ? 4 : 8;
}

function absentIn({ BYTES_PER_ELEMENT }: Numbers): number {
  return BYTES_PER_ELEMENT === 8 ? -Number.MAX_SAFE_INTEGER : -(2 ** (8 * BYTES_PER_ELEMENT - 1));
}

function arrayOf(width: number, length: number): Numbers {
  if (width === 1) return new Int8Array(length);
  if (width === 2) return new Int16Array(length);
  return width === 4 ? new Int32Array(length) : new Float64Array(length);
}
