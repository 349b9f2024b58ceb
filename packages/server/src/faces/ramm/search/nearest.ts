/**
 * The first `count` of many things, in order. They are gathered up to twice as many, then the farther half is thrown out:
 * what comes after the last of a full set is passed over at a glance.
 */
export class Nearest<T> {
  readonly #compare: (a: T, b: T) => number;
  readonly #count: number;
  #kept: T[] = [];
  #last: T | undefined;

  constructor(compare: (a: T, b: T) => number, count: number) {
    this.#compare = compare;
    this.#count = count;
  }

  add(thing: T): void {
    if (this.#last !== undefined && this.#compare(thing, this.#last) > 0) return;
    this.#kept.push(thing);
    if (this.#kept.length >= 2 * this.#count) this.#drop();
  }

  get sorted(): readonly T[] {
    this.#drop();
    return this.#kept;
  }

  #drop(): void {
    this.#kept = this.#kept.sort(this.#compare).slice(0, this.#count);
    if (this.#kept.length === this.#count) this.#last = this.#kept[this.#count - 1];
  }
}
