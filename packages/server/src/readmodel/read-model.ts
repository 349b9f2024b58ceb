import type { KnownWork } from '@outcry/core';
import type { Database, Statement } from 'better-sqlite3';
import { openForReading } from '../journal/index.ts';
import { workerFile } from '../journal/worker-file.ts';
import type { ColumnSearch } from './columns/column-search.ts';
import { ReaderClient } from './reader-client.ts';
import type { ColumnPage, ColumnReader, CompiledSql, RowSource } from './reader-messages.ts';

export interface ReadModelOptions {
  /** The data folder; its journal is open, with READ_MODEL_SCHEMA. */
  readonly folder: string;
  /** Searches that may wait at once, 256 unless told. */
  readonly maxInFlight?: number;
  /** How long one search may run (ms), 3 000 unless told. */
  readonly timeLimitMs?: number;
  /** Told how long a search took, answered or not (seconds). */
  readonly onQuery?: (seconds: number) => void;
  /** Bundle of the reader thread, when it isn't the built one. */
  readonly readerFile?: string | URL;
}

/** Keys that are read at a time: a few milliseconds. */
const KEY_PAGE = 4_000;

const BEFORE_ALL = [-1, ''] as const;

/** What the core has forgotten, read from SQL. Only what is durable can be seen. Close it before the journal. */
export class ReadModel implements RowSource, ColumnReader {
  readonly #client: ReaderClient;
  readonly #database: Database;
  readonly #onQuery: ((seconds: number) => void) | undefined;
  readonly #findKey: Statement<[number, string], KnownWork>;
  readonly #keysAfter: Statement<[number, string], readonly [number, string]>;

  constructor(options: ReadModelOptions) {
    const { folder, maxInFlight = 256, timeLimitMs = 3_000 } = options;
    this.#onQuery = options.onQuery;
    this.#database = openForReading(folder);
    this.#findKey = this.#database.prepare('SELECT kind, id FROM command_keys WHERE account = ? AND key = ?');
    this.#keysAfter = this.#database
      .prepare<[number, string], readonly [number, string]>(
        `SELECT account, key FROM command_keys WHERE (account, key) > (?, ?) ORDER BY account, key LIMIT ${KEY_PAGE}`,
      )
      .raw();
    this.#client = new ReaderClient(options.readerFile ?? workerFile('reader-thread'), folder, {
      maxInFlight,
      timeLimitMs,
    });
  }

  /** Carries out compiled SQL in the reader thread. Rejects with ReadModelError. */
  query<T>(compiled: CompiledSql): Promise<T[]> {
    return this.#timed(this.#client.query<T>(compiled));
  }

  /** Searches columns in the reader thread's memory. Rejects with ReadModelError. */
  columns<Row>(search: ColumnSearch): Promise<ColumnPage<Row> | null> {
    return this.#timed(this.#client.columns<Row>(search));
  }

  /**
   * The order or transfer that an account's idempotency key was first used for, as far as it is durable. A point lookup
   * of a few microseconds on the calling thread, for commands that are about to be queued.
   */
  findKey(account: number, key: string): KnownWork | undefined {
    return this.#findKey.get(account, key);
  }

  /** Keys after one, by account and text; from the first with null. A page of some thousand, on the calling thread. */
  keysAfter(last: readonly [account: number, key: string] | null): readonly (readonly [number, string])[] {
    return this.#keysAfter.all(...(last ?? BEFORE_ALL));
  }

  async #timed<T>(answer: Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await answer;
    } finally {
      this.#onQuery?.((performance.now() - started) / 1_000);
    }
  }

  /** Refuses what waits and resolves when the reader thread has ended. */
  async close(): Promise<void> {
    this.#database.close();
    await this.#client.close();
  }
}
