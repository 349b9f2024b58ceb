import { FIRST_ACCOUNT_ID, type Money, type Order } from '@outcry/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FillFilter, listFills } from './fills.ts';
import { LEDGER_KINDS, type LedgerFilter, listLedger } from './ledger.ts';
import { findOrder, listOrders, ORDER_STATUSES, type OrderFilter } from './orders.ts';
import type { HistoryRequest, Page } from './page.ts';
import type { FillRecord, LedgerRecord } from './tables.ts';
import { History } from './test-history.ts';

const RUNS = { numRuns: 20 };
const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const limits = fc.oneof(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 8, max: 500 }));
const accounts = fc.uniqueArray(fc.integer({ min: FIRST_ACCOUNT_ID, max: FIRST_ACCOUNT_ID + 4 }), { minLength: 1 });
const instrument = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined });
/** Half of the histories' time lies before and half behind. */
const moment = (history: History, part: number | undefined): number | undefined =>
  part === undefined ? undefined : history.turns[Math.floor((history.turns.length - 1) * part)]?.at;
const part = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });

/** Every page of a list, one after the other. */
async function allPages<T>(
  limit: number,
  list: (request: HistoryRequest) => Promise<Page<T>>,
  direction?: 'asc' | 'desc',
): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit, cursor, direction });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    expect(page.next === null || page.rows.length === limit).toBe(true);
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

/** Open and finished orders as the core knew them, newest first. */
function ordersOf(history: History): { order: Order; status: string; endedAt: number | null }[] {
  const open = [...history.core.state.orders.open.values()].map((order) => ({
    order,
    status: order.status,
    endedAt: null,
  }));
  const ended = history.finished.map(({ order, status, at }) => ({ order, status, endedAt: at }));
  return [...open, ...ended].sort((a, b) => b.order.id - a.order.id);
}

function takes(filter: OrderFilter, { order, status, endedAt }: ReturnType<typeof ordersOf>[number]): boolean {
  const named = filter.status ?? status;
  return (
    filter.accounts.includes(order.account) &&
    order.createdAt >= (filter.from ?? 0) &&
    order.createdAt < (filter.to ?? Number.POSITIVE_INFINITY) &&
    order.instrument === (filter.instrument ?? order.instrument) &&
    order.origin === (filter.origin ?? order.origin) &&
    (named === status || named === (endedAt === null ? 'open' : 'finished'))
  );
}

/** The same list the other way round, page by page. */
async function reversed<T>(limit: number, list: (request: HistoryRequest) => Promise<Page<T>>): Promise<T[]> {
  return (await allPages(limit, list, 'asc')).reverse();
}

test('the pages of orders, one after the other, are the full list for any filter and limit, from either end', async () => {
  const status = fc.option(fc.constantFrom(...ORDER_STATUSES), { nil: undefined });
  const origin = fc.option(fc.constantFrom('native', 'chp'), { nil: undefined });
  const wanted = fc.record({ accounts, instrument, status, origin });
  await fc.assert(
    fc.asyncProperty(seeds, limits, wanted, part, part, async (seed, limit, some, first, last) => {
      const history = new History(seed).run(250);
      const filter = { ...some, from: moment(history, first), to: moment(history, last) };
      const list = (request: HistoryRequest) => listOrders(history, history, filter, request);
      const rows = await allPages(limit, list);
      expect(await reversed(limit, list)).toEqual(rows);
      const expected = ordersOf(history).filter((one) => takes(filter, one));
      expect(rows.map((row) => [row.id, row.status, row.filled, row.value, row.fee, row.price, row.endedAt])).toEqual(
        expected.map(({ order, status: now, endedAt }) => {
          return [order.id, now, order.filled, order.value, order.fee, order.price, endedAt];
        }),
      );
    }),
    RUNS,
  );
});

test('while orders end and are placed between pages and during a look, each order of the first look is listed once', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, limits, accounts, async (seed, limit, chosen) => {
      const history = new History(seed).run(200);
      const expected = ordersOf(history).filter(({ order }) => chosen.includes(order.account));
      history.meanwhile = () => history.run(12);
      const rows = await allPages(limit, (request) => listOrders(history, history, { accounts: chosen }, request));
      expect(rows.map((row) => row.id)).toEqual(expected.map(({ order }) => order.id));
    }),
    RUNS,
  );
});

test('an order that ends between the look at the core and the look at SQL is shown once, as it was seen', async () => {
  const history = new History(4);
  const account = history.accounts[0] as number;
  const id = history.buy(account, 1, -100);
  history.meanwhile = () => {
    if (history.core.state.orders.open.has(id)) history.execute({ type: 'orders.cancel', order: id });
  };
  const list = () => listOrders(history, history, { accounts: [account] }, { limit: 500 });
  expect((await list()).rows).toMatchObject([{ id, status: 'working', reason: null, endedAt: null }]);
  expect((await list()).rows).toMatchObject([{ id, status: 'cancelled', reason: 'client' }]);
});

test('an order placed and filled after the look at the core waits for the next list', async () => {
  const history = new History(4);
  const account = history.accounts[0] as number;
  const first = history.buy(account, 1, -100);
  let later = 0;
  history.meanwhile = () => {
    history.meanwhile = () => {};
    history.buy(account, 1, -100);
    later = history.buy(account, 5, 1);
  };
  const list = () => listOrders(history, history, { accounts: [account] }, { limit: 500 });
  expect((await list()).rows.map((row) => row.id)).toEqual([first]);
  expect((await list()).rows.map((row) => [row.id, row.status])).toEqual([
    [later, 'filled'],
    [later - 16, 'working'],
    [first, 'working'],
  ]);
});

test('oldest first, orders that end between pages are listed once, and what is placed meanwhile stands behind', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, limits, accounts, async (seed, limit, chosen) => {
      const history = new History(seed).run(120);
      const known = ordersOf(history).filter(({ order }) => chosen.includes(order.account));
      history.meanwhile = () => history.run(12);
      const list = (request: HistoryRequest) => listOrders(history, history, { accounts: chosen }, request);
      // each page lets time go on: a list that grows as fast as it is read would never end
      const pages = Math.ceil(known.length / limit);
      const rows: number[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < pages; page++) {
        const { rows: found, next } = await list({ limit, cursor, direction: 'asc' });
        rows.push(...found.map(({ id }) => id));
        if (next === null) break;
        cursor = next;
      }
      expect(rows.slice(0, known.length)).toEqual(known.map(({ order }) => order.id).reverse());
      expect(new Set(rows).size).toBe(rows.length);
    }),
    { numRuns: 8 },
  );
});

test('five open orders at two a page are three pages', async () => {
  const history = new History(4);
  const account = history.accounts[0] as number;
  const ids = [1, 2, 3, 4, 5].map(() => history.buy(account, 1, -100)).reverse();
  const filter: OrderFilter = { accounts: [account], status: 'open' };
  const rows = await allPages(2, (request) => listOrders(history, history, filter, request));
  expect(rows.map((row) => row.id)).toEqual(ids);
});

test('one order is found by its id whether it is open, finished or unknown', async () => {
  const history = new History(6).run(200);
  for (const { order, status } of ordersOf(history)) {
    expect(await findOrder(history, history, order.id)).toMatchObject({ id: order.id, status, value: order.value });
  }
  expect(await findOrder(history, history, 16 * 1_000_000)).toBeUndefined();
});

test('the fee of an order names the asset it was charged in, while it is open and afterwards', async () => {
  for (const [who, asset] of [
    [0, 'quote'],
    [1, 'base'],
  ] as const) {
    const history = new History(9);
    const account = history.accounts[who] as number;
    const id = history.buy(account, 60, 1);
    const charged = history.core.state.instruments.instruments[1]?.[asset];
    expect(await findOrder(history, history, id)).toMatchObject({ status: 'working', filled: 50, feeAsset: charged });
    history.execute({ type: 'orders.cancel', order: id });
    expect(await findOrder(history, history, id)).toMatchObject({ status: 'cancelled', filled: 50, feeAsset: charged });
    const untouched = history.buy(account, 1, -100);
    expect(await findOrder(history, history, untouched)).toMatchObject({ filled: 0, fee: 0n, feeAsset: null });
  }
});

test('the pages of fills are the full list for any filter and limit, from either end', async () => {
  await fc.assert(
    fc.asyncProperty(
      seeds,
      limits,
      accounts,
      instrument,
      part,
      part,
      async (seed, limit, chosen, only, first, last) => {
        const history = new History(seed).run(300).flush();
        const filter: FillFilter = {
          accounts: chosen,
          instrument: only,
          from: moment(history, first),
          to: moment(history, last),
        };
        const list = (request: HistoryRequest) => listFills(history, filter, request);
        const rows = await allPages(limit, list);
        expect(await reversed(limit, list)).toEqual(rows);
        const expected = history
          .rows<FillRecord>('SELECT * FROM fills ORDER BY id DESC, order_id DESC')
          .filter((fill) => chosen.includes(fill.account) && fill.instrument === (only ?? fill.instrument))
          .filter((fill) => fill.at >= (filter.from ?? 0) && fill.at < (filter.to ?? Number.POSITIVE_INFINITY));
        expect(rows.map((row) => [row.id, row.order, `${row.cash}`, row.maker])).toEqual(
          expected.map((fill) => [fill.id, fill.order_id, fill.cash, fill.maker === 1]),
        );
      },
    ),
    RUNS,
  );
});

test('the fills of one order are found for orders that are open and for finished ones', async () => {
  const history = new History(9).run(400).flush();
  let found = 0;
  for (const { order } of ordersOf(history)) {
    const rows = await allPages(2, (request) =>
      listFills(history, { accounts: [order.account], order: order.id }, request),
    );
    expect(rows.reduce((sum, row) => sum + row.quantity, 0)).toBe(order.filled);
    expect(rows.reduce((sum, row) => sum + row.value, 0n)).toBe(order.value);
    found += rows.length;
  }
  expect(found).toBe(history.rows('SELECT id FROM fills').length);
});

test('the pages of the ledger are the full list for any filter and limit, from either end', async () => {
  const kinds = fc.option(fc.subarray([...LEDGER_KINDS], { minLength: 1 }), { nil: undefined });
  const wanted = fc.record({ accounts, instrument, kinds });
  await fc.assert(
    fc.asyncProperty(seeds, limits, wanted, part, part, async (seed, limit, some, first, last) => {
      const history = new History(seed).run(300).flush();
      const filter: LedgerFilter = { ...some, from: moment(history, first), to: moment(history, last) };
      const list = (request: HistoryRequest) => listLedger(history, filter, request);
      const rows = await allPages(limit, list);
      expect(await reversed(limit, list)).toEqual(rows);
      const expected = history
        .rows<LedgerRecord>('SELECT * FROM ledger ORDER BY seq DESC, entry DESC')
        .filter(
          (entry) => filter.accounts.includes(entry.account) && (filter.kinds?.includes(entry.kind as 'fee') ?? true),
        )
        .filter((entry) => some.instrument === undefined || entry.instrument === some.instrument)
        .filter((entry) => entry.at >= (filter.from ?? 0) && entry.at < (filter.to ?? Number.POSITIVE_INFINITY));
      expect(rows.map((row) => [row.seq, row.entry, row.account, row.asset, row.amount, row.kind])).toEqual(
        expected.map((entry) => [entry.seq, entry.entry, entry.account, entry.asset, BigInt(entry.amount), entry.kind]),
      );
    }),
    RUNS,
  );
});

test('a thousand accounts are listed in one order', async () => {
  const history = new History(8).run(300).flush();
  const many = Array.from({ length: 1_000 }, (_, i) => FIRST_ACCOUNT_ID + 999 - i);
  const rows = await allPages(60, (request) => listFills(history, { accounts: many }, request));
  const expected = history.rows<FillRecord>('SELECT * FROM fills ORDER BY id DESC, order_id DESC');
  expect(rows.map((row) => row.order)).toEqual(expected.map((fill) => fill.order_id));
});

test('the example: a deposit of 1 000.50 rub is one entry with its key', async () => {
  const history = new History(0).flush();
  const account = history.accounts[0] as number;
  const amount = 10_005_000_000_000n as Money;
  history.execute({ type: 'accounts.deposit', account, asset: 'rub', amount, key: 'once' });
  history.flush();
  const { rows, next } = await listLedger(history, { accounts: [account] }, { limit: 1 });
  expect(rows).toMatchObject([{ account, amount, kind: 'deposit', order: null, fill: null, key: 'once', entry: 0 }]);
  expect(next).not.toBeNull();
});
