import { Worker } from 'node:worker_threads';
import type { ColumnAnswer, ColumnSearch } from './columns/column-search.ts';
import { ReadModelError } from './read-model-error.ts';
import type {
  ColumnPage,
  ColumnReader,
  CompiledSql,
  FromReader,
  Question,
  ReaderStart,
  RowSource,
  ToReader,
} from './reader-messages.ts';

export interface ReaderLimits {
  /** Queries that may be asked and not answered yet. */
  readonly maxInFlight: number;
  /** How long one query may run (ms). */
  readonly timeLimitMs: number;
}

/** Deaths of the thread in a row, without an answer in between, after which it is not started again. */
const MAX_DEATHS = 3;
/** Threads that may still be busy with a query nobody waits for any more. */
const MAX_LEFT_BEHIND = 2;

interface RunningThread {
  readonly ended: Promise<void>;
  readonly left: Int32Array;
}

interface Asked {
  readonly question: Question;
  readonly resolve: (rows: unknown[]) => void;
  readonly reject: (error: ReadModelError) => void;
}

/**
 * The main thread's side of the reader thread, which starts with the first query. A query that runs too long is given up: SQLite can't be interrupted from
 * outside, so its thread is left behind to end on its own and the waiting queries go to a new one. A thread that dies is
 * replaced too; the query it died on is refused, the others are asked again.
 */
export class ReaderClient implements RowSource, ColumnReader {
  readonly #file: string | URL;
  readonly #folder: string;
  readonly #limits: ReaderLimits;
  /** Not answered yet, in the order in which the thread answers. */
  #asked: Asked[] = [];
  #thread: Worker | null = null;
  /** Whether the thread has started; before that no query's time runs. */
  #ready = false;
  /** Every thread that has not ended. */
  readonly #running = new Map<Worker, RunningThread>();
  #timer: NodeJS.Timeout | undefined;
  #deaths = 0;
  #refusal: ReadModelError | null = null;

  constructor(file: string | URL, folder: string, limits: ReaderLimits) {
    this.#file = file;
    this.#folder = folder;
    this.#limits = limits;
  }

  /** Rejects with ReadModelError `busy`, `timeout`, `failed` or `closed`. */
  query<T>({ sql, parameters }: CompiledSql): Promise<T[]> {
    return this.#ask<T>({ sql, parameters });
  }

  /** Asks until the columns have been read, others having their turn in between. Rejects as `query` does. */
  async columns<Row>(search: ColumnSearch): Promise<ColumnPage<Row> | null> {
    for (;;) {
      const [answer] = await this.#ask<ColumnAnswer>(search);
      if (answer?.kind === 'page') {
        const { rows, total, sums } = answer;
        return { rows: rows as readonly Row[], total, sums };
      }
      if (answer?.kind !== 'behind' || !search.patient) return null;
    }
  }

  #ask<T>(question: Question): Promise<T[]> {
    if (this.#refusal !== null) return Promise.reject(this.#refusal);
    if (this.#asked.length >= this.#limits.maxInFlight || this.#stuck) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      this.#asked.push({ question, resolve: resolve as (rows: unknown[]) => void, reject });
      if (this.#thread === null) this.#askAgain();
      else this.#post(this.#thread, question);
      if (this.#asked.length === 1) this.#watch();
    });
  }

  /** Refuses what waits and resolves when every thread has ended. */
  async close(): Promise<void> {
    this.#refuseAll(new ReadModelError('closed', 'the read model is closed'));
    for (const thread of this.#running.keys()) this.#leave(thread);
    await Promise.all([...this.#running.values()].map((running) => running.ended));
  }

  /** No thread may be started before one that was left behind has ended. */
  get #stuck(): boolean {
    return this.#thread === null && this.#running.size > MAX_LEFT_BEHIND;
  }

  #startThread(): Worker {
    const left = new Int32Array(new SharedArrayBuffer(4));
    const start: ReaderStart = { folder: this.#folder, left };
    const thread = new Worker(this.#file, { workerData: start });
    this.#ready = false;
    thread.on('message', (message: FromReader) => this.#answered(thread, message));
    thread.on('error', (error) => this.#died(thread, error.message));
    const ended = new Promise<void>((resolve) => {
      thread.on('exit', () => {
        this.#running.delete(thread);
        this.#died(thread, 'it ended');
        resolve();
      });
    });
    this.#running.set(thread, { ended, left });
    return thread;
  }

  /** Lets a thread end once SQLite gives it back. */
  #leave(thread: Worker): void {
    const running = this.#running.get(thread);
    if (running !== undefined) Atomics.store(running.left, 0, 1);
    thread.postMessage({ kind: 'close' } satisfies ToReader);
  }

  #post(thread: Worker, question: Question): void {
    const kind = 'sql' in question ? 'query' : 'columns';
    thread.postMessage({ kind, ...question } as ToReader);
  }

  /** Gives everything that waits to a new thread. */
  #askAgain(): void {
    if (this.#asked.length === 0) return;
    if (this.#stuck) {
      for (const { reject } of this.#asked.splice(0)) reject(busy());
      return;
    }
    this.#thread = this.#startThread();
    for (const { question } of this.#asked) this.#post(this.#thread, question);
  }

  #answered(thread: Worker, message: FromReader): void {
    if (thread !== this.#thread) return;
    if (message.kind === 'ready') {
      this.#ready = true;
      return this.#watch();
    }
    this.#deaths = 0;
    const oldest = this.#asked.shift();
    this.#watch();
    if (message.kind === 'rows') oldest?.resolve(message.rows);
    else oldest?.reject(new ReadModelError('failed', `read model: ${message.message}`));
  }

  /** The time of the oldest query begins when the one before it is answered. */
  #watch(): void {
    clearTimeout(this.#timer);
    const oldest = this.#asked[0];
    if (oldest === undefined || !this.#ready) return;
    // Its answer may have arrived while the main thread was busy: messages are taken before the second look.
    this.#timer = setTimeout(() => setImmediate(() => this.#giveUp(oldest)), this.#limits.timeLimitMs);
  }

  #giveUp(slow: Asked): void {
    if (this.#asked[0] !== slow || this.#thread === null) return;
    this.#asked.shift();
    this.#leave(this.#thread);
    this.#thread = null;
    slow.reject(
      new ReadModelError(
        'timeout',
        `the search took longer than ${this.#limits.timeLimitMs} ms; ask for a shorter time`,
      ),
    );
    this.#askAgain();
  }

  #died(thread: Worker, reason: string): void {
    if (thread !== this.#thread || this.#refusal !== null) return;
    this.#thread = null;
    this.#deaths += 1;
    const error = new ReadModelError('failed', `the read model's thread failed: ${reason}`);
    if (this.#deaths >= MAX_DEATHS) return this.#refuseAll(error);
    this.#asked.shift()?.reject(error);
    this.#askAgain();
  }

  #refuseAll(error: ReadModelError): void {
    this.#refusal ??= error;
    clearTimeout(this.#timer);
    for (const { reject } of this.#asked.splice(0)) reject(error);
  }
}

function busy(): ReadModelError {
  return new ReadModelError('busy', 'too many searches wait already; try again in a moment');
}
