import { crc32 } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import type { Migration } from './journal.ts';
import { JournalError } from './journal-error.ts';

const LEDGER = `CREATE TABLE IF NOT EXISTS migration (id TEXT PRIMARY KEY, checksum INTEGER NOT NULL) STRICT`;

/** The journal's own tables; they come before every other room's. */
export const JOURNAL_MIGRATIONS: readonly Migration[] = [
  {
    id: 'journal-1',
    sql: `CREATE TABLE journal (
      seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, checksum INTEGER NOT NULL
    ) STRICT`,
  },
  {
    id: 'journal-2',
    sql: `CREATE TABLE journal_archive (
      first_seq INTEGER PRIMARY KEY, last_seq INTEGER NOT NULL, file TEXT NOT NULL
    ) STRICT`,
  },
];

/**
 * Brings the schema up to date, all steps in one transaction. Throws JournalError `foreign` when the file holds a step
 * this program doesn't know, or one whose text was changed after its release.
 */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const known = new Map<string, number>();
  for (const { id, sql } of migrations) {
    if (known.has(id)) throw new JournalError('misuse', `journal: migration ${id} is registered twice`);
    known.set(id, crc32(sql));
  }
  database
    .transaction(() => {
      database.exec(LEDGER);
      const applied = appliedMigrations(database);
      for (const [id, checksum] of applied) refuseStranger(id, checksum, known.get(id));
      const note = database.prepare('INSERT INTO migration (id, checksum) VALUES (?, ?)');
      for (const { id, sql } of migrations) {
        if (applied.has(id)) continue;
        database.exec(sql);
        note.run(id, crc32(sql));
      }
    })
    .immediate();
}

/** Throws JournalError `foreign` when this program cannot bring the file up to date. Alters nothing. */
export function checkSchema(database: Database, migrations: readonly Migration[]): void {
  const known = new Map([...JOURNAL_MIGRATIONS, ...migrations].map(({ id, sql }) => [id, crc32(sql)]));
  for (const [id, checksum] of appliedMigrations(database)) refuseStranger(id, checksum, known.get(id));
}

function appliedMigrations(database: Database): Map<string, number> {
  const rows = database.prepare('SELECT id, checksum FROM migration').all() as { id: string; checksum: number }[];
  return new Map(rows.map((row) => [row.id, row.checksum]));
}

function refuseStranger(id: string, checksum: number, expected: number | undefined): void {
  if (expected === undefined) {
    throw new JournalError(
      'foreign',
      `journal: the data folder was written by a newer version of Outcry (schema step ${id}); start that version or a newer one`,
    );
  }
  if (expected !== checksum) {
    throw new JournalError(
      'foreign',
      `journal: schema step ${id} was changed after it was applied; start the version that wrote this data folder`,
    );
  }
}
