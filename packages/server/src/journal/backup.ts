import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Snapshot } from './journal.ts';
import { JournalError } from './journal-error.ts';
import { lastSeqOf } from './row-reader.ts';
import { SnapshotFiles } from './snapshot-files.ts';
import { DATABASE_FILE, openForReading, syncFolder } from './sqlite-file.ts';

/** All pages in one step: a copy in several steps begins anew whenever the writer writes in between. */
const EVERY_PAGE = 0x7fffffff;

/**
 * Copies database and snapshot into an empty folder; resolves with the last turn in the copy. The snapshot must have been
 * read before, so that the copied journal reaches at least as far. Throws JournalError `misuse` when the folder has a
 * journal already.
 */
export async function copyJournal(
  reader: Database,
  snapshot: Snapshot | null,
  folder: string,
  pagesAtOnce?: number,
): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const target = join(folder, DATABASE_FILE);
  if (existsSync(target))
    throw new JournalError('misuse', `journal: ${target} exists already; give an empty folder for the backup`);
  if (pagesAtOnce === undefined) await reader.backup(target);
  else await reader.backup(target, { progress: () => pagesAtOnce });
  if (snapshot !== null) await new SnapshotFiles(folder).save(snapshot);
  syncFolder(folder);
  const copy = openForReading(folder);
  try {
    return lastSeqOf(copy);
  } finally {
    copy.close();
  }
}

/**
 * Backs up the journal of a data folder from outside; the platform may be running on it. Blocks the calling thread while
 * it copies. Resolves with the last turn in the copy. Throws JournalError.
 */
export async function backupJournal(dataFolder: string, folder: string): Promise<number> {
  const reader = openForReading(dataFolder);
  try {
    return await copyJournal(reader, await readableSnapshot(dataFolder), folder, EVERY_PAGE);
  } finally {
    reader.close();
  }
}

/** A snapshot that cannot be read, or that a running platform has just replaced, is passed over. */
async function readableSnapshot(dataFolder: string): Promise<Snapshot | null> {
  const files = new SnapshotFiles(dataFolder);
  for (const seq of files.list()) {
    const snapshot = await files.read(seq).catch(() => null);
    if (snapshot !== null) return snapshot;
  }
  return null;
}
