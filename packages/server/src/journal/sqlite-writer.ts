import type { Database, Statement } from 'better-sqlite3';
import type { Batch, JournalRow, JournalSchema, SqlValue } from './journal.ts';
import { JournalError } from './journal-error.ts';
import { JOURNAL_MIGRATIONS, migrate } from './migrations.ts';
import { RowInserter } from './row-inserter.ts';
import { lastSeqOf } from './row-reader.ts';
import { openForWriting } from './sqlite-file.ts';

/** Bytes written, roughly, after which the log's pages are moved into the database file. */
const CHECKPOINT_BYTES = 16 * 1024 * 1024;
/** Rough cost of a batch and of a statement's row in the log beside the text they carry. */
const BATCH_BYTES = 8 * 1024;
const STATEMENT_ROW_BYTES = 256;
/** Log pages (4 kB) from which on the writer waits for readers, so that the log can start over. */
const LARGE_LOG_PAGES = 65_536;

/** The single writer of a data folder: one transaction, one fsync per batch. */
export class SqliteWriter {
  readonly #database: Database;
  readonly #inserter: RowInserter;
  readonly #statements = new Map<string, Statement<[readonly SqlValue[]]>>();
  #lastSeq: number;
  #uncheckpointedBytes: number;

  /** Opens or creates the database and brings its schema up to date. */
  constructor(folder: string, schema: JournalSchema) {
    this.#database = openForWriting(folder);
    try {
      // A checkpoint takes tens of ms: it runs in a thread of its own, never inside a commit that somebody waits for.
      this.#database.pragma('wal_autocheckpoint = 0');
      migrate(this.#database, [...JOURNAL_MIGRATIONS, ...schema.migrations]);
      this.#inserter = new RowInserter(this.#database);
      for (const [name, sql] of Object.entries(schema.statements)) this.#statements.set(name, this.#prepare(name, sql));
      this.#lastSeq = lastSeqOf(this.#database);
      // what an earlier start has left in the log goes into the file soon
      this.#uncheckpointedBytes = this.#lastSeq === 0 ? 0 : CHECKPOINT_BYTES;
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Returns when the batch is on disk; throws with nothing of it written. */
  write(batch: Batch): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      this.#insertRows(batch.rows);
      for (const { statement, values } of batch.statements) this.#run(statement, values);
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
    this.#lastSeq += batch.rows.length;
  }

  /** Whether so much was written since the last checkpoint that it is time for one. */
  get checkpointDue(): boolean {
    return this.#uncheckpointedBytes >= CHECKPOINT_BYTES;
  }

  /** Called when a checkpoint starts beside this writer. */
  checkpointStarted(): void {
    this.#uncheckpointedBytes = 0;
  }

  /** Moves what was written during a checkpoint into the database file too, so that the log can start over. */
  finishCheckpoint(): void {
    const [result] = this.#database.pragma('wal_checkpoint(PASSIVE)') as { log: number }[];
    if (result !== undefined && result.log > LARGE_LOG_PAGES) this.#database.pragma('wal_checkpoint(RESTART)');
  }

  close(): void {
    this.#database.close();
  }

  #insertRows(rows: readonly JournalRow[]): void {
    let expected = this.#lastSeq + 1;
    let bytes = BATCH_BYTES;
    for (const row of rows) {
      if (row.seq !== expected) {
        throw new JournalError('misuse', `journal: row ${row.seq} was appended where row ${expected} belongs`, row.seq);
      }
      expected += 1;
      bytes += row.body.length;
    }
    this.#inserter.insert(rows);
    this.#uncheckpointedBytes += bytes;
  }

  #run(name: string, values: readonly (readonly SqlValue[])[]): void {
    const statement = this.#statements.get(name);
    if (statement === undefined) throw new JournalError('misuse', `journal: statement ${name} was never registered`);
    for (const parameters of values) statement.run(parameters);
    this.#uncheckpointedBytes += values.length * STATEMENT_ROW_BYTES;
  }

  #prepare(name: string, sql: string): Statement<[readonly SqlValue[]]> {
    try {
      return this.#database.prepare(sql);
    } catch (error) {
      throw new JournalError('misuse', `journal: statement ${name} is not valid SQL: ${(error as Error).message}`);
    }
  }
}
