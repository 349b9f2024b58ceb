import { expect, test } from 'vitest';
import { SBER, sharedBroker } from '../test-broker.ts';
import { buyTwo, FILL } from './test-walking.ts';

/** Section 22.5: what the workflows say otherwise than the contract. Limits, ids and hosts stand with their steps. */
const broker = sharedBroker();

test('22.5 an order at the market is in no list of GetOrders: GetOrderState tells what became of it', async () => {
  const { api, accountId } = broker();
  const { orders } = api();
  const { orderId } = await orders.postOrder({ ...buyTwo(accountId, SBER.uid), orderType: 2 });
  expect((await orders.getOrders({ accountId })).orders).toEqual([]);
  const state = await orders.getOrderState({ accountId, orderId, priceType: 0 });
  expect(state).toMatchObject({ executionReportStatus: FILL, lotsExecuted: 2 });
});

test.each([
  ['MarketDataService/GetLastPrice', 'MarketDataService/GetLastPrices'],
  ['InstrumentsService/GetFutureBy', 'InstrumentsService/FutureBy'],
  ['InstrumentsService/GetFutures', 'InstrumentsService/Futures'],
])('22.5 %s is no method, %s is', async (short, method) => {
  const { rest } = broker();
  const body = { idType: 'INSTRUMENT_ID_TYPE_TICKER', classCode: 'SPBFUT', id: 'SRZ6' };
  const known = await rest(method, method.endsWith('FutureBy') ? body : {});
  expect(known.status).toBe(200);
  const unknown = await rest(short, {});
  expect(unknown.status).toBe(404);
});

test('22.5 the JSON name accountId and the contract’s account_id are one field', async () => {
  const { rest, accountId } = broker();
  const [one, other] = [
    await rest('OperationsService/GetPositions', { accountId }),
    await rest('OperationsService/GetPositions', { account_id: accountId }),
  ];
  expect([one.status, other.body]).toEqual([200, one.body]);
});
