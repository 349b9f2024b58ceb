/**
 * Wake-up times of entities. Market state: owners set them anew from their durable state after a restart. A binary heap;
 * an entry that is not its entity's newest is void and dropped when it comes up.
 */
export class Timers {
  readonly #times = new Map<number, number>();
  readonly #heap: { readonly at: number; readonly id: number }[] = [];

  /** Wakes the entity at this moment (ms UTC) instead of any other; Infinity: not at all. */
  set(id: number, at: number): void {
    if (at === Number.POSITIVE_INFINITY) {
      this.#times.delete(id);
      return;
    }
    if (this.#times.get(id) === at) return;
    this.#times.set(id, at);
    this.#push({ at, id });
  }

  /** Wakes the entity at this moment at the latest. */
  wakeBy(id: number, at: number): void {
    const set = this.#times.get(id);
    if (set === undefined || set > at) this.set(id, at);
  }

  /** The earliest moment; Infinity when there is none. */
  get next(): number {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      if (this.#times.get(top.id) === top.at) return top.at;
      this.#pop();
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Takes out the entities that are due by `at`, the earliest first, those of one moment by id. */
  takeDue(at: number, most: number): number[] {
    const due: number[] = [];
    while (due.length < most && this.next <= at) {
      const { id } = this.#heap[0] as { id: number };
      this.#pop();
      this.#times.delete(id);
      due.push(id);
    }
    return due;
  }

  #push(entry: { readonly at: number; readonly id: number }): void {
    const heap = this.#heap;
    let hole = heap.length;
    heap.push(entry);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!isBefore(entry, heap[parent] as typeof entry)) break;
      heap[hole] = heap[parent] as typeof entry;
      hole = parent;
    }
    heap[hole] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, heap[child] as typeof last)) child++;
      if (!isBefore(heap[child] as typeof last, last)) break;
      heap[hole] = heap[child] as typeof last;
      hole = child;
    }
    heap[hole] = last;
  }
}

function isBefore(a: { at: number; id: number }, b: { at: number; id: number }): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id);
}
