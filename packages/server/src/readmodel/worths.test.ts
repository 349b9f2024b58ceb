import { expect, test } from 'vitest';
import { openSqliteJournal } from '../journal/index.ts';
import { testFolder } from '../journal/test-folder.ts';
import { ReadModel } from './read-model.ts';
import { READ_MODEL_SCHEMA } from './schema.ts';
import { firstWorths, listWorths, MAX_WORTH_DAYS, recordWorths } from './worths.ts';

test('the first worth of a day stays; the first of each account since a day is found, and all of one account by day', async () => {
  const folder = testFolder();
  const journal = await openSqliteJournal({ folder, schema: READ_MODEL_SCHEMA, onNotice: () => undefined });
  const readModel = new ReadModel({ folder });
  const row = (account: number, day: number, usd: string) => ({ account, day, usd, btc: '0.5' });
  const write = (...rows: ReturnType<typeof row>[]) =>
    journal.append({ rows: [], statements: [recordWorths(rows, 5)] });
  await write(row(1, 10, '100.000000000000000000000001'), row(1, 12, '120.0'), row(2, 11, '7.0'));
  await write(row(1, 10, '999.0'), row(1, 40, '140.0'));

  const first = async (day: number) => [...(await firstWorths(readModel, [1, 2, 3], day)).values()];
  expect(await first(0)).toEqual([row(1, 10, '100.000000000000000000000001'), row(2, 11, '7.0')]);
  expect(await first(11)).toEqual(expect.arrayContaining([row(1, 12, '120.0'), row(2, 11, '7.0')]));
  expect(await first(41)).toEqual([]);
  const nothing = { usdPaid: '0', btcPaid: '0' };
  expect(await listWorths(readModel, 1, 10, 12)).toEqual([
    { ...row(1, 10, '100.000000000000000000000001'), ...nothing },
    { ...row(1, 12, '120.0'), ...nothing },
  ]);
  await expect(listWorths(readModel, 1, 0, MAX_WORTH_DAYS)).rejects.toMatchObject({ code: 'bad_query' });
  await readModel.close();
  await journal.close();
});
