import { randomUUID } from 'node:crypto';
import type { OrderStateStreamResponse } from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import { describe, expect, test } from 'vitest';
import { type CallWith, openAccount, SBER, type TestBroker, testBroker } from '../test-broker.ts';
import { heard, openStreams, resting, untilOpen } from '../test-order-stream.ts';
import { nameUuid } from '../wire/name-uuid.ts';

const [NEW, PARTIALLYFILL, FILL] = [4, 5, 1];

const quotation = (units: number, nano = 0) => ({ units, nano });
const rub = (units: number, nano = 0) => ({ currency: 'rub', units, nano });

/** OrderStateStream; its subscription has been heard. */
async function states(broker: TestBroker, accounts: string[] = [], call?: CallWith) {
  const client = broker.client('OrdersStreamService', call);
  const stream = heard<OrderStateStreamResponse>((options) => client.orderStateStream({ accounts }, options));
  const { subscription } = await stream.hear();
  const next = async () => {
    const { orderState } = await stream.hear();
    if (orderState === undefined) throw new Error('expected the state of an order');
    return orderState;
  };
  return {
    ...stream,
    subscription,
    next,
    /** `id status requested executed left cancelled cause`. */
    async told(count: number): Promise<string[]> {
      const lines: string[] = [];
      for (let i = 0; i < count; i++) {
        const state = await next();
        const { lotsRequested, lotsExecuted, lotsLeft, lotsCancelled, executionReportStatus: status } = state;
        expect(lotsRequested).toBe(lotsExecuted + lotsLeft + lotsCancelled);
        const lots = [lotsRequested, lotsExecuted, lotsLeft, lotsCancelled];
        lines.push([state.orderId, status, ...lots, state.statusInfo ?? '-'].join(' '));
      }
      return lines;
    },
  };
}

describe('OrderStateStream', () => {
  test('begins with its subscription: all open accounts, or those that are named', async () => {
    const broker = await testBroker();
    const second = await openAccount(broker);
    const closed = await openAccount(broker);
    await broker.submit({ type: 'accounts.close', account: closed });
    const all = await states(broker);
    expect(all.subscription).toEqual({
      trackingId: expect.stringMatching(/^[0-9a-f]{32}$/),
      status: 1,
      streamId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      accounts: [broker.accountId, String(second)],
      error: undefined,
    });
    const one = await states(broker, [String(second), String(second)]);
    expect(one.subscription?.accounts).toEqual([String(second)]);
  });

  test('an order is told when the broker has it, when the exchange has it, and with each fill (22.1.8)', async () => {
    const broker = await testBroker();
    const stream = await states(broker);
    const request = resting(broker);
    const { orderId } = await broker.client('OrdersService').postOrder(request);
    const first = {
      orderId: request.orderId,
      tradeOrderId: '',
      orderRequestId: request.orderId,
      clientCode: broker.accountId,
      accountId: broker.accountId,
      createdAt: new Date(broker.clock.market),
      executionReportStatus: NEW,
      statusInfo: undefined,
      ticker: 'SBER',
      classCode: 'TQBR',
      instrumentUid: SBER.uid,
      lotSize: 10,
      direction: 1,
      timeInForce: 1,
      orderType: 1,
      initialOrderPrice: rub(322, 500_000_000),
      orderPrice: rub(322, 500_000_000),
      amount: rub(6_450),
      executedOrderPrice: rub(0),
      currency: 'rub',
      lotsRequested: 2,
      lotsExecuted: 0,
      lotsLeft: 2,
      lotsCancelled: 0,
      marker: undefined,
      trades: [],
      completionTime: undefined,
      exchange: 'MOEX',
    };
    expect(await stream.next()).toEqual(first);
    const accepted = { ...first, orderId, tradeOrderId: orderId };
    expect(await stream.next()).toEqual(accepted);

    broker.clock.market += 1_500;
    await broker.trade('SBER', '322.5', '10', 'sell');
    const dateTime = new Date(broker.clock.market);
    const trade = { dateTime, price: quotation(322, 500_000_000), quantity: 10, tradeId: expect.any(String) };
    const partly = {
      ...accepted,
      executionReportStatus: PARTIALLYFILL,
      lotsExecuted: 1,
      lotsLeft: 1,
      executedOrderPrice: rub(322, 500_000_000),
      trades: [trade],
    };
    expect(await stream.next()).toEqual(partly);
    await broker.trade('SBER', '322.4', '10', 'sell');
    expect(await stream.next()).toEqual({
      ...partly,
      executionReportStatus: FILL,
      lotsExecuted: 2,
      lotsLeft: 0,
      completionTime: dateTime,
    });
  });

  test('a market order has no price; a key that is no UUID is replaced by one of the order', async () => {
    const broker = await testBroker();
    const stream = await states(broker);
    const order = resting(broker, { orderType: 2, price: undefined, orderId: 'robot-1' });
    await broker.client('OrdersService').postOrder(order);
    const orderRequestId = nameUuid('order', '16');
    expect(await stream.next()).toMatchObject({
      orderId: orderRequestId,
      orderRequestId,
      orderType: 2,
      orderPrice: rub(0),
      amount: undefined,
    });
    expect(await stream.next()).toMatchObject({ orderId: '16', orderRequestId, executionReportStatus: NEW });
    expect(await stream.next()).toMatchObject({
      orderId: '16',
      executionReportStatus: FILL,
      orderPrice: rub(0),
      executedOrderPrice: rub(323, 100_000_000),
      amount: rub(6_462),
      trades: [{ quantity: 20, price: quotation(323, 100_000_000) }],
    });
  });

  test('what ends unfilled says why', async () => {
    const broker = await testBroker();
    const stream = await states(broker);
    const orders = broker.client('OrdersService');
    const { accountId } = broker;
    const key = randomUUID();
    const { orderId } = await orders.postOrder(resting(broker, { orderId: key }));
    await broker.trade('SBER', '322.5', '10', 'sell');
    await orders.cancelOrder({ accountId, orderId });
    expect(await stream.told(4)).toEqual([
      `${key} 4 2 0 2 0 -`,
      '16 4 2 0 2 0 -',
      '16 5 2 1 1 0 -',
      // by the client
      '16 3 2 1 0 1 15',
    ]);
    await orders.postOrder(resting(broker, { timeInForce: 3, orderId: randomUUID() }));
    // by the exchange: it could not be filled at once
    expect((await stream.told(3)).at(-1)).toBe('32 3 2 0 0 2 1');
    const { orderId: old } = await orders.postOrder(resting(broker));
    const idempotencyKey = randomUUID();
    const price = quotation(322);
    await orders.replaceOrder({
      accountId,
      orderId: old,
      idempotencyKey,
      quantity: 3,
      price,
      confirmMarginTrade: false,
    });
    expect((await stream.told(5)).slice(2)).toEqual([
      '48 3 2 0 0 2 15',
      `${idempotencyKey} 4 3 0 3 0 -`,
      '64 4 3 0 3 0 -',
    ]);
    broker.clock.market += 86_400_000;
    broker.engine.advance();
    // day orders by the exchange
    expect(await stream.told(1)).toEqual(['64 3 3 0 0 3 1']);
  });

  test('a stop order is told once it has fired; one that cannot be afforded then is not told at all', async () => {
    const broker = await testBroker();
    const stream = await states(broker);
    const stop = {
      accountId: broker.accountId,
      instrumentId: SBER.uid,
      quantity: 2,
      direction: 2,
      stopPrice: quotation(320),
      price: quotation(330),
      stopOrderType: 3,
      expirationType: 1,
    };
    const stops = broker.client('StopOrdersService');
    const key = randomUUID();
    await stops.postStopOrder({ ...stop, orderId: key });
    await stops.postStopOrder({ ...stop, orderId: '', quantity: 1_000_000 });
    await stops.postStopOrder({ ...stop, orderId: '', stopPrice: quotation(310) });
    await stops.cancelStopOrder({ accountId: broker.accountId, stopOrderId: '48' });
    await broker.trade('SBER', '320', '10');
    const fired = await stream.next();
    expect(fired).toMatchObject({ orderId: key, orderType: 1, orderPrice: rub(330), timeInForce: 0 });
    expect(await stream.told(1)).toEqual(['16 4 2 0 2 0 -']);
    await broker.client('OrdersService').cancelOrder({ accountId: broker.accountId, orderId: '16' });
    expect(await stream.told(1)).toEqual(['16 3 2 0 0 2 15']);
  });

  test('orders of other faces are told, and those that were open before', async () => {
    const broker = await testBroker();
    const instrument = broker.instrument('SBER').id;
    const place = (price: number) =>
      broker.submit({
        type: 'orders.place',
        account: broker.account,
        instrument,
        action: 'buy',
        orderType: 'limit',
        validity: 'gtc',
        quantity: 4 as never,
        price: price as never,
        stopPrice: 0 as never,
        leg: 'net',
        key: null,
        origin: 'chp',
        comment: null,
      });
    const before = await place(32_250);
    await broker.trade('SBER', '322.5', '10', 'sell');
    const stream = await states(broker);
    await broker.submit({ type: 'orders.move', order: before, price: 32_260 as never, quantity: 5 as never });
    const moved = await stream.next();
    expect(moved).toMatchObject({
      orderId: '16',
      orderRequestId: nameUuid('order', '16'),
      timeInForce: 0,
      initialOrderPrice: rub(322, 500_000_000),
      orderPrice: rub(322, 600_000_000),
      executedOrderPrice: rub(322, 500_000_000),
    });
    await place(32_000);
    expect((await stream.told(2)).at(-1)).toBe('32 4 4 0 4 0 -');
  });

  test('is heard by who may see the account, and nobody else', async () => {
    const broker = await testBroker();
    const other = await openAccount(broker);
    await broker.submit({
      type: 'accounts.deposit',
      account: other,
      asset: 'SBER',
      amount: 100n as never,
      key: null,
    });
    const scoped = await states(broker, [], { token: await broker.addToken('full', other) });
    expect(scoped.subscription?.accounts).toEqual([String(other)]);
    const sandbox = await states(broker, [], { token: await broker.addToken('sandbox') });
    expect(sandbox.subscription?.accounts).toEqual([]);
    const readonly = await states(broker, [], { token: await broker.addToken('readonly') });
    await broker.client('OrdersService').postOrder(resting(broker));
    await broker.client('OrdersService').postOrder(resting(broker, { accountId: String(other), direction: 2 }));
    expect((await readonly.told(2)).at(-1)).toBe('16 4 2 0 2 0 -');
    expect((await scoped.next()).accountId).toBe(String(other));
  });

  test.each([
    ['2099999999', '50004', 'Account not found'],
    ['main', '30022', '`account_id` is invalid'],
  ])('of account %s: the subscription says the error, and so does the end', async (account, code, message) => {
    const broker = await testBroker();
    const client = broker.client('OrdersStreamService');
    const stream = heard((options) => client.orderStateStream({ accounts: [account] }, options));
    expect((await stream.hear()).subscription).toMatchObject({
      status: 13,
      accounts: [account],
      error: { code, message },
    });
    await expect(stream.hear()).rejects.toMatchObject({ details: code });
    const trading = heard((options) => client.tradesStream({ accounts: [account] }, options));
    await expect(trading.hear()).rejects.toMatchObject({ details: code });
  });

  test('pings come at the delay that is asked for, from a second on', async () => {
    const broker = await testBroker();
    const client = broker.client('OrdersStreamService');
    const stream = heard((options) => client.orderStateStream({ accounts: [], pingDelayMillis: 1 }, options));
    const { subscription } = await stream.hear();
    const begun = performance.now();
    const { ping } = await stream.hear();
    expect(performance.now() - begun).toBeGreaterThan(900);
    expect(ping).toMatchObject({ time: new Date(broker.clock.wall), streamId: subscription?.streamId });
  });

  test('a stream that is hung up gives its place back and is told nothing more', async () => {
    const broker = await testBroker();
    const streams = await Promise.all(Array.from({ length: 10 }, () => states(broker)));
    expect(openStreams(broker, 'OrderStateStream')).toBe(10);
    await expect(states(broker)).rejects.toMatchObject({ details: '80001' });
    for (const stream of streams) stream.hangUp();
    await untilOpen(broker, 'OrderStateStream', 0);
    const again = await states(broker);
    await broker.client('OrdersService').postOrder(resting(broker));
    expect(await again.told(2)).toHaveLength(2);
  });
});

test('a token that ends takes its streams along', async () => {
  const broker = await testBroker();
  const secret = await broker.addToken('readonly');
  const stream = await states(broker, [], { token: secret });
  const token = broker.parts.identity.brokerToken(secret);
  if (token === undefined) throw new Error('the token is not there');
  await broker.parts.identity.endBrokerToken(token);
  await expect(stream.hear()).rejects.toMatchObject({ details: '40003' });
});
