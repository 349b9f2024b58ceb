import type { Column, Numbers } from './column.ts';
import { type Places, placesBetween } from './places.ts';
import { sortingPlaces } from './sorting-places.ts';
import type { Words } from './words.ts';

/** What stands before all others. */
const FIRST = -Infinity;

/** Rows added since that are put in one by one, for each row that stands already; of more all are sorted anew. */
const MANY = 1 / 8;

/**
 * The places of a column's rows in the order of its numbers, or of its texts; equals in the order of the rows. A stretch of it
 * are the rows with one number, and those of a range. New rows are put in between, by moving what comes behind them.
 */
export class SortedPlaces {
  readonly #column: Column;
  readonly #words: Words | null;
  #places: Places = new Int32Array(0);
  #length = 0;
  #sorting: Generator<void, Places> | null = null;

  constructor(column: Column, words: Words | null) {
    this.#column = column;
    this.#words = words;
  }

  get bytes(): number {
    return this.#places.byteLength;
  }

  /** May be longer than the column. */
  get places(): Places {
    return this.#places;
  }

  /** Sorts on for a few milliseconds; whether every row of the column stands in it now. */
  catchUp(): boolean {
    const rows = this.#column.length;
    if (this.#sorting === null && rows - this.#length > this.#length * MANY)
      this.#sorting = sortingPlaces(this.#column, this.#words?.ranks);
    if (this.#sorting !== null) {
      const { done, value } = this.#sorting.next();
      if (!done) return false;
      this.#sorting = null;
      this.#places = value;
      this.#length = value.length;
    }
    if (this.#length < rows) this.#putIn(rows);
    return true;
  }

  /** The stretch [from, to) of the rows with a number in [least, most]; with texts, of one number in both. */
  stretch(least: number, most: number): readonly [from: number, to: number] {
    const [ranks, values] = [this.#words?.ranks, this.#column.values];
    const [first, last] = ranks === undefined ? [least, most] : [ranks[least] ?? FIRST, ranks[most] ?? FIRST];
    const from = this.#firstWith((key) => key >= first, values, ranks);
    return [
      from,
      Math.max(
        from,
        this.#firstWith((key) => key > last, values, ranks),
      ),
    ];
  }

  /** Where in the order the first key stands of which this is true; it is true of all behind it. */
  #firstWith(behind: (key: number) => boolean, values: Numbers, ranks: Int32Array | undefined, to = this.#length) {
    let [low, high] = [0, to];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (behind(keyAt(this.#places[middle] as number, values, ranks))) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The new rows, the last of them first: what stands behind each moves once. */
  #putIn(rows: number): void {
    const [values, ranks] = [this.#column.values, this.#words?.ranks];
    const key = (place: number): number => keyAt(place, values, ranks);
    const fresh = placesBetween(this.#length, rows);
    fresh.sort((a, b) => key(a) - key(b) || a - b);
    if (rows > this.#places.length) {
      const longer = new Int32Array(Math.ceil(rows * 1.25));
      longer.set(this.#places);
      this.#places = longer;
    }
    let end = this.#length;
    for (let i = fresh.length - 1; i >= 0; i--) {
      const own = key(fresh[i] as number);
      const at = this.#firstWith((other) => other > own, values, ranks, end);
      this.#places.copyWithin(at + i + 1, at, end);
      this.#places[at + i] = fresh[i] as number;
      end = at;
    }
    this.#length = rows;
  }
}

/** What a row is sorted by. */
function keyAt(place: number, values: Numbers, ranks: Int32Array | undefined): number {
  const value = values[place] as number;
  return ranks === undefined ? value : (ranks[value] as number);
}
