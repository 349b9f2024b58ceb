const WINDOW_MS = 60_000;

/** Callers that are counted at once; beyond, all who are not known share one count. */
const MAX_CALLERS = 10_000;
const OTHERS = '';

/** Counts calls by caller within one minute of wall time after the other; what it keeps is bounded. */
export class CallCounter {
  readonly #limit: number;
  readonly #now: () => number;
  readonly #counts = new Map<string, number>();
  #window = 0;

  constructor(limit: number, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Counts a call; false: it is one too many. */
  count(caller: string): boolean {
    const name = this.#nameOf(caller);
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count <= this.#limit;
  }

  /** Whether another call would be too many. */
  isFull(caller: string): boolean {
    return (this.#counts.get(this.#nameOf(caller)) ?? 0) >= this.#limit;
  }

  #nameOf(caller: string): string {
    const window = Math.floor(this.#now() / WINDOW_MS);
    if (window !== this.#window) {
      this.#window = window;
      this.#counts.clear();
    }
    return this.#counts.has(caller) || this.#counts.size < MAX_CALLERS ? caller : OTHERS;
  }
}
