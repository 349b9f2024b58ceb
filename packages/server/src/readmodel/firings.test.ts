import { type OrdersEvent, stopById, stopId } from '@outcry/core';
import { expect, test } from 'vitest';
import { findFirings } from './firings.ts';
import { listOrders } from './orders.ts';
import type { FiringRecord } from './tables.ts';
import { History } from './test-history.ts';

test('every order that waited and went to its venue has its firing, no other one', async () => {
  const history = new History(5).run(1_500).flush();
  const events = history.turns.flatMap((turn) => turn.events as readonly OrdersEvent[]);
  const fired = events.flatMap((event) =>
    event.type === 'orders.triggered' ? [[event.id, event.at, event.price] as const] : [],
  );
  expect(fired.length).toBeGreaterThan(20);
  const stored = history.rows<FiringRecord>('SELECT * FROM firings ORDER BY order_id');
  expect(stored.map(({ order_id, at, price }) => [order_id, at, price])).toEqual(
    [...fired].sort(([one], [other]) => one - other),
  );
  const found = await findFirings(history, [...fired.map(([id]) => id), 7, 99_999_999]);
  expect(found).toEqual(new Map(fired.map(([order, at, price]) => [order, { order, at, price }])));
  expect(await findFirings(history, [])).toEqual(new Map());
});

test('a list of orders that waited holds those that wait now and those that have ended, and only these', async () => {
  const history = new History(5).run(1_500).flush();
  const all = async (waited: true | undefined): Promise<number[]> => {
    const ids: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listOrders(history, history, { accounts: history.accounts, waited }, { limit: 100, cursor });
      for (const { id, trigger } of page.rows) if (waited === undefined ? trigger !== null : true) ids.push(id);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return ids;
  };
  const waited = await all(true);
  expect(waited).toEqual(await all(undefined));
  const { state } = history.core;
  expect(waited.some((id) => stopById(state.stops, stopId('order', id)) !== undefined)).toBe(true);
  expect(waited.some((id) => !state.orders.open.has(id))).toBe(true);
});
