import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { readArchive, readArchiveHeader, writeArchive } from './archive-file.ts';
import type { Snapshot } from './journal.ts';
import { JournalError } from './journal-error.ts';
import type { ReplicaSource } from './replica.ts';
import { firstSeqOf, lastSeqOf, readRows, type StoredRow } from './row-reader.ts';
import { SnapshotFiles } from './snapshot-files.ts';

/** Turns of a journal that lie in an archive. */
export interface ArchivedTurns {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Name of the file, without its folder: it may have been moved since. */
  readonly file: string;
}

/** What an archive run would move: the turns before the one that the snapshot, and with it every start, begins at. */
export interface ArchivePlan {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly snapshotSeq: number;
  /** Rows that stay. */
  readonly kept: number;
}

/** Steps of an archive run, in order; each is on disk when it is told. */
export type ArchiveStep = 'written' | 'checked' | 'deleted' | 'shrunk';

/** The archived turns of a journal, oldest first; none before the table was made. */
export function archivedTurns(database: Database): ArchivedTurns[] {
  const made = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'journal_archive'").get();
  if (made === undefined) return [];
  return database
    .prepare<[], ArchivedTurns>(
      'SELECT first_seq AS firstSeq, last_seq AS lastSeq, file FROM journal_archive ORDER BY first_seq',
    )
    .all();
}

/**
 * What can be archived: all turns before the newest snapshot that gives the state it says and from which every turn after it
 * can be replayed; of these, only turns before `before` (a number) or `beforeTime` (market time, ms). Null: nothing. Throws
 * JournalError when no snapshot is sound.
 */
export async function planArchive(
  database: Database,
  folder: string,
  replicas: ReplicaSource,
  bound: { readonly seq?: number; readonly time?: number } = {},
): Promise<ArchivePlan | null> {
  const firstSeq = firstSeqOf(database);
  const newest = lastSeqOf(database);
  const snapshot = await soundSnapshot(database, folder, replicas);
  const time = bound.time === undefined ? Number.POSITIVE_INFINITY : firstSeqSince(database, bound.time);
  // the snapshot's own turn stays: the sequence goes on from a row
  const lastSeq = Math.min(snapshot.seq, bound.seq ?? Number.POSITIVE_INFINITY, time) - 1;
  if (newest === 0 || lastSeq < firstSeq) return null;
  return { firstSeq, lastSeq, snapshotSeq: snapshot.seq, kept: newest - lastSeq };
}

function firstSeqSince(database: Database, time: number): number {
  // turns are in the order of market time
  const found = database.prepare('SELECT seq FROM journal WHERE at >= ? ORDER BY seq LIMIT 1').pluck().get(time);
  return (found as number | undefined) ?? Number.POSITIVE_INFINITY;
}

async function soundSnapshot(database: Database, folder: string, replicas: ReplicaSource): Promise<Snapshot> {
  const files = new SnapshotFiles(folder);
  const faults: string[] = [];
  for (const seq of files.list()) {
    try {
      const snapshot = await files.read(seq);
      const replica = replicas.create(snapshot);
      if (replica.digest() !== snapshot.digest) throw new Error('its state has another digest');
      for (const row of readRows(database, seq + 1)) replica.applyTurn(row);
      return snapshot;
    } catch (error) {
      faults.push(`snapshot of turn ${seq}: ${(error as Error).message}`);
    }
  }
  const why = faults.length === 0 ? 'there is none yet; one is made every 20 000 turns' : faults.join('; ');
  throw new JournalError('misuse', `journal: nothing can be archived without a sound snapshot: ${why}`);
}

/**
 * Moves the turns of a plan into an archive file. The folder must be locked by the caller. Killed at any moment, each row is in
 * the journal, or in a file that was read back, or in both; the same call then brings it to its end. Nothing but journal rows
 * is touched. Throws JournalError with the journal as it was.
 */
export async function moveToArchive(
  database: Database,
  { firstSeq, lastSeq }: ArchivePlan,
  file: string,
  onStep: (step: ArchiveStep) => void = () => undefined,
): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) await writeArchive(file, firstSeq, lastSeq, readRows(database, firstSeq, lastSeq));
  onStep('written');
  await compare(database, firstSeq, lastSeq, file);
  onStep('checked');
  database
    .transaction(() => {
      database.prepare('DELETE FROM journal WHERE seq >= ? AND seq <= ?').run(firstSeq, lastSeq);
      database
        .prepare('INSERT INTO journal_archive (first_seq, last_seq, file) VALUES (?, ?, ?)')
        .run(firstSeq, lastSeq, basename(file));
    })
    .immediate();
  onStep('deleted');
}

/** Gives the room of deleted rows back to the disk: writes the whole database anew, which takes as much room once more. */
export function shrink(database: Database, onStep: (step: ArchiveStep) => void = () => undefined): void {
  database.exec('VACUUM');
  database.pragma('wal_checkpoint(TRUNCATE)');
  onStep('shrunk');
}

/** Reads the file back and holds every row against the journal's. */
async function compare(database: Database, firstSeq: number, lastSeq: number, file: string): Promise<void> {
  const header = await readArchiveHeader(file);
  if (header.firstSeq !== firstSeq || header.lastSeq !== lastSeq) {
    const held = `it holds turns ${header.firstSeq} to ${header.lastSeq}, not ${firstSeq} to ${lastSeq}`;
    throw new JournalError('misuse', `journal: ${file} is there already, and ${held}; name another file with --to`);
  }
  const rows = readRows(database, firstSeq, lastSeq);
  for await (const archived of readArchive(file)) {
    const row: StoredRow | undefined = rows.next().value;
    if (row !== undefined && row.seq === archived.seq && row.at === archived.at && row.version === archived.version) {
      if (row.body === archived.body && row.checksum === archived.checksum) continue;
    }
    throw new JournalError(
      'misuse',
      `journal: turn ${archived.seq} in ${file} is another than in the journal; name another file with --to`,
      archived.seq,
    );
  }
}

/**
 * Puts the turns of an archive back before the first row. The folder must be locked by the caller. All in one transaction;
 * what is back already is left as it is. Throws JournalError with the journal as it was.
 */
export async function restoreArchive(database: Database, file: string): Promise<{ firstSeq: number; lastSeq: number }> {
  const { firstSeq, lastSeq } = await readArchiveHeader(file);
  const first = firstSeqOf(database);
  if (first <= firstSeq) return { firstSeq, lastSeq };
  if (first !== lastSeq + 1) {
    const missing = archivedTurns(database).find((each) => each.lastSeq === first - 1)?.file ?? 'another archive';
    throw new JournalError(
      'misuse',
      `journal: it begins at turn ${first}, ${file} ends at ${lastSeq}: restore ${missing} first`,
    );
  }
  const insert = database.prepare<[number, number, number, string, number]>(
    'INSERT INTO journal (seq, at, version, body, checksum) VALUES (?, ?, ?, ?, ?)',
  );
  database.exec('BEGIN IMMEDIATE');
  try {
    for await (const { seq, at, version, body, checksum } of readArchive(file))
      insert.run(seq, at, version, body, checksum);
    database.prepare('DELETE FROM journal_archive WHERE first_seq >= ? AND last_seq <= ?').run(firstSeq, lastSeq);
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
  return { firstSeq, lastSeq };
}
