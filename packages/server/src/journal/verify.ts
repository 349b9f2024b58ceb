import type { Database } from 'better-sqlite3';
import { type ArchivedTurns, archivedTurns } from './archive.ts';
import type { Snapshot } from './journal.ts';
import type { Replica, ReplicaSource } from './replica.ts';
import { firstSeqOf, lastSeqOf, readPages, rowFault, type StoredRow } from './row-reader.ts';
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
  /** Where the journal begins; later than 1 when older turns are archived: then the replay begins at a snapshot. */
  readonly firstSeq: number;
  readonly archived: readonly ArchivedTurns[];
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
    walk.checkBeginning(firstSeqOf(database), archivedTurns(database));
    walk.checkRows(database, lastSeq, options.onProgress);
    return walk.report(lastSeq);
  } finally {
    database.close();
  }
}

class Walk {
  readonly #source: ReplicaSource | null;
  readonly #faults: JournalFault[] = [];
  readonly #snapshots = new Map<number, Snapshot>();
  readonly #soundSnapshots: number[] = [];
  #replica: Replica | null;
  /** The turn after which the replay begins. */
  #replayAfter = 0;
  #firstSeq = 1;
  #archived: readonly ArchivedTurns[] = [];
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
        this.#snapshots.set(seq, snapshot);
      } catch (error) {
        this.#note(seq, `snapshot of turn ${seq} can't be read: ${(error as Error).message}`);
      }
    }
  }

  /** A journal may begin later when every turn before is noted as archived; its replay begins at the oldest snapshot then. */
  checkBeginning(firstSeq: number, archived: readonly ArchivedTurns[]): void {
    let known = 1;
    for (const turns of archived) if (turns.firstSeq === known) known = turns.lastSeq + 1;
    if (firstSeq === 1 || known !== firstSeq) return;
    this.#firstSeq = firstSeq;
    this.#archived = archived;
    const base = [...this.#snapshots.keys()].filter((seq) => seq + 1 >= firstSeq).sort((a, b) => a - b)[0];
    const snapshot = base === undefined ? undefined : this.#snapshots.get(base);
    if (snapshot === undefined) {
      this.#replica = null;
      this.#note(firstSeq, `turns before ${firstSeq} are archived, and no sound snapshot holds the state before it`);
      return;
    }
    this.#replica = this.#source?.create(snapshot) ?? null;
    this.#replayAfter = snapshot.seq;
    if (this.#replica !== null) this.#soundSnapshots.push(snapshot.seq);
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
    let expected = this.#firstSeq;
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
    for (const seq of this.#snapshots.keys()) {
      if (seq > lastSeq) this.#note(seq, `the journal ends at row ${lastSeq}, but there is a snapshot of turn ${seq}`);
      else if (this.#replica === null && !this.#soundSnapshots.includes(seq)) this.#soundSnapshots.push(seq);
    }
  }

  report(lastSeq: number): VerifyReport {
    return {
      rows: this.#rows,
      firstSeq: this.#firstSeq,
      archived: this.#archived,
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
    if (this.#replica !== null && row.seq > this.#replayAfter) this.#replay(this.#replica, row);
  }

  #replay(replica: Replica, row: StoredRow): void {
    try {
      replica.applyTurn(row);
    } catch (error) {
      this.#replica = null;
      this.#note(row.seq, `turn ${row.seq} can't be applied: ${(error as Error).message}`);
      return;
    }
    const digest = this.#snapshots.get(row.seq)?.digest;
    if (digest === undefined) return;
    this.#snapshots.delete(row.seq);
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
