import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { DATABASE_FILE } from '../journal/index.ts';
import { SqliteWriter } from '../journal/sqlite-writer.ts';
import { testFolder } from '../journal/test-folder.ts';
import { columnSource } from './copy/kept-columns.ts';
import { COPY_COLUMNS } from './copy/schema.ts';
import { Reader } from './reader.ts';
import { READ_MODEL_SCHEMA } from './schema.ts';

/** A reader of a folder in which companies 1 and 2 have so many fills. */
function reading(rows: readonly [number, number]): Reader {
  const folder = testFolder();
  new SqliteWriter(folder, READ_MODEL_SCHEMA).close();
  const database = new Sqlite(join(folder, DATABASE_FILE));
  const names = COPY_COLUMNS.copy_fills;
  const insert = database.prepare(`INSERT INTO copy_fills (${names}) VALUES (${names.map(() => '?')})`);
  const counted = database.prepare('INSERT INTO copy_counts VALUES (?, ?, ?)');
  let id = 1;
  database.transaction(() => {
    rows.forEach((count, i) => {
      counted.run('requests.company', i + 1, count);
      for (let n = 0; n < count; n++, id++) insert.run(id, i + 1, n % 700, 'EURUSD', n, 0, 0, 0, `t${n}`, 0, n, n, n);
    });
  })();
  database.close();
  const reader = new Reader(folder);
  onTestFinished(() => reader.close());
  return reader;
}

test('columns of long tables are there after a start before anybody searches, those of short ones are not', async () => {
  const reader = reading([2_500, 1_500]);
  const asked = (company: number) =>
    reader.columns({
      ...(columnSource('copy_fills', company) as NonNullable<ReturnType<typeof columnSource>>),
      conditions: [{ column: 'request', is: 'equal', value: 7 }],
      order: 'price',
      ranks: null,
      ascending: false,
      limit: 2,
      offset: 0,
      sums: [],
      patient: false,
    });
  expect([asked(1).kind, asked(2).kind]).toEqual(['behind', 'behind']);
  reader.startReading();
  await vi.waitFor(() => expect(asked(1).kind).toBe('page'), 20_000);
  expect(asked(1)).toMatchObject({ rows: [{ id: 2_108 }, { id: 1_408 }], total: 4 });
  expect(asked(2).kind).toBe('behind');
});
