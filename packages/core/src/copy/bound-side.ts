/** How far levels of a side may outnumber those at which something waits. */
const SPARE = 64;

/**
 * Levels of one instrument that a price may reach from one side, each with a list of slots; seen from a rising price they have
 * the other sign, so that the nearest level is always the highest. Lists are the owner's: a level's head stands here.
 */
export class BoundSide {
  readonly number: number;
  readonly sign: 1 | -1;
  /** The highest level at which something waits; nothing happens above it. */
  nearest = Number.NEGATIVE_INFINITY;
  /** The price of this moment, while what it has reached is taken out; else infinite. */
  reached = Number.POSITIVE_INFINITY;
  /** First slot by level; -1 at levels where nothing waits any more. */
  readonly #heads = new Map<number, number>();
  /** A binary heap of all these levels, the highest first. */
  #heap: number[] = [];
  #used = 0;

  constructor(number: number) {
    this.number = number;
    this.sign = number % 2 === 0 ? 1 : -1;
  }

  headOf(level: number): number {
    return this.#heads.get(level) ?? -1;
  }

  setHead(level: number, slot: number): void {
    const before = this.#heads.get(level);
    this.#heads.set(level, slot);
    if (before === undefined) this.#push(level);
    if ((before ?? -1) < 0 && slot >= 0) {
      this.#used++;
      if (level > this.nearest) this.nearest = level;
    } else if ((before ?? -1) >= 0 && slot < 0) {
      this.#used--;
      if (level === this.nearest) this.#findNearest();
      else if (this.#heap.length > 2 * this.#used + SPARE) this.#sweep();
    }
  }

  #findNearest(): void {
    let top = this.#heap[0];
    while (top !== undefined && (this.#heads.get(top) ?? -1) < 0) {
      this.#heads.delete(top);
      this.#pop();
      top = this.#heap[0];
    }
    this.nearest = top ?? Number.NEGATIVE_INFINITY;
  }

  /** Forgets the levels at which nothing waits. */
  #sweep(): void {
    for (const [level, head] of this.#heads) if (head < 0) this.#heads.delete(level);
    // a list in descending order is a heap
    this.#heap = [...this.#heads.keys()].sort((a, b) => b - a);
  }

  #push(level: number): void {
    const heap = this.#heap;
    let place = heap.push(level) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if ((heap[above] as number) >= level) break;
      heap[place] = heap[above] as number;
      place = above;
    }
    heap[place] = level;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as number;
    if (heap.length === 0) return;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && (heap[below + 1] as number) > (heap[below] as number)) below++;
      if ((heap[below] as number) <= last) break;
      heap[place] = heap[below] as number;
      place = below;
    }
    heap[place] = last;
  }
}
