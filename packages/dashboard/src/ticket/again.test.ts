import type { Order } from 'outcry/native-api';
import { expect, it } from 'vitest';
import { orderAgain } from './again.ts';

const CANCELLED = {
  id: 16,
  account: 2_000_000_000,
  instrument: 'SBER',
  leg: 0,
  side: 'buy',
  action: 'buy',
  type: 'limit',
  validity: 'gtc',
  price: '280.05',
  stopPrice: null,
  trigger: null,
  quantity: '100',
  filled: '30',
  origin: 'native',
  comment: null,
  endedAt: '2026-01-01T00:00:00.000Z',
} as Order;

it('what was not filled is placed again at the same price', () => {
  expect(orderAgain(CANCELLED)).toEqual({
    instrument: 'SBER',
    action: 'buy',
    type: 'limit',
    quantity: '70',
    price: '280.05',
    validity: 'gtc',
  });
  expect(orderAgain({ ...CANCELLED, comment: 'dip' })).toMatchObject({ comment: 'dip' });
});

it('nothing is offered where it would not be the same order', () => {
  for (const other of [
    { filled: '100' },
    { endedAt: null },
    { origin: 'bot' },
    { leg: 3 },
    { type: 'trailing', price: null },
    { type: 'stopLimit' },
  ] as Partial<Order>[]) {
    expect([other, orderAgain({ ...CANCELLED, ...other })]).toEqual([other, null]);
  }
});
