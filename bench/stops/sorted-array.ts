/**
 * The plain way to the same ticks: levels in a sorted typed array with their ids beside them. A tick looks at the end, but
 * whoever arms or cancels moves what stands behind.
 */
export class SortedArray {
  readonly #levels: Float64Array;
  readonly #ids: Float64Array;
  #size: number;

  /** Takes levels that are sorted already, with room for so many more. */
  constructor(levels: Float64Array, ids: Float64Array, room: number) {
    this.#size = levels.length;
    this.#levels = new Float64Array(levels.length + room);
    this.#levels.set(levels);
    this.#ids = new Float64Array(levels.length + room);
    this.#ids.set(ids);
  }

  add(level: number, id: number): void {
    const at = this.#find(level);
    this.#levels.copyWithin(at + 1, at, this.#size);
    this.#ids.copyWithin(at + 1, at, this.#size);
    this.#levels[at] = level;
    this.#ids[at] = id;
    this.#size += 1;
  }

  /** False when no condition has this level and id. */
  cancel(level: number, id: number): boolean {
    let at = this.#find(level);
    while (at < this.#size && this.#levels[at] === level && this.#ids[at] !== id) at += 1;
    if (at === this.#size || this.#ids[at] !== id) return false;
    this.#levels.copyWithin(at, at + 1, this.#size);
    this.#ids.copyWithin(at, at + 1, this.#size);
    this.#size -= 1;
    return true;
  }

  #find(level: number): number {
    let from = 0;
    let to = this.#size;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#levels[middle] as number) < level) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
