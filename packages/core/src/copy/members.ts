/**
 * Ids of a strategy's open accounts, ascending. One that closes leaves a gap; gaps are closed together once they are half of
 * it, so that closing a hundred thousand accounts does not move the rest a hundred thousand times.
 */
export class Members implements Iterable<number> {
  /** A gap holds minus the id that was there. */
  readonly #ids: number[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Places, those of gaps too. */
  get places(): number {
    return this.#ids.length;
  }

  /** The id at a place; 0 at a gap. */
  at(place: number): number {
    return Math.max(0, this.#ids[place] ?? 0);
  }

  /** Adds the newest account of all. */
  add(id: number): void {
    this.#ids.push(id);
    this.#size++;
  }

  remove(id: number): void {
    const place = this.placeAfter(id - 1);
    if (this.#ids[place] !== id) return;
    this.#ids[place] = -id;
    this.#size--;
    if (this.#ids.length >= 2 * this.#size + MANY) this.#closeGaps();
  }

  /** The first place behind this id. */
  placeAfter(id: number): number {
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Math.abs(this.#ids[middle] as number) <= id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  *[Symbol.iterator](): Generator<number, void> {
    for (let place = 0; place < this.#ids.length; place++) {
      const id = this.#ids[place] as number;
      if (id > 0) yield id;
    }
  }

  #closeGaps(): void {
    let kept = 0;
    for (const id of this.#ids) if (id > 0) this.#ids[kept++] = id;
    this.#ids.length = kept;
  }
}

/** So many gaps are left alone. */
const MANY = 64;
