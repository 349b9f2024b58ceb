import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { JournalError } from './journal-error.ts';

const LOCK_FILE = 'lock.db';
const HOLDER_FILE = 'lock.json';

export interface FolderLock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  /** When the process took the lock, ISO 8601. */
  readonly since: string;
}

/**
 * Locks a data folder for this process, making the folder when it is missing. The lock is SQLite's exclusive lock on an
 * empty database: the operating system lets go of it when the process dies, however it dies, so it is never stale.
 * Throws JournalError `locked` naming the process that holds it.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true });
  const database = new Sqlite(join(folder, LOCK_FILE), { timeout: 0 });
  const holderFile = join(folder, HOLDER_FILE);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
    throw new JournalError(
      'locked',
      `${folder} is in use by ${holderOf(holderFile)}; stop that process or choose another data folder`,
    );
  }
  const holder: Holder = { pid: process.pid, since: new Date().toISOString() };
  writeFileSync(holderFile, JSON.stringify(holder));
  return { release: () => database.close() };
}

/**
 * Who holds a data folder, in words; null: nobody. Looks without altering anything. Throws when the lock can't be read.
 */
export function lockHolder(folder: string): string | null {
  const file = join(folder, LOCK_FILE);
  if (!existsSync(file)) return null;
  const database = new Sqlite(file, { readonly: true, timeout: 0 });
  try {
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return null;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error;
    return holderOf(join(folder, HOLDER_FILE));
  } finally {
    database.close();
  }
}

/** The file is written just after the lock was taken, so for an instant it may be missing or name the one before. */
function holderOf(file: string): string {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    if (Number.isSafeInteger(holder.pid)) return `process ${holder.pid} (since ${String(holder.since)})`;
  } catch {
    return 'another process, which is just starting';
  }
  return 'another process';
}
