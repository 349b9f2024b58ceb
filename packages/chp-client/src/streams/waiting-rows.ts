import { StreamOverflowError } from '../errors.ts';
import type { StreamRules } from './options.ts';

/** What waits for the reader of one stream. */
export interface WaitingRows<Row, Item> {
  /** Takes the rows of one poll and answers whether any of them was new. */
  add(rows: readonly Row[]): boolean;
  shift(): Item | undefined;
  readonly size: number;
}

/** Every row counts: trades and changes of orders. */
export class EventRows<Row> implements WaitingRows<Row, Row> {
  readonly #rules: Pick<StreamRules, 'bufferSize' | 'overflow'>;
  #rows: Row[] = [];
  #next = 0;

  constructor(rules: Pick<StreamRules, 'bufferSize' | 'overflow'>) {
    this.#rules = rules;
  }

  get size(): number {
    return this.#rows.length - this.#next;
  }

  /** Throws StreamOverflowError when more rows wait than may. */
  add(rows: readonly Row[]): boolean {
    if (rows.length === 0) return false;
    this.#rows = this.#rows.slice(this.#next).concat(rows);
    this.#next = 0;
    const lost = this.#rows.length - this.#rules.bufferSize;
    if (lost > 0) {
      if (this.#rules.overflow === 'error') {
        const remedy = 'read faster, raise bufferSize, or let the oldest go with overflow: drop-oldest';
        throw new StreamOverflowError(`${this.#rows.length} rows wait, ${this.#rules.bufferSize} may: ${remedy}`, lost);
      }
      this.#next = lost;
    }
    return true;
  }

  shift(): Row | undefined {
    if (this.#next >= this.#rows.length) return undefined;
    const row = this.#rows[this.#next];
    this.#next += 1;
    return row;
  }
}

/** Only the latest state of each key counts, and only when it differs from the one before: quotes and books. */
export class LatestRows<Row, Item> implements WaitingRows<Row, Item> {
  readonly #states: (rows: readonly Row[], seen: Iterable<string>) => ReadonlyMap<string, Item>;
  readonly #seen = new Map<string, string>();
  readonly #waiting = new Map<string, Item>();

  /** @param states the state of each key in a reply; `seen` are the keys that have had one */
  constructor(states: (rows: readonly Row[], seen: Iterable<string>) => ReadonlyMap<string, Item>) {
    this.#states = states;
  }

  get size(): number {
    return this.#waiting.size;
  }

  add(rows: readonly Row[]): boolean {
    let news = false;
    for (const [key, item] of this.#states(rows, this.#seen.keys())) {
      const text = JSON.stringify(item);
      if (this.#seen.get(key) === text) continue;
      this.#seen.set(key, text);
      this.#waiting.set(key, item);
      news = true;
    }
    return news;
  }

  shift(): Item | undefined {
    const [first] = this.#waiting;
    if (first === undefined) return undefined;
    this.#waiting.delete(first[0]);
    return first[1];
  }
}
