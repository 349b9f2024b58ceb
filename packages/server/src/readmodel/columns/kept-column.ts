import { Column } from './column.ts';
import { RowSet } from './row-set.ts';
import { SortedPlaces } from './sorted-places.ts';
import { Words } from './words.ts';

/** What can be forgotten by itself: when it was wanted last, in searches. */
interface Kept<T> {
  readonly it: T;
  usedAt: number;
}

/** A column with what searches have made of it: its rows in order, and sets of those that have one of few numbers. */
export class KeptColumn {
  readonly numbers = new Column();
  /** Of a column that holds text. */
  readonly words: Words | null;
  usedAt = 0;
  #sorted: Kept<SortedPlaces> | null = null;
  readonly #sets = new Map<number, Kept<RowSet>>();

  /** `maxWords`: how many different texts it may hold; null for a column of numbers. */
  constructor(maxWords: number | null) {
    this.words = maxWords === null ? null : new Words(maxWords);
  }

  get bytes(): number {
    let bytes = this.numbers.bytes + (this.words?.bytes ?? 0) + (this.#sorted?.it.bytes ?? 0);
    for (const { it } of this.#sets.values()) bytes += it.bytes;
    return bytes;
  }

  /** Its rows in order, once `catchUp` has told that they are. */
  get sorted(): SortedPlaces {
    this.#sorted ??= { it: new SortedPlaces(this.numbers, this.words), usedAt: this.usedAt };
    this.#sorted.usedAt = this.usedAt;
    return this.#sorted.it;
  }

  /** The rows with this number. */
  rowsWith(number: number): RowSet {
    const known = this.#sets.get(number) ?? { it: new RowSet(), usedAt: this.usedAt };
    // numbers that no row of a narrow column can have are no reason to keep anything
    if (Math.abs(number) < 2 ** 7) this.#sets.set(number, known);
    known.usedAt = this.usedAt;
    known.it.extend(this.numbers, number, number);
    return known.it;
  }

  /** When what is made of the column was wanted, for longest not; Infinity when there is nothing. */
  get oldestMade(): number {
    let oldest = this.#sorted?.usedAt ?? Infinity;
    for (const { usedAt } of this.#sets.values()) oldest = Math.min(oldest, usedAt);
    return oldest;
  }

  /** Forgets what is made of it and was not wanted since. */
  forgetMade(usedAt: number): void {
    if (this.#sorted !== null && this.#sorted.usedAt <= usedAt) this.#sorted = null;
    for (const [number, { usedAt: own }] of this.#sets) if (own <= usedAt) this.#sets.delete(number);
  }
}
