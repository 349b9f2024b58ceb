import type { MessagePort } from 'node:worker_threads';
import type { Database, Statement } from 'better-sqlite3';
import { openForReading } from '../journal/index.ts';
import type { ColumnAnswer, ColumnSearch } from './columns/column-search.ts';
import { ColumnStore } from './columns/column-store.ts';
import { EarlyColumns } from './early-columns.ts';
import type { CompiledSql, FromReader, ReaderStart, ToReader } from './reader-messages.ts';

/** Prepared statements kept; the one not used for longest goes first. */
const KEPT_STATEMENTS = 100;

/** Carries out queries on a connection of its own that cannot write. */
export class Reader {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement<unknown[]>>();
  readonly #columns: ColumnStore;
  readonly #early: EarlyColumns;

  constructor(folder: string) {
    this.#database = openForReading(folder);
    this.#columns = new ColumnStore(this.#database);
    this.#early = new EarlyColumns(this.#database, this.#columns);
  }

  /** All rows at once; the caller's SQL limits them. Throws SQLite's error. */
  rows({ sql, parameters }: CompiledSql): unknown[] {
    return this.#statement(sql).all(parameters);
  }

  /** A search in columns that are kept in memory. Throws SQLite's error. */
  columns(search: ColumnSearch): ColumnAnswer {
    return this.#columns.search(search);
  }

  /** Reads what searches will want, between questions. */
  startReading(): void {
    this.#early.start();
  }

  close(): void {
    this.#early.stop();
    this.#database.close();
  }

  #statement(sql: string): Statement<unknown[]> {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.delete(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > KEPT_STATEMENTS) {
      const [oldest] = this.#statements.keys();
      this.#statements.delete(oldest as string);
    }
    return statement;
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
