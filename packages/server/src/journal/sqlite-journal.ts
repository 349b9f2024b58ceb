import { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { copyJournal } from './backup.ts';
import { toColumns } from './batch-columns.ts';
import { unpackError } from './error-message.ts';
import type { Batch, Journal, JournalRow, JournalSchema, Snapshot } from './journal.ts';
import { damaged, failed, JournalError } from './journal-error.ts';
import { firstSeqOf, readRows } from './row-reader.ts';
import { SnapshotFiles } from './snapshot-files.ts';
import { DATABASE_FILE, openForReading } from './sqlite-file.ts';
import { workerFile } from './worker-file.ts';
import type { FromWriter, ToWriter, WriterStart } from './writer-messages.ts';

export interface SqliteJournalOptions {
  /** The data folder, already locked by the caller (`lockFolder`). Made when it is missing. */
  readonly folder: string;
  readonly schema: JournalSchema;
  /** Told, in one sentence, about a snapshot that was passed over because it can't be read. */
  readonly onNotice: (notice: string) => void;
  /** Told how long the writer thread took for a batch, fsync included (seconds). */
  readonly onWritten?: (seconds: number) => void;
  /** Bundle of the writer thread, when it isn't the built one. */
  readonly writerFile?: string;
}

interface PendingAppend {
  readonly lastSeq: number;
  readonly resolve: () => void;
  readonly reject: (error: JournalError) => void;
}

/**
 * Opens (or makes) the journal in a data folder and starts its writer thread. Throws JournalError `damaged` or
 * `foreign` when the file isn't a sound journal of this or an older version.
 */
export async function openSqliteJournal(options: SqliteJournalOptions): Promise<Journal> {
  const start: WriterStart = { folder: options.folder, schema: options.schema };
  const writer = new Worker(options.writerFile ?? workerFile('writer-thread'), { workerData: start });
  const lastSeq = await opened(writer);
  const snapshots = new SnapshotFiles(options.folder);
  const newest = snapshots.list()[0] ?? 0;
  if (newest > lastSeq) {
    await writer.terminate();
    throw damaged(
      `it ends at row ${lastSeq}, but there is a snapshot of turn ${newest}: rows are missing, or ${DATABASE_FILE} and the snapshots beside it are not of the same backup`,
      newest,
    );
  }
  return new SqliteJournal(writer, lastSeq, snapshots, options);
}

function opened(writer: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(failed('the writer thread ended at its start'));
    writer.once('error', reject);
    writer.once('exit', ended);
    writer.once('message', (message: FromWriter) => {
      writer.off('error', reject);
      writer.off('exit', ended);
      if (message.kind === 'failed') reject(unpackError(message.error));
      else if (message.kind === 'opened') resolve(message.lastSeq);
    });
  });
}

class SqliteJournal implements Journal {
  readonly firstSeq: number;
  readonly failed: Promise<JournalError>;
  readonly #tellFailure: (error: JournalError) => void;
  readonly #writer: Worker;
  readonly #reader: Database;
  readonly #snapshots: SnapshotFiles;
  readonly #onNotice: (notice: string) => void;
  readonly #onWritten: (seconds: number) => void;
  readonly #pending: PendingAppend[] = [];
  readonly #ended: Promise<void>;
  #lastSeq: number;
  #refusal: JournalError | null = null;

  constructor(writer: Worker, lastSeq: number, snapshots: SnapshotFiles, options: SqliteJournalOptions) {
    let tell: (error: JournalError) => void = () => {};
    this.failed = new Promise((resolve) => {
      tell = resolve;
    });
    this.#tellFailure = tell;
    this.#writer = writer;
    this.#lastSeq = lastSeq;
    this.#snapshots = snapshots;
    this.#onNotice = options.onNotice;
    this.#onWritten = options.onWritten ?? (() => undefined);
    this.#reader = openForReading(options.folder);
    this.firstSeq = firstSeqOf(this.#reader);
    writer.on('message', (message: FromWriter) => this.#receive(message));
    writer.on('error', (error) => this.#fail(failed(error)));
    this.#ended = new Promise((resolve) => {
      writer.on('exit', () => {
        this.#fail(failed('the writer thread ended'));
        resolve();
      });
    });
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  async *read(fromSeq: number): AsyncGenerator<JournalRow> {
    yield* readRows(this.#reader, fromSeq);
  }

  append(batch: Batch): Promise<void> {
    if (this.#refusal !== null) return Promise.reject(this.#refusal);
    this.#post({ kind: 'append', columns: toColumns(batch) });
    return new Promise((resolve, reject) => {
      const before = this.#pending[this.#pending.length - 1]?.lastSeq ?? this.#lastSeq;
      this.#pending.push({ lastSeq: before + batch.rows.length, resolve, reject });
    });
  }

  async newestSnapshot(below = Number.MAX_SAFE_INTEGER): Promise<Snapshot | null> {
    for (const seq of this.#snapshots.list()) {
      if (seq >= below) continue;
      try {
        return await this.#snapshots.read(seq);
      } catch (error) {
        this.#onNotice(`snapshot of turn ${seq} can't be read, it is passed over: ${(error as Error).message}`);
      }
    }
    return null;
  }

  async saveSnapshot(snapshot: Snapshot): Promise<void> {
    if (snapshot.seq > this.#lastSeq) {
      throw new JournalError(
        'misuse',
        `journal: snapshot of turn ${snapshot.seq}, which is not durable yet`,
        snapshot.seq,
      );
    }
    await this.#snapshots.save(snapshot);
  }

  async backup(folder: string): Promise<number> {
    return copyJournal(this.#reader, await this.newestSnapshot(), folder);
  }

  async close(): Promise<void> {
    if (this.#refusal === null) {
      this.#refusal = new JournalError('closed', 'journal: it is closed');
      // The writer goes last: the last connection moves the whole log into the database file.
      this.#reader.close();
      this.#post({ kind: 'close' });
    }
    await this.#ended;
    this.#reader.close();
  }

  #post(message: ToWriter): void {
    this.#writer.postMessage(message);
  }

  #receive(message: FromWriter): void {
    if (message.kind === 'failed') {
      this.#fail(failed(unpackError(message.error)));
    } else if (message.kind === 'written') {
      const oldest = this.#pending.shift();
      if (oldest === undefined) return;
      this.#lastSeq = oldest.lastSeq;
      this.#onWritten(message.seconds);
      oldest.resolve();
    }
  }

  /** The first failure counts. An orderly end with nothing pending is none. */
  #fail(error: JournalError): void {
    if (this.#refusal !== null && this.#pending.length === 0) return;
    this.#refusal = error;
    for (const append of this.#pending.splice(0)) append.reject(error);
    this.#tellFailure(error);
  }
}
