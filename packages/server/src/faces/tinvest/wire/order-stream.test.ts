import type { EndReason, OrderFilled } from '@outcry/core';
import { expect, test } from 'vitest';
import type { Listed } from '../listing.ts';
import { type StreamedOrder, streamedState } from './order-stream.ts';

const LISTED = {
  instrument: {
    spec: { kind: 'share' },
    priceStep: { coefficient: 1n, scale: 2 },
    stepValue: 10n,
  },
  uid: 'e6123145-9665-43e0-8413-cd61b8aa9b13',
  ticker: 'SBER',
  classCode: 'TQBR',
  figi: '',
  lot: 10,
} as unknown as Listed;

const ORDER: StreamedOrder = {
  id: 16,
  instrument: 1,
  side: 0,
  validity: 'day',
  key: null,
  origin: 'tinvest',
  comment: null,
  createdAt: 0,
  orderType: 'limit',
  price: 100,
  firstPrice: 100,
  quantity: 3,
  filled: 1,
  value: 1_000n as never,
  armed: false,
  accepted: true,
  ended: null,
};

function stateOf(more: Partial<StreamedOrder>, fill: OrderFilled | null = null) {
  return streamedState({ accountId: '2000000000', listed: LISTED, scale: 2 }, { ...ORDER, ...more }, 5, fill);
}

// causes: 1 exchange, 2 not enough, 3 client block, 4 broker refused, 5 exchange refused, 6 broker, 15 client
test.each([
  ['cancelled', 'client', 3, 15],
  ['cancelled', 'replaced', 3, 15],
  ['cancelled', 'ticket_closed', 3, 15],
  ['expired', 'expired', 3, 1],
  ['cancelled', 'not_filled_at_once', 3, 1],
  ['cancelled', 'self_trade', 3, 1],
  ['cancelled', 'no_liquidity', 3, 1],
  ['cancelled', 'market_closed', 3, 1],
  ['cancelled', 'instrument_expired', 3, 1],
  ['cancelled', 'venue', 3, 1],
  ['cancelled', 'insufficient_funds', 3, 2],
  ['cancelled', 'killed', 3, 3],
  ['cancelled', 'margin_call', 3, 6],
  ['cancelled', 'position_too_large', 3, 6],
  ['rejected', 'insufficient_funds', 2, 4],
  ['rejected', 'venue', 2, 5],
  ['rejected', 'absent', 2, 5],
] as const satisfies [string, EndReason, number, number][])(
  'an order that is %s (%s)',
  (status, reason, code, cause) => {
    expect(stateOf({ ended: { status, reason } })).toMatchObject({
      executionReportStatus: code,
      statusInfo: cause,
      lotsExecuted: 1,
      lotsLeft: 0,
      lotsCancelled: 2,
      completionTime: new Date(5),
    });
  },
);

test('an order that goes on has no cause; one that the platform closes a position with says so', () => {
  expect(stateOf({})).toMatchObject({ executionReportStatus: 5, statusInfo: undefined, marker: undefined });
  expect(stateOf({ origin: 'risk:close-out' }).marker).toBe(4);
});

test('a key that is a UUID is told, any other gives way to one that follows from the order', () => {
  const key = '9654C2DD-6993-427e-80fa-04e80a1cf4da';
  expect(stateOf({ key }).orderRequestId).toBe(key);
  const made = stateOf({ key: 'mine' }).orderRequestId;
  expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect([stateOf({ key: null }).orderRequestId, stateOf({ accepted: false }).orderId]).toEqual([made, made]);
});
