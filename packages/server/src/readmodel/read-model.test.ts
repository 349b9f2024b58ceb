import { expect, onTestFinished, test } from 'vitest';
import { listLedger } from './ledger.ts';
import { listOrders } from './orders.ts';
import { ReadModel } from './read-model.ts';
import { History } from './test-history.ts';

function opened(history: History, timeLimitMs = 60_000): ReadModel {
  const model = new ReadModel({ folder: history.folder, timeLimitMs });
  onTestFinished(() => model.close());
  return model;
}

test('lists read through the reader thread are those read on the spot', async () => {
  const history = new History(12).run(300).flush();
  const model = opened(history);
  const filter = { accounts: history.accounts };
  expect(await listOrders(history, model, filter, { limit: 500 })).toEqual(
    await listOrders(history, history, filter, { limit: 500 }),
  );
  expect(await listLedger(model, filter, { limit: 500 })).toEqual(await listLedger(history, filter, { limit: 500 }));
});

test('a key is found for orders and transfers as soon as its turn is durable, and only for its account', () => {
  const history = new History(3).flush();
  const model = opened(history);
  const [account, other] = history.accounts as [number, number];
  expect(model.findKey(account, `usd-${account}`)).toMatchObject({ kind: 'transfer' });
  expect(model.findKey(other, `usd-${account}`)).toBeUndefined();
  const order = history.buy(account, 1, -100, 'mine');
  expect(model.findKey(account, 'mine')).toBeUndefined();
  history.flush();
  expect(history.core.state.orders.open.has(order)).toBe(true);
  expect(model.findKey(account, 'mine')).toEqual({ kind: 'order', id: order });
  expect(model.findKey(account, "mine' OR 1 = 1 --")).toBeUndefined();
});

test('all keys of the platform are read page by page, by account and text', () => {
  const history = new History(3).flush();
  const model = opened(history);
  const account = history.accounts[1] as number;
  for (const key of ['b', 'a', 'A', 'ж']) history.buy(account, 1, -100, key);
  history.flush();
  const all = model.keysAfter(null);
  expect(all.filter(([of, key]) => of === account && key.length === 1).map(([, key]) => key)).toEqual([
    'A',
    'a',
    'b',
    'ж',
  ]);
  expect(all.map(([of]) => of)).toEqual(all.map(([of]) => of).toSorted((one, other) => one - other));
  expect(model.keysAfter(all[3] ?? null)).toEqual(all.slice(4));
  expect(model.keysAfter(all.at(-1) ?? null)).toEqual([]);
});

test('a search that runs too long is given up while SQLite still works on it, and the next one is answered', async () => {
  const model = opened(new History(1).flush(), 250);
  const count = (upTo: number) => ({
    sql: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT count(*) AS n FROM n',
    parameters: [upTo],
  });
  await expect(model.query(count(10_000_000))).rejects.toMatchObject({ name: 'ReadModelError', code: 'timeout' });
  expect(await model.query(count(3))).toEqual([{ n: 3 }]);
});

test('the reader cannot write', async () => {
  const model = opened(new History(1).flush());
  await expect(model.query({ sql: 'DELETE FROM ledger RETURNING seq', parameters: [] })).rejects.toMatchObject({
    code: 'failed',
    message: expect.stringContaining('readonly'),
  });
});

test('a folder without a database is refused with its name', () => {
  expect(() => new ReadModel({ folder: '/nowhere' })).toThrow('there is no outcry.db in /nowhere');
});
