import { Core, type CoreEvent, FIRST_ACCOUNT_ID, type Instrument, SYSTEM_ACCOUNTS, valueAt } from '@outcry/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ProjectedTurn } from './projected-turn.ts';
import { project } from './projection.ts';
import type { CommandKeyRecord, FillRecord, FinishedOrderRecord, LedgerRecord } from './tables.ts';
import { History } from './test-history.ts';

const RUNS = { numRuns: 15 };
const NOTHING = new Core().state;
const seeds = fc.integer({ min: 0, max: 2 ** 31 });

test('the random histories hold every kind of ledger entry and every end of an order', () => {
  const history = new History(7).run(1_500).flush();
  const kinds = history.rows<{ kind: string }>('SELECT DISTINCT kind FROM ledger ORDER BY kind');
  expect(kinds.map((row) => row.kind)).toEqual([
    'deposit',
    'fee',
    'settlement',
    'trade',
    'units',
    'venue',
    'withdrawal',
  ]);
  const ends = history.rows<{ status: string }>('SELECT DISTINCT status FROM finished_orders ORDER BY status');
  expect(ends.map((row) => row.status)).toEqual(['cancelled', 'expired', 'filled', 'rejected']);
  const symbols = history.rows<{ instrument: number }>('SELECT DISTINCT instrument FROM fills ORDER BY instrument');
  expect(symbols.map((row) => row.instrument)).toEqual([1, 2, 3, 4]);
});

test("the ledger entries of a trader's account and asset add up to the core's balance", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const history = new History(seed).run(400).flush();
      const sums = new Map<string, bigint>();
      for (const { account, asset, amount } of history.rows<LedgerRecord>('SELECT * FROM ledger')) {
        const name = `${account}:${asset}`;
        sums.set(name, (sums.get(name) ?? 0n) + BigInt(amount));
      }
      const balances = new Map<string, bigint>();
      for (const { id, balances: held } of history.core.state.accounts.accounts.values()) {
        if (id < FIRST_ACCOUNT_ID) continue;
        for (const [asset, { total }] of held) if (total !== 0n) balances.set(`${id}:${asset}`, total);
      }
      for (const [name, sum] of sums) if (sum === 0n) sums.delete(name);
      expect(sums).toEqual(balances);
    }),
    RUNS,
  );
});

test('the system accounts are the other side of the entries, by kind', () => {
  const sides: Record<string, number> = {
    deposit: SYSTEM_ACCOUNTS.outside,
    withdrawal: SYSTEM_ACCOUNTS.outside,
    closing: SYSTEM_ACCOUNTS.outside,
    venue: SYSTEM_ACCOUNTS.outside,
    fee: SYSTEM_ACCOUNTS.fees,
    trade: SYSTEM_ACCOUNTS.market,
    units: SYSTEM_ACCOUNTS.market,
    settlement: SYSTEM_ACCOUNTS.market,
  };
  const history = new History(11).run(600).flush();
  const sums = new Map<string, bigint>();
  for (const { kind, asset, amount } of history.rows<LedgerRecord>('SELECT * FROM ledger')) {
    const name = `${sides[kind]}:${asset}`;
    sums.set(name, (sums.get(name) ?? 0n) - BigInt(amount));
  }
  for (const id of new Set(Object.values(sides))) {
    for (const [asset, { total }] of history.core.state.accounts.accounts.get(id)?.balances ?? []) {
      expect(sums.get(`${id}:${asset}`) ?? 0n).toBe(total);
    }
  }
});

test('every order that has ended stands in SQL once, and its fills add up to it', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const history = new History(seed).run(300).flush();
      const records = history.rows<FinishedOrderRecord>('SELECT * FROM finished_orders ORDER BY id');
      const ended = history.finished.sort((a, b) => a.order.id - b.order.id);
      expect(records.map((row) => [row.id, row.status, row.filled, row.value, row.fee, row.ended_at])).toEqual(
        ended.map(({ order, status, at }) => [order.id, status, order.filled, `${order.value}`, `${order.fee}`, at]),
      );
      expect(
        records.map((row) => [
          row.trigger_by,
          row.trail_unit,
          row.trail_distance,
          row.offset_unit,
          row.offset_distance,
        ]),
      ).toEqual(
        ended.map(({ order: { trigger } }) => [
          trigger?.by ?? null,
          trigger?.trail?.unit ?? null,
          trigger?.trail?.distance ?? null,
          null,
          null,
        ]),
      );
      const fills = history.rows<FillRecord>('SELECT * FROM fills');
      for (const { order } of ended) {
        const own = fills.filter((fill) => fill.order_id === order.id);
        expect(own.reduce((sum, fill) => sum + fill.quantity, 0)).toBe(order.filled);
        expect(own.reduce((sum, fill) => sum + BigInt(fill.value), 0n)).toBe(order.value);
        expect(own.reduce((sum, fill) => sum + BigInt(fill.fee), 0n)).toBe(order.fee);
      }
    }),
    RUNS,
  );
});

test('both sides of a trade between users are kept, with one fill id and opposite sides', () => {
  const history = new History(3).run(1_500).flush();
  const pairs = history.rows<{ id: number; sides: number }>(
    'SELECT id, sum(side) AS sides FROM fills GROUP BY id HAVING count(*) = 2',
  );
  expect(pairs.length).toBeGreaterThan(0);
  expect(pairs.every((pair) => pair.sides === 1)).toBe(true);
});

test('every key stands beside the order or transfer that it was first used for, open orders included', () => {
  const history = new History(5).run(500).flush();
  const used = history.turns.flatMap(({ events }) => events.flatMap(keyOf));
  const records = history.rows<CommandKeyRecord>('SELECT * FROM command_keys');
  expect(new Set(records.map(({ account, key, kind, id }) => `${account} ${key} ${kind} ${id}`))).toEqual(
    new Set(used),
  );
});

function keyOf(event: CoreEvent): string[] {
  const { type, account, key, id } = event as CoreEvent & { account: number; key: string | null; id: number };
  if (key === null) return [];
  if (type === 'orders.placed') return [`${account} ${key} order ${id}`];
  return type === 'accounts.transferred' ? [`${account} ${key} transfer ${id}`] : [];
}

test('a fill becomes a fill row and an entry each for cash, units and fee, to the last digit', () => {
  const history = new History(1);
  const sber = history.core.state.instruments.instruments[1] as Instrument;
  const filled = {
    type: 'orders.filled',
    at: 5,
    fill: 32,
    id: 16,
    account: 2_000_000_007,
    instrument: 1,
    leg: 0,
    side: 0,
    price: 31_250,
    quantity: 3,
    maker: true,
    venueFill: null,
    cash: -93_750_000_000_000n,
    cashAsset: sber.quote,
    units: 30n,
    fee: 46_875_000_000n,
    feeAsset: sber.quote,
    result: 0n,
  };
  const runs = project(turnOf(9, 5, [filled]), history.core.state);
  const value = `${valueAt(sber, 31_250, 3)}`;
  const cash = [2_000_000_007, 5, 9, 0, sber.quote, '-93750000000000', 'trade', 1, 16, 32, null, null];
  const units = [2_000_000_007, 5, 9, 1, sber.base, '30', 'units', 1, 16, 32, null, null];
  const fee = [2_000_000_007, 5, 9, 2, sber.quote, '-46875000000', 'fee', 1, 16, 32, null, null];
  expect(runs).toEqual([
    {
      statement: 'readmodel.fill',
      values: [
        [
          2_000_000_007,
          5,
          32,
          16,
          1,
          0,
          0,
          31_250,
          3,
          value,
          '-93750000000000',
          sber.quote,
          '46875000000',
          sber.quote,
          1,
          '0',
          null,
          9,
        ],
      ],
    },
    { statement: 'readmodel.ledgerEntry', values: [cash, units, fee] },
  ]);
});

test('closing an account enters what was left as money going out', () => {
  const history = new History(2);
  const account = history.accounts[0] as number;
  history.execute({ type: 'accounts.close', account });
  history.flush();
  const rows = history.rows<LedgerRecord>(`SELECT * FROM ledger WHERE account = ${account} AND kind = 'closing'`);
  expect(rows.map((row) => row.amount).sort()).toEqual(
    [-(10n ** 18n), -(10n ** 25n), -(10n ** 21n), -(10n ** 5n), -(10n ** 17n)].map(String).sort(),
  );
});

test('a turn that adds nothing writes nothing, and all such turns share one empty list', () => {
  const accepted = { type: 'orders.accepted', at: 1, id: 16, resting: true };
  const first = project(turnOf(1, 1, [accepted]), NOTHING);
  expect(first).toEqual([]);
  expect(project(turnOf(2, 1, []), NOTHING)).toBe(first);
});

test('a fill of an unknown instrument is an error that names it', () => {
  const filled = { type: 'orders.filled', at: 1, instrument: 77 };
  expect(() => project(turnOf(1, 1, [filled as unknown as CoreEvent]), NOTHING)).toThrow('no instrument 77');
});

function turnOf(seq: number, at: number, events: readonly CoreEvent[]): ProjectedTurn {
  return { seq, at, events, finished: [], finishedDeals: [], finishedTrades: [] };
}
