import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { DATABASE_FILE, type JournalSchema } from '../journal/index.ts';
import { SqliteWriter } from '../journal/sqlite-writer.ts';
import { testFolder } from '../journal/test-folder.ts';
import { READ_MODEL_SCHEMA } from './schema.ts';

const { migrations, statements } = READ_MODEL_SCHEMA;
const ROW = { seq: 1, at: 5, version: 1, body: '[]' };

function schemaOf(folder: string): unknown[] {
  const database = new Sqlite(join(folder, DATABASE_FILE), { readonly: true });
  const found = database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
  database.close();
  return found;
}

function written(folder: string, schema: JournalSchema): string {
  const writer = new SqliteWriter(folder, schema);
  if (writer.lastSeq === 0) writer.write({ rows: [ROW], statements: [] });
  writer.close();
  return folder;
}

test('a database of any older version gets what it lacks and keeps its rows', () => {
  const whole = schemaOf(written(testFolder(), READ_MODEL_SCHEMA));
  for (let steps = 0; steps < migrations.length; steps++) {
    const folder = written(testFolder(), { migrations: migrations.slice(0, steps), statements: {} });
    expect(schemaOf(folder)).not.toEqual(whole);
    expect(schemaOf(written(folder, READ_MODEL_SCHEMA))).toEqual(whole);
    const database = new Sqlite(join(folder, DATABASE_FILE), { readonly: true });
    expect(database.prepare('SELECT seq, at, version, body FROM journal').all()).toEqual([ROW]);
    database.close();
  }
});

test('every table is strict and every statement that adds rows names all columns of its table', () => {
  const database = new Sqlite(join(written(testFolder(), READ_MODEL_SCHEMA), DATABASE_FILE), { readonly: true });
  const tables = database.pragma('table_list') as { name: string; strict: number; ncol: number }[];
  for (const [statement, sql] of Object.entries(statements)) {
    const name = /INSERT INTO (\w+)/.exec(sql)?.[1];
    if (name === undefined && /^(UPDATE|DELETE) /.test(sql)) continue;
    const table = tables.find((one) => one.name === name);
    expect([statement, table?.strict, table?.ncol]).toEqual([statement, 1, sql.split('?').length - 1]);
  }
  database.close();
});

test('the first use of a key stays when it is written again', () => {
  const folder = testFolder();
  const writer = new SqliteWriter(folder, READ_MODEL_SCHEMA);
  const values = [
    [7, 'k', 'order', 16],
    [7, 'k', 'order', 32],
    [8, 'k', 'transfer', 48],
  ];
  writer.write({ rows: [ROW], statements: [{ statement: 'readmodel.commandKey', values }] });
  writer.close();
  const database = new Sqlite(join(folder, DATABASE_FILE), { readonly: true });
  expect(database.prepare('SELECT account, id FROM command_keys ORDER BY account').raw().all()).toEqual([
    [7, 16],
    [8, 48],
  ]);
  database.close();
});
