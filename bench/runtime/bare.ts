import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { JournalRow } from '../../packages/server/src/journal/index.ts';

/** Rows a second when these rows are all that is written, in these groups: better-sqlite3 and an fsync per group. */
export function bareAppends(folder: string, rows: readonly JournalRow[], groups: readonly number[]): number {
  const database = new Sqlite(join(folder, 'bare.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE journal (seq INTEGER PRIMARY KEY, at INTEGER, version INTEGER, body TEXT) STRICT');
  const insert = database.prepare('INSERT INTO journal VALUES (?, ?, ?, ?)');
  const start = performance.now();
  let next = 0;
  for (const size of groups) {
    database.exec('BEGIN IMMEDIATE');
    for (const { seq, at, version, body } of rows.slice(next, next + size)) insert.run(seq, at, version, body);
    database.exec('COMMIT');
    next += size;
  }
  const seconds = (performance.now() - start) / 1_000;
  database.close();
  return rows.length / seconds;
}
