import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { SBER, testBroker } from '../test-broker.ts';

test('the same key in strict mode (12.2): 30057 and no second order, also at once; a refused post leaves it free', async () => {
  const broker = await testBroker({ orderRepeats: 'refuse' });
  const orders = broker.client('OrdersService');
  const { accountId } = broker;
  const request = {
    accountId,
    instrumentId: SBER.uid,
    quantity: 2,
    price: { units: 322, nano: 500_000_000 },
    direction: 1,
    orderType: 1,
    orderId: randomUUID() as string,
  };
  await expect(orders.postOrder({ ...request, quantity: 90_000 })).rejects.toMatchObject({ details: '90003' });
  const both = await Promise.allSettled([orders.postOrder(request), orders.postOrder(request)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(orders.postOrder(request)).rejects.toMatchObject({ details: '30057' });
  await expect(orders.postOrderAsync(request)).rejects.toMatchObject({ details: '30057' });
  const found = await orders.getOrderState({ accountId, orderId: request.orderId, orderIdType: 2 });
  expect(found.orderRequestId).toBe(request.orderId);
  const change = {
    accountId,
    orderId: found.orderId,
    quantity: 1,
    price: request.price,
    idempotencyKey: randomUUID(),
  };
  const replaced = await orders.replaceOrder({ ...change, confirmMarginTrade: false });
  await expect(orders.replaceOrder({ ...change, confirmMarginTrade: false })).rejects.toMatchObject({
    details: '30057',
  });
  expect((await orders.getOrders({ accountId })).orders.map(({ orderId }) => orderId)).toEqual([replaced.orderId]);
});
