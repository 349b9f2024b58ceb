import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { DATABASE_FILE } from '../../journal/index.ts';
import { SqliteWriter } from '../../journal/sqlite-writer.ts';
import { testFolder } from '../../journal/test-folder.ts';
import { PERCENT_PLACES, sortTextOf } from '../ranked/sort-text.ts';
import { READ_MODEL_SCHEMA } from '../schema.ts';

test('trades that an older version has written down are put in order by their percentages, too', () => {
  const folder = testFolder();
  const { migrations } = READ_MODEL_SCHEMA;
  const begun = migrations.findIndex(({ id }) => id === 'readmodel-15-trade-percents');
  const older = new SqliteWriter(folder, {
    migrations: migrations.slice(0, begun),
    statements: {
      old: `INSERT INTO trades VALUES (?, 16, 1, 2, 3, 'simpleBuy', 0, 'finished', 1, 2, '', ?, 1)`,
    },
  });
  const percents = ['0', '0.00', '4.00', '-0.01', '-0.50', '-10.00', '-99.99', '12345678901.23', '0.10', '-123456.78'];
  older.write({
    rows: [],
    statements: [
      { statement: 'old', values: percents.map((profitPercent, i) => [i + 1, JSON.stringify({ profitPercent })]) },
    ],
  });
  older.close();
  new SqliteWriter(folder, READ_MODEL_SCHEMA).close();
  const database = new Sqlite(join(folder, DATABASE_FILE), { readonly: true });
  const found = database.prepare('SELECT percent_rank FROM trades ORDER BY id').raw().all();
  database.close();
  expect(found).toEqual(percents.map((text) => [sortTextOf(text, PERCENT_PLACES)]));
});
