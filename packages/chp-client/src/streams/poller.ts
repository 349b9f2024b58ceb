import { sleep } from '../transport/sender.ts';
import type { StreamRules } from './options.ts';

/** One stream at a poller. */
export interface PollReader<Row> {
  readonly rules: Pick<StreamRules, 'minIntervalMs' | 'maxIntervalMs'>;
  /** Takes the rows of one poll and answers whether any was new; what it throws ends this reader alone. */
  deliver(rows: readonly Row[]): boolean;
  /** Whether it has nothing left and waits. */
  readonly isWaiting: boolean;
  fail(error: unknown): void;
}

/** Each poll without news makes the pause longer by this factor. */
const LONGER = 1.5;

/**
 * One poll for all streams that read the same thing, since a read takes away what it answers. It polls only while a
 * stream waits, one request at a time, after a pause that grows while nothing is new.
 */
export class Poller<Row> {
  readonly #read: (signal: AbortSignal) => Promise<readonly Row[]>;
  readonly #readers = new Set<PollReader<Row>>();
  #pauseMs = 0;
  #lastEnd = Number.NEGATIVE_INFINITY;
  /** Of the running loop; null while nobody waits. */
  #running: AbortController | null = null;

  constructor(read: (signal: AbortSignal) => Promise<readonly Row[]>) {
    this.#read = read;
  }

  join(reader: PollReader<Row>): void {
    this.#readers.add(reader);
  }

  leave(reader: PollReader<Row>): void {
    this.#readers.delete(reader);
    // a read on its way may carry rows for those who stay
    if (this.#readers.size === 0) this.#running?.abort();
  }

  /** Polls until no reader waits. */
  wake(): void {
    if (this.#running !== null) return;
    const running = new AbortController();
    this.#running = running;
    this.#run(running.signal)
      .catch((error) => {
        if (running.signal.aborted) return;
        for (const reader of [...this.#readers]) reader.fail(error);
      })
      .finally(() => {
        this.#running = null;
        if (this.#isWanted()) this.wake();
      });
  }

  #isWanted(): boolean {
    return [...this.#readers].some((reader) => reader.isWaiting);
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (this.#isWanted()) {
      const { min, max } = this.#bounds();
      this.#pauseMs = Math.min(Math.max(this.#pauseMs, min), max);
      const left = this.#lastEnd + this.#pauseMs - performance.now();
      if (left > 0) {
        await sleep(left, signal);
        if (!this.#isWanted()) return;
      }
      const rows = await this.#read(signal).finally(() => {
        this.#lastEnd = performance.now();
      });
      // a server may answer null
      this.#pauseMs = this.#hand(Array.isArray(rows) ? rows : []) ? 0 : this.#pauseMs * LONGER || LONGER;
    }
  }

  #hand(rows: readonly Row[]): boolean {
    let news = false;
    for (const reader of [...this.#readers]) {
      try {
        if (reader.deliver(rows)) news = true;
      } catch (error) {
        reader.fail(error);
      }
    }
    return news;
  }

  /** The most impatient reader decides. */
  #bounds(): { min: number; max: number } {
    const rules = [...this.#readers].map((reader) => reader.rules);
    const min = Math.min(...rules.map(({ minIntervalMs }) => minIntervalMs));
    const max = Math.min(...rules.map(({ maxIntervalMs }) => maxIntervalMs));
    return { min, max };
  }
}
