/** An order that waits for the venue's answer: when it comes (ms UTC), and whether it is a rejection. */
export interface HeldOrder {
  readonly due: number;
  readonly rejected: boolean;
}

/** Orders that the venue has not answered yet on purpose, oldest first. */
export class HeldOrders {
  readonly #orders = new Map<number, HeldOrder>();
  #next = Number.POSITIVE_INFINITY;

  get size(): number {
    return this.#orders.size;
  }

  /** When the next answer is due; Infinity when nothing waits. */
  get nextDue(): number {
    return this.#next;
  }

  add(order: number, held: HeldOrder): void {
    this.#orders.set(order, held);
    this.#next = Math.min(this.#next, held.due);
  }

  get(order: number): HeldOrder | undefined {
    return this.#orders.get(order);
  }

  delete(order: number): void {
    const held = this.#orders.get(order);
    if (held === undefined) return;
    this.#orders.delete(order);
    if (held.due > this.#next) return;
    this.#next = Number.POSITIVE_INFINITY;
    for (const { due } of this.#orders.values()) this.#next = Math.min(this.#next, due);
  }

  /** Orders whose answer is due by `at`, the earliest first, then the oldest. */
  dueBy(at: number): number[] {
    const due = [...this.#orders].filter(([, held]) => held.due <= at);
    return due.sort(([, a], [, b]) => a.due - b.due).map(([order]) => order);
  }

  rows(): [order: number, due: number, rejected: boolean][] {
    return Array.from(this.#orders, ([order, { due, rejected }]) => [order, due, rejected]);
  }
}
