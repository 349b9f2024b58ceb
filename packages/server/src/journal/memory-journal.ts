import type { Batch, Journal, JournalRow, Snapshot, StatementRun } from './journal.ts';
import { failed, JournalError } from './journal-error.ts';

/** What a test may do to a journal in memory. */
export interface JournalFaults {
  /** Appends take at least this many ms. */
  delayMs: number;
  /** The next append fails with this cause, and with it the journal. */
  failNextAppend: string | null;
}

/** A journal that forgets everything at the end: for tests of those who use one. Keeps the rules of the port. */
export class MemoryJournal implements Journal {
  readonly rows: JournalRow[] = [];
  /** The statements of every batch, in order. */
  readonly statements: StatementRun[] = [];
  /** Rows per batch, in order. */
  readonly batchSizes: number[] = [];
  readonly faults: JournalFaults = { delayMs: 0, failNextAppend: null };
  readonly failed: Promise<JournalError>;
  readonly #tellFailure: (error: JournalError) => void;
  readonly #known: ReadonlySet<string> | null;
  readonly #snapshots: Snapshot[] = [];
  #queue: Promise<void> = Promise.resolve();
  #refusal: JournalError | null = null;

  /** With `statements`, their names: a batch that uses another one fails, as it does on disk. */
  constructor(statements: readonly string[] | null = null) {
    this.#known = statements === null ? null : new Set(statements);
    let tell: (error: JournalError) => void = () => {};
    this.failed = new Promise((resolve) => {
      tell = resolve;
    });
    this.#tellFailure = tell;
  }

  get firstSeq(): number {
    return 1;
  }

  get lastSeq(): number {
    return this.rows.length;
  }

  async *read(fromSeq: number): AsyncGenerator<JournalRow> {
    for (let seq = fromSeq; seq <= this.rows.length; seq++) yield this.rows[seq - 1] as JournalRow;
  }

  append(batch: Batch): Promise<void> {
    if (this.#refusal !== null) return Promise.reject(this.#refusal);
    const done = this.#queue.then(() => this.#write(batch));
    this.#queue = done.catch(() => {});
    return done;
  }

  async newestSnapshot(below = Number.MAX_SAFE_INTEGER): Promise<Snapshot | null> {
    return this.#snapshots.find((snapshot) => snapshot.seq < below) ?? null;
  }

  async saveSnapshot(snapshot: Snapshot): Promise<void> {
    if (snapshot.seq > this.lastSeq) {
      throw new JournalError(
        'misuse',
        `journal: snapshot of turn ${snapshot.seq}, which is not durable yet`,
        snapshot.seq,
      );
    }
    this.#snapshots.push(snapshot);
    this.#snapshots.sort((a, b) => b.seq - a.seq).splice(2);
  }

  async backup(): Promise<number> {
    throw new JournalError('misuse', 'journal: a journal in memory has no files to copy');
  }

  async close(): Promise<void> {
    this.#refusal ??= new JournalError('closed', 'journal: it is closed');
    await this.#queue;
  }

  async #write(batch: Batch): Promise<void> {
    if (this.faults.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.faults.delayMs));
    if (this.#refusal !== null && this.#refusal.code === 'failed') throw this.#refusal;
    const fault = this.faults.failNextAppend ?? this.#contractFault(batch);
    if (fault !== null) {
      this.#refusal = failed(fault);
      this.#tellFailure(this.#refusal);
      throw this.#refusal;
    }
    for (const row of batch.rows) this.rows.push(row);
    for (const run of batch.statements) this.statements.push(run);
    this.batchSizes.push(batch.rows.length);
  }

  #contractFault(batch: Batch): string | null {
    let expected = this.rows.length + 1;
    for (const row of batch.rows) {
      if (row.seq !== expected) return `row ${row.seq} was appended where row ${expected} belongs`;
      expected += 1;
    }
    const stranger = batch.statements.find((run) => this.#known !== null && !this.#known.has(run.statement));
    return stranger === undefined ? null : `statement ${stranger.statement} was never registered`;
  }
}
