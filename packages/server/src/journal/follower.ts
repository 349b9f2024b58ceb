import type { Database } from 'better-sqlite3';
import type { Snapshot } from './journal.ts';
import { JournalError } from './journal-error.ts';
import type { Replica, ReplicaSource } from './replica.ts';
import { readRows } from './row-reader.ts';
import type { SnapshotFiles } from './snapshot-files.ts';

/** The second core: applies durable turns, makes snapshots, and finds out when the live core went another way. */
export class Follower {
  readonly #database: Database;
  readonly #snapshots: SnapshotFiles;
  readonly #snapshotVersion: number;
  readonly #replica: Replica;
  #seq: number;

  private constructor(database: Database, snapshots: SnapshotFiles, source: ReplicaSource, from: Snapshot | null) {
    this.#database = database;
    this.#snapshots = snapshots;
    this.#snapshotVersion = source.snapshotVersion;
    this.#replica = source.create(from);
    this.#seq = from?.seq ?? 0;
  }

  /** Starts at the newest snapshot that this program can read, or before the first turn. */
  static async start(database: Database, snapshots: SnapshotFiles, source: ReplicaSource): Promise<Follower> {
    for (const seq of snapshots.list()) {
      try {
        return new Follower(database, snapshots, source, await snapshots.read(seq));
      } catch {
        // Damaged, or of another format: an older one or the whole journal gives the same state.
      }
    }
    return new Follower(database, snapshots, source, null);
  }

  /** The last turn applied. */
  get seq(): number {
    return this.#seq;
  }

  /** Applies turns up to `seq`, as far as they are durable, at most `limit` of them. Returns how many there were. */
  advance(seq: number, limit: number): number {
    const from = this.#seq + 1;
    for (const row of readRows(this.#database, from, Math.min(seq, this.#seq + limit))) {
      this.#replica.applyTurn(row);
      this.#seq = row.seq;
    }
    return this.#seq + 1 - from;
  }

  /**
   * Saves a snapshot of the turn it stands at, after comparing with the live core's digest of that turn. Throws
   * JournalError `diverged` when they differ; nothing is saved then.
   */
  async save(liveDigest: string): Promise<void> {
    const digest = this.#replica.digest();
    if (digest !== liveDigest) {
      throw new JournalError(
        'diverged',
        `journal: replaying up to turn ${this.#seq} gives digest ${digest}, the running core has ${liveDigest}`,
        this.#seq,
      );
    }
    await this.#snapshots.save({
      seq: this.#seq,
      digest,
      version: this.#snapshotVersion,
      body: this.#replica.snapshot(),
    });
  }
}
