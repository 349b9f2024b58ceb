const PAGE_BITS = 10;
const PAGE = 2 ** PAGE_BITS;

interface Page<T> {
  readonly entries: (T | undefined)[];
  count: number;
}

/**
 * What has ids that count up and are never used again, as a `Map` in ascending order would hold it: on pages of an array, so
 * that ids one after another are found without hashing. A page on which nothing is left is dropped.
 */
export class IdTable<T> implements Iterable<readonly [number, T]> {
  readonly #pages: (Page<T> | undefined)[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(id: number): T | undefined {
    return this.#pages[id >> PAGE_BITS]?.entries[id & (PAGE - 1)];
  }

  has(id: number): boolean {
    return this.get(id) !== undefined;
  }

  set(id: number, entry: T): void {
    const number = id >> PAGE_BITS;
    let page = this.#pages[number];
    if (page === undefined) {
      while (this.#pages.length < number) this.#pages.push(undefined);
      page = { entries: new Array<T | undefined>(PAGE).fill(undefined), count: 0 };
      this.#pages[number] = page;
    }
    if (page.entries[id & (PAGE - 1)] === undefined) {
      page.count++;
      this.#size++;
    }
    page.entries[id & (PAGE - 1)] = entry;
  }

  delete(id: number): boolean {
    const page = this.#pages[id >> PAGE_BITS];
    if (page?.entries[id & (PAGE - 1)] === undefined) return false;
    page.entries[id & (PAGE - 1)] = undefined;
    page.count--;
    this.#size--;
    if (page.count === 0) this.#pages[id >> PAGE_BITS] = undefined;
    return true;
  }

  *[Symbol.iterator](): Generator<readonly [number, T], void> {
    for (let number = 0; number < this.#pages.length; number++) {
      const page = this.#pages[number];
      if (page === undefined) continue;
      for (let place = 0; place < PAGE; place++) {
        const entry = page.entries[place];
        if (entry !== undefined) yield [number * PAGE + place, entry];
      }
    }
  }

  *keys(): Generator<number, void> {
    for (const [id] of this) yield id;
  }

  *values(): Generator<T, void> {
    for (const [, entry] of this) yield entry;
  }
}
