import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { exactSum } from './exact-sum.ts';
import { damaged, JournalError } from './journal-error.ts';

/** The one database file of a data folder: journal, read model and identity. */
export const DATABASE_FILE = 'outcry.db';

/** `OUTC`, SQLite's mark of whose file it is. */
const APPLICATION_ID = 0x4f555443;
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens the database for its single writer, creating folder and file when there are none. WAL with synchronous=FULL:
 * every commit ends with an fsync of the write-ahead log before it returns.
 */
export function openForWriting(folder: string): Database {
  mkdirSync(folder, { recursive: true });
  const created = !existsSync(join(folder, DATABASE_FILE));
  const database = openChecked(folder, false);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('fullfsync = ON');
  database.pragma('checkpoint_fullfsync = ON');
  database.pragma('foreign_keys = ON');
  addFunctions(database);
  if (created) {
    database.pragma(`application_id = ${APPLICATION_ID}`);
    syncFolder(folder);
  }
  return database;
}

/** What statements that write may call beside SQLite's own: `exact_sum(a, b)` of two decimal texts. */
export function addFunctions(database: Database): void {
  database.function('exact_sum', { deterministic: true }, (a, b) => exactSum(a as string, b as string));
}

/** Opens the database a second time beside its writer, to make checkpoints. */
export function openForCheckpoints(folder: string): Database {
  const database = openChecked(folder, false);
  database.pragma('synchronous = FULL');
  database.pragma('checkpoint_fullfsync = ON');
  return database;
}

/** Opens the database for reading beside a running writer. */
export function openForReading(folder: string): Database {
  return openChecked(folder, true);
}

/** Makes the names in a folder durable: without it a new file may be gone after a power cut. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function openChecked(folder: string, readonly: boolean): Database {
  const file = join(folder, DATABASE_FILE);
  if (readonly && !existsSync(file))
    throw new JournalError('foreign', `journal: there is no ${DATABASE_FILE} in ${folder}`);
  const database = new Sqlite(file, { readonly, timeout: BUSY_TIMEOUT_MS });
  try {
    const owner = database.pragma('application_id', { simple: true }) as number;
    const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
    if (owner !== APPLICATION_ID && (owner !== 0 || tables !== 0)) {
      throw new JournalError('foreign', `journal: ${file} belongs to another program; choose another data folder`);
    }
    return database;
  } catch (error) {
    database.close();
    throw asJournalError(error, file);
  }
}

/** SQLite's own findings of damage, in the journal's words. */
export function asJournalError(error: unknown, file: string = DATABASE_FILE): unknown {
  const code = (error as { code?: unknown }).code;
  if (code === 'SQLITE_NOTADB') return damaged(`${file} is not a database, its beginning is damaged`);
  if (typeof code === 'string' && code.startsWith('SQLITE_CORRUPT'))
    return damaged(`${file} is damaged inside (${(error as Error).message})`);
  return error;
}
