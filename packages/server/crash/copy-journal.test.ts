import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { DATABASE_FILE } from '../src/journal/index.ts';
import { prepareCompany } from './copy-folder.ts';
import { readCopyJournal } from './copy-journal.ts';

test('a read model that tells something else than its journal is found out: a changed row, a wrong count, a lost and an added row', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-copy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await prepareCompany(folder, 2, 3);
  expect(readCopyJournal(folder)).toMatchObject({ wrong: [], groups: 0, deals: 4 });
  for (const [fault, mended, table] of [
    ['UPDATE copy_deals SET profit = profit + 1', 'UPDATE copy_deals SET profit = profit - 1', 'copy_deals'],
    [
      "UPDATE copy_counts SET count = 5 WHERE name = 'deals.company'",
      "UPDATE copy_counts SET count = 4 WHERE name = 'deals.company'",
      'copy_counts',
    ],
    ['UPDATE copy_commands SET id = id + 100', 'UPDATE copy_commands SET id = id - 100', 'copy_commands'],
    [
      'INSERT INTO copy_unit_prices VALUES (1, 1, 1); UPDATE copy_wallet_sums SET amount = 0 WHERE wallet = 1',
      'DELETE FROM copy_unit_prices WHERE day = 1; UPDATE copy_wallet_sums SET amount = 2000000 WHERE wallet = 1',
      'copy_unit_prices',
    ],
  ] as const) {
    const run = (sql: string): void => {
      const database = new Sqlite(join(folder, DATABASE_FILE));
      database.exec(sql);
      database.close();
    };
    run(fault);
    expect(readCopyJournal(folder).wrong.join()).toContain(table);
    run(mended);
    expect(readCopyJournal(folder).wrong).toEqual([]);
  }
});
