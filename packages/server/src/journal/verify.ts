import type { Database } from 'better-sqlite3';
import type { Snapshot } from './journal.ts';
import type { Replica, ReplicaSource } from './replica.ts';
import { lastSeqOf, readPages, rowFault, type StoredRow } from './row-reader.ts';
import { SnapshotFiles } from './snapshot-files.ts';
import { openForReading } from './sqlite-file.ts';

/** Faults told one by one; more are only counted. */
const TOLD_FAULTS = 100;

export interface VerifyOptions {
  readonly folder: string;
  /** Replays every turn and compares with the snapshots; null: rows and files only. */
  readonly replicas: ReplicaSource | null;
  /** Called now and then with rows done and rows in all. */
  readonly onProgress: (done: number, total: number) => void;
}

export interface JournalFault {
  /** The row or turn concerned; null: the file as a whole. */
  readonly seq: number | null;
  readonly what: string;
}

export interface VerifyReport {
  readonly rows: number;
  readonly lastSeq: number;
  readonly faultCount: number;
  /** The first hundred. */
  readonly faults: readonly JournalFault[];
  /** Turns whose snapshot could be read and, with replay, agrees with it. */
  readonly soundSnapshots: readonly number[];
  /** Digest after the last turn; null when nothing was replayed or the replay stopped at a fault. */
  readonly digest: string | null;
}

/** Walks a whole journal and tells everything that is wrong with it. Alters nothing; a server may be running on it. */
export async function verifyJournal(options: VerifyOptions): Promise<VerifyReport> {
  const database = openForReading(options.folder);
  try {
    const walk = new Walk(options.replicas);
    await walk.readSnapshots(new SnapshotFiles(options.folder));
    walk.checkPages(database);
    const lastSeq = lastSeqOf(database);
    walk.checkRows(database, lastSeq, options.onProgress);
    return walk.report(lastSeq);
  } finally {
    database.close();
  }
}

class Walk {
  readonly #source: ReplicaSource | null;
  readonly #faults: JournalFault[] = [];
  readonly #snapshotDigests = new Map<number, string>();
  readonly #soundSnapshots: number[] = [];
  #replica: Replica | null;
  #faultCount = 0;
  #rows = 0;

  constructor(source: ReplicaSource | null) {
    this.#source = source;
    this.#replica = source?.create(null) ?? null;
  }

  async readSnapshots(files: SnapshotFiles): Promise<void> {
    for (const seq of files.list()) {
      try {
        const snapshot = await files.read(seq);
        this.#restore(snapshot);
        this.#snapshotDigests.set(seq, snapshot.digest);
      } catch (error) {
        this.#note(seq, `snapshot of turn ${seq} can't be read: ${(error as Error).message}`);
      }
    }
  }

  checkPages(database: Database): void {
    try {
      const findings = database.pragma('quick_check(20)') as { quick_check: string }[];
      for (const { quick_check } of findings)
        if (quick_check !== 'ok') this.#note(null, `database file: ${quick_check}`);
    } catch (error) {
      this.#note(null, `database file: ${(error as Error).message}`);
    }
  }

  checkRows(database: Database, lastSeq: number, onProgress: (done: number, total: number) => void): void {
    let expected = 1;
    try {
      for (const page of readPages(database, 1, lastSeq)) {
        for (const row of page) {
          this.#checkRow(row, expected);
          expected = row.seq + 1;
        }
        onProgress(expected - 1, lastSeq);
      }
    } catch (error) {
      this.#replica = null;
      this.#note(expected, `rows from ${expected} on can't be read: ${(error as Error).message}`);
    }
    for (const seq of this.#snapshotDigests.keys()) {
      if (seq > lastSeq) this.#note(seq, `the journal ends at row ${lastSeq}, but there is a snapshot of turn ${seq}`);
      else if (this.#replica === null) this.#soundSnapshots.push(seq);
    }
  }

  report(lastSeq: number): VerifyReport {
    return {
      rows: this.#rows,
      lastSeq,
      faultCount: this.#faultCount,
      faults: this.#faults,
      soundSnapshots: this.#soundSnapshots.sort((a, b) => b - a),
      digest: this.#replica?.digest() ?? null,
    };
  }

  #checkRow(row: StoredRow, expected: number): void {
    this.#rows += 1;
    const gap = row.seq === expected ? null : rowFault(row, expected);
    const damage = rowFault(row, row.seq);
    for (const fault of [gap, damage]) {
      if (fault === null) continue;
      this.#replica = null;
      this.#note(fault.seq, fault.what);
    }
    if (this.#replica !== null) this.#replay(this.#replica, row);
  }

  #replay(replica: Replica, row: StoredRow): void {
    try {
      replica.applyTurn(row);
    } catch (error) {
      this.#replica = null;
      this.#note(row.seq, `turn ${row.seq} can't be applied: ${(error as Error).message}`);
      return;
    }
    const digest = this.#snapshotDigests.get(row.seq);
    if (digest === undefined) return;
    this.#snapshotDigests.delete(row.seq);
    if (digest === replica.digest()) this.#soundSnapshots.push(row.seq);
    else
      this.#note(
        row.seq,
        `replaying up to turn ${row.seq} gives digest ${replica.digest()}, its snapshot says ${digest}`,
      );
  }

  #restore(snapshot: Snapshot): void {
    const digest = this.#source?.create(snapshot).digest();
    if (digest !== undefined && digest !== snapshot.digest)
      throw new Error(`its state has digest ${digest}, it says ${snapshot.digest}`);
  }

  #note(seq: number | null, what: string): void {
    this.#faultCount += 1;
    if (this.#faults.length < TOLD_FAULTS) this.#faults.push({ seq, what });
  }
}
