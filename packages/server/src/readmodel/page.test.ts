import { expect, test } from 'vitest';
import { readCursor, writeCursor } from './cursor.ts';
import { listFills } from './fills.ts';
import { type LedgerKind, listLedger } from './ledger.ts';
import { listOrders, type OrderStatusFilter } from './orders.ts';
import type { RowSource } from './reader-messages.ts';
import { History } from './test-history.ts';

const NOTHING: RowSource = { query: () => Promise.resolve([]) };

function refusal(field: string) {
  return expect.objectContaining({ name: 'ReadModelError', code: 'bad_query', field });
}

test('a cursor gives back the position it was written for', () => {
  expect(readCursor('fills', 3, writeCursor('fills', [1_700_000_000_000, 32, 2 ** 50]))).toEqual([
    1_700_000_000_000,
    32,
    2 ** 50,
  ]);
});

test('a cursor of another list, a shortened, altered or invented one is refused and names the field', async () => {
  const cursor = writeCursor('fills', [1, 2, 3]);
  const bad = [
    '',
    'x',
    '%%%',
    '💥',
    cursor.slice(0, -1),
    `${cursor}A`,
    ` ${cursor}`,
    `${cursor}=`,
    writeCursor('ledger', [1, 2, 3]),
    writeCursor('fills', [1, 2]),
    writeCursor('fills', [1, 2, 3, 4]),
    writeCursor('fills', [1, 2, Number.NaN]),
    writeCursor('fills', [1, 2, 2 ** 60]),
    writeCursor('fills', [1, 2, 0.5]),
    Buffer.from('fills:1:2:0x3').toString('base64url'),
    Buffer.from('fills:1:2:').toString('base64url'),
    Buffer.from("fills:1:2:3' OR 1").toString('base64url'),
    'A'.repeat(100_000),
  ];
  for (const text of bad) {
    await expect(listFills(NOTHING, { accounts: [1] }, { limit: 5, cursor: text })).rejects.toEqual(refusal('cursor'));
  }
  await expect(listFills(NOTHING, { accounts: [1] }, { limit: 5, cursor })).resolves.toEqual({ rows: [], next: null });
});

test('a cursor of one direction is refused in the other, and so is a direction that is none', async () => {
  const list = (request: object) => listFills(NOTHING, { accounts: [1] }, { limit: 5, ...request });
  const cursor = writeCursor('fills', [1, 2, 3]);
  const behind = writeCursor('fills-asc', [1, 2, 3]);
  await expect(list({ cursor, direction: 'asc' })).rejects.toEqual(refusal('cursor'));
  await expect(list({ cursor: behind })).rejects.toEqual(refusal('cursor'));
  await expect(list({ cursor: behind, direction: 'asc' })).resolves.toEqual({ rows: [], next: null });
  await expect(list({ direction: 'up' })).rejects.toEqual(refusal('direction'));
});

test('a limit is 1 to 500', async () => {
  for (const limit of [0, -1, 501, 1.5, Number.NaN, '5' as unknown as number]) {
    await expect(listFills(NOTHING, { accounts: [1] }, { limit })).rejects.toEqual(refusal('limit'));
  }
});

test('accounts, times, ids, statuses and kinds are checked before anything is read', async () => {
  const page = { limit: 5 };
  const many = Array.from({ length: 1_001 }, (_, i) => i);
  await expect(listFills(NOTHING, { accounts: [] }, page)).rejects.toEqual(refusal('accounts'));
  await expect(listFills(NOTHING, { accounts: many }, page)).rejects.toEqual(refusal('accounts'));
  await expect(listFills(NOTHING, { accounts: [0.5] }, page)).rejects.toEqual(refusal('accounts'));
  await expect(listFills(NOTHING, { accounts: [1], from: Number.NaN }, page)).rejects.toEqual(refusal('from'));
  await expect(listFills(NOTHING, { accounts: [1], to: 1e300 }, page)).rejects.toEqual(refusal('to'));
  await expect(listFills(NOTHING, { accounts: [1], order: 1.5 }, page)).rejects.toEqual(refusal('order'));
  await expect(listLedger(NOTHING, { accounts: [1], asset: -0.1 }, page)).rejects.toEqual(refusal('asset'));
  await expect(listLedger(NOTHING, { accounts: [1], kinds: [] }, page)).rejects.toEqual(refusal('kinds'));
  const kinds = ['gift' as LedgerKind];
  await expect(listLedger(NOTHING, { accounts: [1], kinds }, page)).rejects.toEqual(refusal('kinds'));
  const status = 'done' as OrderStatusFilter;
  const history = new History(1);
  await expect(listOrders(history, NOTHING, { accounts: [1], status }, page)).rejects.toEqual(refusal('status'));
});

test('a page of one account is read from its index alone, from the cursor on and without sorting', async () => {
  const history = new History(1).flush();
  const plans: string[] = [];
  const source: RowSource = {
    query: async <T>(compiled: { sql: string; parameters: readonly unknown[] }) => {
      const plan = await history.query<{ detail: string }>({ ...compiled, sql: `EXPLAIN QUERY PLAN ${compiled.sql}` });
      plans.push(plan.map((step) => step.detail).join('; '));
      return [] as T[];
    },
  };
  const filter = { accounts: [1], from: 5, to: 9 };
  const cursor = (list: string): string => writeCursor(list, list === 'orders' ? [7, 2] : [7, 2, 3]);
  await listOrders(history, source, { ...filter, status: 'filled' }, { limit: 5, cursor: cursor('orders') });
  await listFills(source, filter, { limit: 5, cursor: cursor('fills') });
  await listFills(source, { ...filter, order: 3 }, { limit: 5, cursor: cursor('fills') });
  await listLedger(source, { ...filter, kinds: ['fee'] }, { limit: 5, cursor: cursor('ledger') });
  expect(plans[0]).toContain('USING INDEX finished_orders_by_account (account=? AND created_at>? AND created_at<?)');
  expect(plans[1]).toContain('USING PRIMARY KEY (account=? AND at>? AND (at,id,order_id)<(?,?,?))');
  expect(plans[2]).toContain('USING INDEX fills_by_order (order_id=? AND account=? AND at>? AND (at,id)<(?,?))');
  expect(plans[3]).toContain('USING PRIMARY KEY (account=? AND at>? AND (at,seq,entry)<(?,?,?))');
  const oldest = { limit: 5, direction: 'asc' } as const;
  const behind = (list: string): string => writeCursor(`${list}-asc`, list === 'orders' ? [7, 2] : [7, 2, 3]);
  await listOrders(history, source, { ...filter, status: 'filled' }, { ...oldest, cursor: behind('orders') });
  await listFills(source, filter, { ...oldest, cursor: behind('fills') });
  await listLedger(source, { ...filter, kinds: ['fee'] }, { ...oldest, cursor: behind('ledger') });
  expect(plans[4]).toContain('USING INDEX finished_orders_by_account (account=? AND created_at>? AND created_at<?)');
  expect(plans[5]).toContain('USING PRIMARY KEY (account=? AND (at,id,order_id)>(?,?,?)');
  expect(plans[6]).toContain('USING PRIMARY KEY (account=? AND (at,seq,entry)>(?,?,?)');
  expect(plans.join()).not.toContain('TEMP B-TREE');
});
