/** Arrays that numbers are kept in, the narrowest first. */
export type Numbers = Int8Array | Int16Array | Int32Array | Float64Array;

const FIRST_ROOM = 1_024;

/** How far a column went, and whether it never fell up to there. */
export interface Mark {
  readonly length: number;
  readonly rising: boolean;
}

/** Whole numbers (|n| < 2⁵³) one after another, in the narrowest array that holds them all. */
export class Column {
  #values: Numbers = new Int8Array(FIRST_ROOM);
  #length = 0;
  #rising = true;

  get length(): number {
    return this.#length;
  }

  /** May be longer than the column. */
  get values(): Numbers {
    return this.#values;
  }

  /** Whether no number is smaller than the one before it. */
  get rising(): boolean {
    return this.#rising;
  }

  get bytes(): number {
    return this.#values.byteLength;
  }

  append(numbers: readonly number[]): void {
    this.#make(this.#length + numbers.length, numbers);
    let last = this.#length === 0 ? -Infinity : (this.#values[this.#length - 1] as number);
    for (const number of numbers) {
      this.#values[this.#length++] = number;
      if (number < last) this.#rising = false;
      last = number;
    }
  }

  get mark(): Mark {
    return { length: this.#length, rising: this.#rising };
  }

  /** Forgets what came after. */
  backTo({ length, rising }: Mark): void {
    this.#length = length;
    this.#rising = rising;
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
  #make(length: number, numbers: readonly number[]): void {
    const room = Math.max(this.#values.length, length > this.#values.length ? Math.ceil(length * 1.25) : 0);
    const width = Math.max(this.#values.BYTES_PER_ELEMENT, widthOf(numbers));
    if (room === this.#values.length && width === this.#values.BYTES_PER_ELEMENT) return;
    const wider = arrayOf(width, room);
    wider.set(this.#values.subarray(0, this.#length));
    this.#values = wider;
  }
}

function widthOf(numbers: readonly number[]): number {
  let [least, most] = [0, 0];
  for (const number of numbers) {
    if (number < least) least = number;
    else if (number > most) most = number;
  }
  const size = Math.max(-least - 1, most);
  return size < 2 ** 7 ? 1 : size < 2 ** 15 ? 2 : size < 2 ** 31 ? 4 : 8;
}

function arrayOf(width: number, length: number): Numbers {
  if (width === 1) return new Int8Array(length);
  if (width === 2) return new Int16Array(length);
  return width === 4 ? new Int32Array(length) : new Float64Array(length);
}
