import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database, SqliteError } from 'better-sqlite3';
import { COARSE_LEVELS, fillCoarseBars } from './coarse-bars.ts';

/** The database of live candles in the data folder. It may be deleted while the platform stands still. */
export const MARKET_FILE = 'market.db';

/** `OUTM`, SQLite's mark of whose file it is. */
const APPLICATION_ID = 0x4f55544d;
const SCHEMA_VERSION = 2;

const BAR_COLUMNS = `feed INTEGER NOT NULL, instrument INTEGER NOT NULL, time INTEGER NOT NULL,
  open INTEGER NOT NULL, high INTEGER NOT NULL, low INTEGER NOT NULL, close INTEGER NOT NULL, volume INTEGER NOT NULL,
  PRIMARY KEY (feed, instrument, time)`;

const SCHEMA = `
  CREATE TABLE feed (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE run (
    feed INTEGER NOT NULL, begin INTEGER NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (feed, begin)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE listing (
    feed INTEGER NOT NULL, instrument INTEGER NOT NULL, since INTEGER NOT NULL, PRIMARY KEY (feed, instrument)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE bar_5s (${BAR_COLUMNS}) STRICT, WITHOUT ROWID;
  CREATE TABLE bar_60s (${BAR_COLUMNS}) STRICT, WITHOUT ROWID;
`;

/** Version 2: bars that are joined from minutes when those are written, so that long candles are not. */
const COARSE_SCHEMA = COARSE_LEVELS.map(
  ({ table }) => `CREATE TABLE ${table} (${BAR_COLUMNS}) STRICT, WITHOUT ROWID;`,
).join('\n');

/** Why the file cannot be used; it holds nothing that may not be lost. */
export class UnusableMarketFile extends Error {
  override readonly name = 'UnusableMarketFile';
}

/**
 * Opens the file for its single writer, creating it and the folder when there are none. WAL with synchronous=NORMAL: a
 * power cut may take the last seconds, never the file. Throws UnusableMarketFile when it is damaged or somebody else's.
 */
export function openMarketFile(folder: string): Database {
  mkdirSync(folder, { recursive: true });
  const database = new Sqlite(join(folder, MARKET_FILE));
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    checkOwner(database);
    return database;
  } catch (error) {
    database.close();
    throw asUnusable(error);
  }
}

/** Moves the closed file out of the way; returns its new name. */
export function moveMarketFileAside(folder: string): string {
  let name: string;
  let number = 1;
  do {
    name = `market.damaged-${number}.db`;
    number += 1;
  } while (existsSync(join(folder, name)));
  renameSync(join(folder, MARKET_FILE), join(folder, name));
  const log = join(folder, `${MARKET_FILE}-wal`);
  if (existsSync(log)) renameSync(log, join(folder, `${name}-wal`));
  rmSync(join(folder, `${MARKET_FILE}-shm`), { force: true });
  return name;
}

/** SQLite's findings of damage as UnusableMarketFile, any other error as it is. */
export function asUnusable(error: unknown): unknown {
  if (!(error instanceof SqliteError)) return error;
  const { code, message } = error;
  if (code === 'SQLITE_NOTADB') return new UnusableMarketFile('it is not a database');
  if (code.startsWith('SQLITE_CORRUPT')) return new UnusableMarketFile(`it is damaged inside (${message})`);
  // a table that is missing or of another shape
  if (code === 'SQLITE_ERROR') return new UnusableMarketFile(message);
  return error;
}

/** The tables of an empty file. */
export function createTables(database: Database): void {
  database.exec(SCHEMA + COARSE_SCHEMA);
}

function checkOwner(database: Database): void {
  const owner = database.pragma('application_id', { simple: true });
  const version = database.pragma('user_version', { simple: true });
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  if (owner === APPLICATION_ID && version === SCHEMA_VERSION) return;
  if (owner === APPLICATION_ID && version === 1) {
    database
      .transaction(() => {
        database.exec(COARSE_SCHEMA);
        fillCoarseBars(database);
        database.pragma(`user_version = ${SCHEMA_VERSION}`);
      })
      .immediate();
    return;
  }
  if (owner === APPLICATION_ID)
    throw new UnusableMarketFile(`it was written by another version of Outcry (${version})`);
  if (owner !== 0 || tables !== 0) throw new UnusableMarketFile('it belongs to another program');
  database
    .transaction(() => {
      createTables(database);
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${SCHEMA_VERSION}`);
    })
    .immediate();
}
