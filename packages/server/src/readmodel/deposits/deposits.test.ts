import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { DATABASE_FILE, openSqliteJournal } from '../../journal/index.ts';
import { SqliteWriter } from '../../journal/sqlite-writer.ts';
import { testFolder } from '../../journal/test-folder.ts';
import { ReadModel } from '../read-model.ts';
import { READ_MODEL_SCHEMA } from '../schema.ts';
import { listWorths, recordWorths } from '../worths.ts';
import { DEPOSIT_STATEMENTS_OF } from './schema.ts';
import { priceDeposit, unpricedDeposits } from './unpriced.ts';

const ACCOUNT = 16;
const WORTH = { account: ACCOUNT, usd: '1', btc: '1' };

test('a day knows what had been paid in up to its own last turn; a price that comes late counts from the turn of its deposit on', async () => {
  const folder = testFolder();
  const journal = await openSqliteJournal({ folder, schema: READ_MODEL_SCHEMA, onNotice: () => undefined });
  const readModel = new ReadModel({ folder });
  const total = (seq: number, usd: string, btc: string) => [ACCOUNT, seq, usd, btc];
  await journal.append({
    rows: [],
    statements: [
      {
        statement: DEPOSIT_STATEMENTS_OF.total,
        values: [
          total(3, '100.000000000000000000000000001', '0.2'),
          total(3, '-0.1', '0.000000000000000000000000003'),
          [32, 3, '7', '7'],
          total(5, '0', '0'),
          total(9, '50', '1'),
        ],
      },
      { statement: DEPOSIT_STATEMENTS_OF.unpriced, values: [[ACCOUNT, 5, 0, 2, '-700']] },
      recordWorths([{ ...WORTH, day: 10 }], 2),
      recordWorths([{ ...WORTH, day: 11 }], 4),
      recordWorths([{ ...WORTH, day: 12 }], 5),
      recordWorths([{ ...WORTH, day: 13 }], 9),
    ],
  });
  const paid = async () =>
    (await listWorths(readModel, ACCOUNT, 0, 20)).map(({ usdPaid, btcPaid }) => `${usdPaid} ${btcPaid}`);
  const before = '99.900000000000000000000000001 0.200000000000000000000000003';
  expect(await paid()).toEqual([
    '0 0',
    before,
    before,
    '149.900000000000000000000000001 1.200000000000000000000000003',
  ]);
  const [late] = await unpricedDeposits(readModel, null, 10);
  expect(late).toEqual({ account: ACCOUNT, seq: 5, entry: 0, asset: 2, amount: -700n });
  if (late === undefined) throw new Error('no unpriced deposit');
  expect(await unpricedDeposits(readModel, late, 10)).toEqual([]);
  await journal.append({ rows: [], statements: priceDeposit(late, { usd: '-9.9', btc: '-0.2' }) });
  expect(await paid()).toEqual([
    '0 0',
    before,
    '90.000000000000000000000000001 0.000000000000000000000000003',
    '140.000000000000000000000000001 1.000000000000000000000000003',
  ]);
  expect(await unpricedDeposits(readModel, null, 10)).toEqual([]);
  await readModel.close();
  await journal.close();
});

test('what an older version has written down of transfers waits for prices; days hold what was moved before they ended', () => {
  const folder = testFolder();
  const { migrations } = READ_MODEL_SCHEMA;
  const begun = migrations.findIndex(({ id }) => id === 'readmodel-deposits-1');
  const older = new SqliteWriter(folder, {
    migrations: migrations.slice(0, begun),
    statements: {
      old: `INSERT INTO ledger VALUES (${ACCOUNT}, ?, ?, ?, 2, '5', ?, NULL, NULL, NULL, NULL, NULL)`,
      worth: `INSERT INTO account_worth VALUES (${ACCOUNT}, ?, '1', '1')`,
    },
  });
  const day = 86_400_000;
  const moved = [
    [10 * day, 3, 0, 'deposit'],
    [11 * day - 1, 4, 0, 'trade'],
    [11 * day, 5, 0, 'withdrawal'],
    [11 * day, 5, 1, 'transfer'],
  ];
  older.write({
    rows: [],
    statements: [
      { statement: 'old', values: moved },
      { statement: 'worth', values: [[10], [11]] },
    ],
  });
  older.close();
  new SqliteWriter(folder, READ_MODEL_SCHEMA).close();
  const database = new Sqlite(join(folder, DATABASE_FILE), { readonly: true });
  const rows = (sql: string) => database.prepare(sql).raw().all();
  expect(rows('SELECT seq, entry, amount FROM unpriced_deposits')).toEqual([
    [3, 0, '5'],
    [5, 0, '5'],
    [5, 1, '5'],
  ]);
  expect(rows('SELECT seq, usd, btc FROM deposit_totals')).toEqual([
    [3, '0', '0'],
    [5, '0', '0'],
  ]);
  expect(rows('SELECT day, seq FROM account_worth')).toEqual([
    [10, 4],
    [11, 5],
  ]);
  database.close();
});
