import type { MessagePort } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { openForReading } from '../journal/index.ts';
import type { ColumnAnswer, ColumnSearch } from './columns/column-search.ts';
import { ColumnStore } from './columns/column-store.ts';
import { KeptStatements } from './columns/kept-statements.ts';
import { EarlyColumns } from './early-columns.ts';
import type { CompiledSql, FromReader, ReaderStart, ToReader } from './reader-messages.ts';

/** How long columns are read on for one search before other questions have their turn (ms). */
const READ_ON_MS = 25;

/** Carries out queries on a connection of its own that cannot write. */
export class Reader {
  readonly #database: Database;
  readonly #statements: KeptStatements;
  readonly #columns: ColumnStore;
  readonly #early: EarlyColumns;

  constructor(folder: string) {
    this.#database = openForReading(folder);
    this.#statements = new KeptStatements(this.#database);
    this.#columns = new ColumnStore(this.#database);
    this.#early = new EarlyColumns(this.#database, this.#columns);
  }

  /** All rows at once; the caller's SQL limits them. Throws SQLite's error. */
  rows({ sql, parameters }: CompiledSql): unknown[] {
    return this.#statements.of(sql).all(parameters);
  }

  /** A search in columns that are kept in memory. Throws SQLite's error. */
  columns(search: ColumnSearch): ColumnAnswer {
    const until = performance.now() + READ_ON_MS;
    for (;;) {
      const answer = this.#columns.search(search);
      if (answer.kind !== 'behind' || !search.patient || performance.now() > until) return answer;
    }
  }

  /** Reads what searches will want, between questions. */
  startReading(): void {
    this.#early.start();
  }

  close(): void {
    this.#early.stop();
    this.#database.close();
  }
}

/** Answers queries behind a message port until it is asked to close. */
export function serveReader(port: MessagePort, { folder, left }: ReaderStart): void {
  const reader = new Reader(folder);
  port.on('message', (message: ToReader) => {
    if (message.kind === 'close') {
      reader.close();
      port.close();
    } else if (Atomics.load(left, 0) === 0) port.postMessage(answer(reader, message));
  });
  port.postMessage({ kind: 'ready' } satisfies FromReader);
  reader.startReading();
}

function answer(reader: Reader, question: Exclude<ToReader, { kind: 'close' }>): FromReader {
  try {
    return { kind: 'rows', rows: question.kind === 'query' ? reader.rows(question) : [reader.columns(question)] };
  } catch (error) {
    return { kind: 'refused', message: (error as Error).message };
  }
}
