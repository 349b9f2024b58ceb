import { join } from 'node:path';
import { Core } from '@outcry/core';
import Sqlite from 'better-sqlite3';
import { addFunctions, type JournalRow, type StatementRun } from '../../packages/server/src/journal/index.ts';
import { project, READ_MODEL_SCHEMA, takeEnded } from '../../packages/server/src/readmodel/index.ts';

/** A journal row, and what the same turn writes to the read model. */
export interface Turn {
  readonly row: JournalRow;
  readonly statements: readonly StatementRun[];
}

/** Replays a journal and gives its last turns with what each of them wrote. */
export function turnsOf(rows: readonly JournalRow[], last: number): Turn[] {
  const core = new Core();
  const turns: Turn[] = [];
  for (const row of rows) {
    const events = Core.codec.decode(row.body, row.at);
    for (const event of events) core.apply(event);
    const statements = project({ seq: row.seq, at: row.at, events, ...takeEnded(core) }, core.state);
    if (row.seq > rows.length - last) turns.push({ row, statements });
  }
  return turns;
}

/**
 * Turns a second when they are all there is to do, in these groups: better-sqlite3 on one thread and an fsync per group.
 * `readModel`: their rows of the read model, too.
 */
export function bareAppends(
  folder: string,
  turns: readonly Turn[],
  groups: readonly number[],
  readModel: boolean,
): number {
  const database = new Sqlite(join(folder, 'bare.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  addFunctions(database);
  database.exec('CREATE TABLE journal (seq INTEGER PRIMARY KEY, at INTEGER, version INTEGER, body TEXT) STRICT');
  for (const { sql } of READ_MODEL_SCHEMA.migrations) database.exec(sql);
  const insert = database.prepare('INSERT INTO journal VALUES (?, ?, ?, ?)');
  const statements = new Map(
    Object.entries(READ_MODEL_SCHEMA.statements).map(([name, sql]) => [name, database.prepare(sql)]),
  );
  const start = performance.now();
  let next = 0;
  for (const size of groups) {
    const group = turns.slice(next, next + size);
    next += size;
    database.exec('BEGIN IMMEDIATE');
    for (const { row } of group) insert.run(row.seq, row.at, row.version, row.body);
    if (readModel) {
      for (const turn of group) {
        for (const { statement, values } of turn.statements) {
          for (const parameters of values) statements.get(statement)?.run(parameters);
        }
      }
    }
    database.exec('COMMIT');
  }
  const seconds = (performance.now() - start) / 1_000;
  database.close();
  return turns.length / seconds;
}
