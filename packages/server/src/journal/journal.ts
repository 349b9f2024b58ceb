import type { JournalError } from './journal-error.ts';

/** One turn of the core as it stands on disk. */
export interface JournalRow {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** Market time of the turn, ms UTC. */
  readonly at: number;
  /** Format version of the body. */
  readonly version: number;
  /** The events of the turn, encoded by the core. */
  readonly body: string;
}

/** What a statement's parameter may be. Integers must be safe; money and quantities travel as text. */
export type SqlValue = string | number | null;

/** One registered statement, run once per parameter row, in order. */
export interface StatementRun {
  readonly statement: string;
  readonly values: readonly (readonly SqlValue[])[];
}

/** What becomes durable together or not at all: turns, and the SQL of read model and identity that belongs to them. */
export interface Batch {
  readonly rows: readonly JournalRow[];
  /** Run after the rows, in the order given. */
  readonly statements: readonly StatementRun[];
}

/** A named step of the SQL schema. Once released, its text never changes. */
export interface Migration {
  readonly id: string;
  readonly sql: string;
}

/** What rooms that keep SQL tables register when the journal opens: plain values, they are sent to the writer thread. */
export interface JournalSchema {
  readonly migrations: readonly Migration[];
  /** Statement name → SQL with `?` parameters. */
  readonly statements: Readonly<Record<string, string>>;
}

/** The core's durable state after turn `seq`. */
export interface Snapshot {
  readonly seq: number;
  /** The core's digest at that turn. */
  readonly digest: string;
  /** Format version of the body. */
  readonly version: number;
  readonly body: string;
}

/**
 * The durable memory of the platform. An opened journal is whole up to `lastSeq`; an append is there completely or not
 * at all, also after a power cut. Every adapter passes `describeJournal` of `journal.spec-suite.ts`.
 */
export interface Journal {
  /** Number of the first row at hand: 1, or more when older ones lie in an archive. */
  readonly firstSeq: number;
  /** Number of the last durable row, 0 in an empty journal. */
  readonly lastSeq: number;
  /** Resolves, once, when the journal can't go on (disk full, writer dead); nothing is accepted after that. */
  readonly failed: Promise<JournalError>;
  /** Rows from `fromSeq` on, in order, each verified. Throws JournalError `damaged` at the first row that isn't sound. */
  read(fromSeq: number): AsyncIterable<JournalRow>;
  /**
   * Resolves when the batch is on disk. Rows must continue the sequence. Batches become durable in the order of the
   * calls. Rejects with JournalError; the journal has failed then, and what became of the batch is known only after
   * the next start.
   */
  append(batch: Batch): Promise<void>;
  /** The newest readable snapshot, or the newest one older than turn `below`; null: replay from the first row. */
  newestSnapshot(below?: number): Promise<Snapshot | null>;
  /** Stores a snapshot of a durable turn; the two newest are kept. */
  saveSnapshot(snapshot: Snapshot): Promise<void>;
  /** Copies the running journal into an empty folder and resolves with the last turn in the copy. */
  backup(folder: string): Promise<number>;
  /** Waits for the appends under way and lets go of files and threads. */
  close(): Promise<void>;
}
