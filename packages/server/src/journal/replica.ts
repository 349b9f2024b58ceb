import type { JournalRow, Snapshot } from './journal.ts';

/** A core that follows the journal: the same fold as the live one, without its commands. */
export interface Replica {
  /** Applies one turn. Throws when the body can't be read. */
  applyTurn(row: JournalRow): void;
  /** The durable state as text, in the format `snapshotVersion`. */
  snapshot(): string;
  digest(): string;
}

/** How a room makes replicas. */
export interface ReplicaSource {
  readonly snapshotVersion: number;
  /** A replica in the state of the snapshot, or before the first turn. */
  create(from: Snapshot | null): Replica;
}
