import type { Faults } from '@outcry/core';
import { ClientError, Status } from 'nice-grpc';
import { OrderDirection, OrderExecutionReportStatus, OrderType } from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import { expect, test } from 'vitest';
import { type BrokerOptions, SBER, testBroker } from './test-broker.ts';

/** A sandbox account with 100 000 rub on a broker of the test's own, and a sandbox token. */
async function faulty(faults: Partial<Faults>, options: BrokerOptions = {}) {
  const broker = await testBroker({ limits: false, ...options });
  const token = await broker.addToken('sandbox');
  const sandbox = broker.client('SandboxService');
  const { accountId } = await sandbox.openSandboxAccount({});
  await sandbox.sandboxPayIn({ accountId, amount: { currency: 'rub', units: 100_000, nano: 0 } });
  const account = await broker.engine.read((state) => Math.max(...state.accounts.accounts.keys()));
  const set = (change: Partial<Faults>) => broker.submit({ type: 'accounts.setFaults', account, faults: change });
  await set(faults);
  const orders = broker.client('OrdersService', { token });
  const buy = (lots: number, price?: number) =>
    orders.postOrder({
      accountId,
      instrumentId: SBER.uid,
      quantity: lots,
      direction: OrderDirection.ORDER_DIRECTION_BUY,
      orderType: price === undefined ? OrderType.ORDER_TYPE_MARKET : OrderType.ORDER_TYPE_LIMIT,
      ...(price === undefined ? {} : { price: { units: price, nano: 0 } }),
    });
  return { broker, token, accountId, account, orders, buy, set };
}

async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof ClientError ? `${Status[error.code]} ${error.details}` : 'answered';
}

test('rejectEvery: the third order is posted and rejected', async () => {
  const { buy } = await faulty({ rejectEvery: 3 });
  const statuses = [];
  for (let n = 0; n < 4; n++) statuses.push((await buy(1)).executionReportStatus);
  const { EXECUTION_REPORT_STATUS_FILL: fill, EXECUTION_REPORT_STATUS_REJECTED: rejected } = OrderExecutionReportStatus;
  expect(statuses).toEqual([fill, fill, rejected, fill]);
});

test('partialPercent: half is filled at once, the rest with the next trade at its price', async () => {
  const { broker, buy, orders, accountId } = await faulty({ partialPercent: 50 });
  const posted = await buy(4, 325);
  expect(posted).toMatchObject({
    executionReportStatus: OrderExecutionReportStatus.EXECUTION_REPORT_STATUS_PARTIALLYFILL,
    lotsExecuted: 2,
  });
  await broker.trade('SBER', '324', '10');
  expect(await orders.getOrderState({ accountId, orderId: posted.orderId })).toMatchObject({
    executionReportStatus: OrderExecutionReportStatus.EXECUTION_REPORT_STATUS_FILL,
    lotsExecuted: 4,
  });
});

test('delayMs: an order is new until the market has gone on for as long', async () => {
  const { broker, buy, orders, accountId } = await faulty({ delayMs: 2_000 });
  const { orderId, executionReportStatus } = await buy(1);
  expect(executionReportStatus).toBe(OrderExecutionReportStatus.EXECUTION_REPORT_STATUS_NEW);
  broker.clock.market += 2_000;
  await broker.trade('SBER', '323', '10');
  expect((await orders.getOrderState({ accountId, orderId })).executionReportStatus).toBe(
    OrderExecutionReportStatus.EXECUTION_REPORT_STATUS_FILL,
  );
});

test('unavailableEvery: each second call that names the account is refused before it does anything', async () => {
  const { broker, buy, orders, accountId, set, account } = await faulty({ unavailableEvery: 2 });
  expect(await refusal(buy(1))).toBe('answered');
  expect(await refusal(buy(1))).toBe('UNAVAILABLE 70003');
  expect(await broker.engine.read((state) => state.orders.nextOrder)).toBe(2);
  // calls of others, and about other accounts, are not counted
  expect(await refusal(broker.client('OrdersService').getOrders({ accountId: broker.accountId }))).toBe('answered');
  expect(await refusal(orders.getOrders({ accountId }))).toBe('answered');
  const token = await broker.addToken('sandbox');
  expect(await broker.rest('OrdersService/GetOrders', { accountId }, { token })).toMatchObject({
    status: 503,
    body: { code: Status.UNAVAILABLE, description: '70003' },
  });
  await set({ unavailableEvery: null });
  for (let n = 0; n < 4; n++) expect(await refusal(orders.getOrders({ accountId }))).toBe('answered');
  expect(account).toBeGreaterThan(broker.account);
});

test('disconnectEvery: a stream about the account ends with UNAVAILABLE after three messages', async () => {
  const { broker, token, accountId, buy } = await faulty({ disconnectEvery: 3 });
  const stream = broker.client('OrdersStreamService', { token });
  for (const accounts of [[accountId], []]) {
    const heard: string[] = [];
    const read = async (): Promise<void> => {
      for await (const message of stream.orderStateStream({ accounts, pingDelayMillis: 120_000 })) {
        heard.push(Object.entries(message).find(([, part]) => part !== undefined)?.[0] ?? '');
        if (heard.length === 1) await buy(1);
      }
    };
    expect(await refusal(read())).toBe('UNAVAILABLE 70003');
    expect(heard).toHaveLength(3);
    expect(heard[0]).toBe('subscription');
  }
});
