import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { turnRow } from './turn-row.ts';

/** The least that is durable: better-sqlite3, write-ahead log, an fsync per commit, and nothing else. */
function openBare(folder: string): Database {
  const database = new Sqlite(join(folder, 'bare.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE journal (seq INTEGER PRIMARY KEY, at INTEGER, version INTEGER, body TEXT) STRICT');
  return database;
}

/** Rows a second, in transactions of the given sizes. */
export function bareRows(folder: string, groups: readonly number[]): number {
  const database = openBare(folder);
  const insert = database.prepare('INSERT INTO journal VALUES (?, ?, ?, ?)');
  let seq = 0;
  const start = performance.now();
  for (const size of groups) {
    database.exec('BEGIN IMMEDIATE');
    for (let i = 0; i < size; i++) {
      seq += 1;
      const row = turnRow(seq);
      insert.run(row.seq, row.at, row.version, row.body);
    }
    database.exec('COMMIT');
  }
  const seconds = (performance.now() - start) / 1_000;
  database.close();
  return seq / seconds;
}

/** How long single-row commits take, one after the other, in ms. */
export function bareCommits(folder: string, count: number): number[] {
  const database = openBare(folder);
  const insert = database.prepare('INSERT INTO journal VALUES (?, ?, ?, ?)');
  const taken: number[] = [];
  for (let seq = 1; seq <= count; seq++) {
    const row = turnRow(seq);
    const start = performance.now();
    insert.run(row.seq, row.at, row.version, row.body);
    taken.push(performance.now() - start);
  }
  database.close();
  return taken;
}
