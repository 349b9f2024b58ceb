import { Group, type GroupLimits } from './group.ts';
import type { Journal, JournalRow, StatementRun } from './journal.ts';
import type { JournalError } from './journal-error.ts';

export const DEFAULT_GROUP_LIMITS: GroupLimits = {
  maxBatchRows: 10_000,
  maxBatchBytes: 8 * 1024 * 1024,
  maxGatheredRows: 100_000,
  maxGatheredBytes: 64 * 1024 * 1024,
  busyBytes: 512 * 1024,
};

/**
 * Adaptive group commit: while one batch is being written the next one gathers; when the writer is idle everything
 * gathered goes off as one batch. A lone turn waits for one fsync, a crowd shares one.
 */
export class GroupCommit {
  readonly #journal: Journal;
  readonly #limits: GroupLimits;
  readonly #onBatch: (turns: number, bytes: number) => void;
  /** Oldest first; the one being written, when there is one, is the first. */
  readonly #groups: Group[] = [];
  #rows = 0;
  #bytes = 0;
  #writing = false;
  #scheduled = false;
  #failure: JournalError | null = null;

  /** `onBatch` is told of every batch that goes off: its turns and its estimated bytes. */
  constructor(
    journal: Journal,
    limits: GroupLimits = DEFAULT_GROUP_LIMITS,
    onBatch: (turns: number, bytes: number) => void = () => {},
  ) {
    this.#journal = journal;
    this.#limits = limits;
    this.#onBatch = onBatch;
  }

  /** Whether so much waits to be written that new commands must be refused. An append itself is never refused for it. */
  get full(): boolean {
    return this.#rows >= this.#limits.maxGatheredRows || this.#bytes >= this.#limits.maxGatheredBytes;
  }

  /** Whether so much waits to be written that long work should wait, for the sake of those who wait for an answer. */
  get busy(): boolean {
    return this.#bytes >= this.#limits.busyBytes;
  }

  /** Turns not durable yet. */
  get waitingRows(): number {
    return this.#rows;
  }

  /** Number of the last durable turn. */
  get durableSeq(): number {
    return this.#journal.lastSeq;
  }

  /** Hands over a turn with the statements that belong to it. Resolves, in order, when it is on disk. */
  append(row: JournalRow, statements: readonly StatementRun[] = []): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const group = this.#gathering();
    const bytes = group.addRow(row) + group.addStatements(statements);
    this.#rows += 1;
    return this.#gathered(group, bytes);
  }

  /** Hands over statements that belong to no turn (logins, settings). Resolves when they are on disk. */
  write(statements: readonly StatementRun[]): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const group = this.#gathering();
    return this.#gathered(group, group.addStatements(statements));
  }

  /** Resolves when turn `seq` is on disk; at once when it is already. */
  whenDurable(seq: number): Promise<void> {
    if (seq <= this.#journal.lastSeq) return Promise.resolve();
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const group = this.#groups.find((candidate) => candidate.lastSeq >= seq);
    return group === undefined ? Promise.reject(new Error(`turn ${seq} was never appended`)) : group.durable;
  }

  /** Resolves when everything handed over so far is on disk. */
  drain(): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return this.#groups[this.#groups.length - 1]?.durable ?? Promise.resolve();
  }

  /** Resolves when the batch that is being written, or goes off next, is on disk. */
  batchWritten(): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return this.#groups[0]?.durable ?? Promise.resolve();
  }

  /** The group that still takes rows: the last one, unless it is being written or has reached its limit. */
  #gathering(): Group {
    const last = this.#groups[this.#groups.length - 1];
    const closed = last === undefined || (this.#writing && this.#groups.length === 1) || last.reached(this.#limits);
    if (!closed) return last;
    const group = new Group();
    this.#groups.push(group);
    return group;
  }

  #gathered(group: Group, bytes: number): Promise<void> {
    this.#bytes += bytes;
    if (!this.#writing && !this.#scheduled) {
      // The end of this round of the event loop: requests that arrived together share the first fsync, too.
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.#send();
      });
    }
    return group.durable;
  }

  #send(): void {
    const group = this.#groups[0];
    if (group === undefined || this.#writing || this.#failure !== null) return;
    this.#writing = true;
    this.#onBatch(group.rows.length, group.bytes);
    this.#journal.append(group).then(
      () => this.#written(group),
      (error: JournalError) => this.#fail(error),
    );
  }

  #written(group: Group): void {
    this.#groups.shift();
    this.#rows -= group.rows.length;
    this.#bytes -= group.bytes;
    this.#writing = false;
    this.#send();
    group.resolve();
  }

  #fail(error: JournalError): void {
    this.#failure = error;
    for (const group of this.#groups.splice(0)) group.reject(error);
  }
}
