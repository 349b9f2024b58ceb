import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { DATABASE_FILE } from '../journal/index.ts';
import { SqliteWriter } from '../journal/sqlite-writer.ts';
import { testFolder } from '../journal/test-folder.ts';
import type { ColumnSearch, ColumnSource } from './columns/column-search.ts';
import { ColumnStore } from './columns/column-store.ts';
import { columnSource } from './copy/kept-columns.ts';
import { COPY_COLUMNS } from './copy/schema.ts';
import { EarlyColumns } from './early-columns.ts';
import { Reader } from './reader.ts';
import { READ_MODEL_SCHEMA } from './schema.ts';

/** A database in which companies 1 and 2 have so many fills, and how more are added. */
function withFills(rows: readonly [number, number]) {
  const folder = testFolder();
  new SqliteWriter(folder, READ_MODEL_SCHEMA).close();
  const database = new Sqlite(join(folder, DATABASE_FILE));
  const names = COPY_COLUMNS.copy_fills;
  const insert = database.prepare(`INSERT INTO copy_fills (${names}) VALUES (${names.map(() => '?')})`);
  const counted = database.prepare('INSERT INTO copy_counts VALUES (?, ?, ?)');
  let id = 1;
  const add = database.transaction((company: number, count: number) => {
    for (let n = 0; n < count; n++, id++) insert.run(id, company, n % 700, 'EURUSD', n, 0, 0, 0, `t${n}`, 0, n, n, n);
  });
  rows.forEach((count, i) => {
    counted.run('requests.company', i + 1, count);
    add(i + 1, count);
  });
  onTestFinished(() => void database.close());
  return { folder, database, add };
}

/** The two dearest fills of a request, if columns tell. */
const asked = (company: number): ColumnSearch => ({
  ...(columnSource('copy_fills', company) as ColumnSource),
  conditions: [{ column: 'request', is: 'equal', value: 7 }],
  order: 'price',
  ranks: null,
  ascending: false,
  limit: 2,
  offset: 0,
  sums: [],
  patient: false,
});

test('columns of long tables are there after a start before anybody searches, those of short ones are not', async () => {
  const reader = new Reader(withFills([2_500, 1_500]).folder);
  onTestFinished(() => reader.close());
  const kindOf = (company: number): string => reader.columns(asked(company)).kind;
  expect([kindOf(1), kindOf(2)]).toEqual(['behind', 'behind']);
  reader.startReading();
  await vi.waitFor(() => expect(kindOf(1)).toBe('page'), 20_000);
  expect(reader.columns(asked(1))).toMatchObject({ rows: [{ id: 2_108 }, { id: 1_408 }], total: 4 });
  expect(kindOf(2)).toBe('behind');
});

test('a table that has grown long is read, too, without a start', async () => {
  const { database, add } = withFills([2_500, 1_500]);
  const store = new ColumnStore(database);
  const early = new EarlyColumns(database, store, 5);
  onTestFinished(() => early.stop());
  early.start();
  await vi.waitFor(() => expect(store.search(asked(1)).kind).toBe('page'), 20_000);
  expect(store.search(asked(2)).kind).toBe('behind');
  add(2, 600);
  await vi.waitFor(() => expect(store.search(asked(2))).toMatchObject({ kind: 'page', total: 4 }), 20_000);
});
