import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openAccount, SBER, sharedBroker, type TestBroker, testBroker } from '../test-broker.ts';

const [NEW, PARTIALLYFILL, FILL, CANCELLED] = [4, 5, 1, 3];

const rub = (units: number, nano = 0) => ({ currency: 'rub', units, nano });

/** A limit order for two lots of SBER at 322.5: it rests. */
function resting({ accountId }: TestBroker, more: object = {}) {
  return {
    accountId,
    instrumentId: SBER.uid,
    quantity: 2,
    price: { units: 322, nano: 500_000_000 },
    direction: 1,
    orderType: 1,
    orderId: randomUUID() as string,
    ...more,
  };
}

describe('PostOrder (22.1.6)', () => {
  test('a buy that rests: ids, figures and tracking id of the answer', async () => {
    const broker = await testBroker();
    const request = resting(broker);
    const order = await broker.client('OrdersService').postOrder(request);
    expect(order).toEqual({
      orderId: '16',
      executionReportStatus: NEW,
      lotsRequested: 2,
      lotsExecuted: 0,
      initialOrderPrice: rub(6_450),
      executedOrderPrice: rub(0),
      totalOrderAmount: rub(6_450),
      // 0.05 % of 6 450 is 3.225: to the kopeck, half up
      initialCommission: rub(3, 230_000_000),
      executedCommission: rub(0),
      aciValue: { currency: '', units: 0, nano: 0 },
      figi: SBER.figi,
      direction: 1,
      initialSecurityPrice: rub(322, 500_000_000),
      orderType: 1,
      message: '',
      initialOrderPricePt: { units: 0, nano: 0 },
      instrumentUid: SBER.uid,
      ticker: 'SBER',
      classCode: 'TQBR',
      orderRequestId: request.orderId,
      responseMetadata: {
        trackingId: expect.stringMatching(/^[0-9a-f]{32}$/),
        serverTime: new Date(broker.clock.wall),
      },
    });
  });

  test('a key is used once, also by posts side by side; a refused post leaves it free', async () => {
    const broker = await testBroker();
    const orders = broker.client('OrdersService');
    const request = resting(broker);
    await expect(orders.postOrder({ ...request, quantity: 0 })).rejects.toMatchObject({ details: '30015' });
    await expect(orders.postOrder({ ...request, quantity: 90_000 })).rejects.toMatchObject({ details: '90003' });
    const [first, second] = await Promise.all([orders.postOrder(request), orders.postOrder(request)]);
    expect(second.orderId).toBe(first.orderId);
    expect((await orders.postOrder(request)).orderId).toBe(first.orderId);
    expect((await orders.getOrders({ accountId: broker.accountId })).orders).toHaveLength(1);
    await orders.cancelOrder({ accountId: broker.accountId, orderId: first.orderId });
    await broker.offer({ kind: 'status', instrument: broker.instrument('SBER').id, status: 'break' });
    const again = await orders.postOrder(request);
    expect([again.orderId, again.executionReportStatus]).toEqual([first.orderId, CANCELLED]);
  });

  test('at the market, at the best price, to be killed: filled at once or gone', async () => {
    const broker = await testBroker();
    const orders = broker.client('OrdersService');
    const market = await orders.postOrder(resting(broker, { orderType: 2, price: undefined, orderId: '' }));
    expect(market).toMatchObject({
      executionReportStatus: FILL,
      lotsExecuted: 2,
      executedOrderPrice: rub(323, 100_000_000),
      initialSecurityPrice: rub(323, 100_000_000),
      totalOrderAmount: rub(6_462),
      executedCommission: rub(3, 230_000_000),
      orderRequestId: '',
      orderType: 2,
    });
    // 323 x 1.003 = 323.969, down to the step
    const best = await orders.postOrder(resting(broker, { orderType: 3, quantity: 1 }));
    expect(best).toMatchObject({
      executionReportStatus: FILL,
      orderType: 3,
      initialSecurityPrice: rub(323, 960_000_000),
      executedOrderPrice: rub(323, 100_000_000),
    });
    for (const timeInForce of [2, 3]) {
      const order = await orders.postOrder(resting(broker, { timeInForce }));
      expect([order.executionReportStatus, order.lotsExecuted]).toEqual([CANCELLED, 0]);
    }
    const sold = await orders.postOrder(resting(broker, { direction: 2, orderType: 2, quantity: 3 }));
    expect(sold).toMatchObject({
      executionReportStatus: FILL,
      direction: 2,
      executedOrderPrice: rub(322, 900_000_000),
    });
  });

  const broker = sharedBroker();
  test.each([
    ['no account', { accountId: '' }, '30021'],
    ['a malformed account', { accountId: 'main' }, '30022'],
    ['a foreign account', { accountId: '2099999999' }, '40004'],
    ['no instrument', { instrumentId: '' }, '30093'],
    ['an unknown instrument', { instrumentId: 'SBER' }, '50002'],
    ['an instrument that takes no orders', { instrumentId: 'SBER_SPEQ' }, '30052'],
    ['no lots', { quantity: 0 }, '30015'],
    ['less than no lots', { quantity: -1 }, '30080'],
    ['no direction', { direction: 0 }, '30019'],
    ['a bad direction', { direction: 7 }, '30020'],
    ['no type', { orderType: 0 }, '30025'],
    ['a bad type', { orderType: 7 }, '30026'],
    ['no price', { price: undefined }, '30017'],
    ['a zero price', { price: { units: 0, nano: 0 } }, '30017'],
    ['a price of two signs', { price: { units: 1, nano: -1 } }, '30018'],
    ['a negative price', { price: { units: -1, nano: 0 } }, '30100'],
    ['a price off the step', { price: { units: 10, nano: 555_000_000 } }, '30078'],
    ['points of a share', { priceType: 1 }, '30085'],
    ['a bad price type', { priceType: 9 }, '30104'],
    ['a bad time in force', { timeInForce: 9 }, '30254'],
    [
      'fill-or-kill of a future',
      { instrumentId: 'SRZ6_SPBFUT', price: { units: 33_000, nano: 0 }, timeInForce: 3 },
      '30254',
    ],
    ['a long key', { orderId: 'k'.repeat(37) }, '30055'],
    ['an instrument that is not traded now', { instrumentId: 'GAZP_TQBR' }, '30079'],
    ['more than 30 000 000 roubles', { quantity: 9_303 }, '90003'],
    ['more than the account can pay', { quantity: 9_000 }, '30042'],
  ])('%s is refused', async (_what, more, code) => {
    const { client } = broker();
    await expect(client('OrdersService').postOrder(resting(broker(), more))).rejects.toMatchObject({ details: code });
  });

  test('a read-only token is 40002, none 40003, a closed account 30081', async () => {
    const { client, addToken } = broker();
    const post = (token: string | null, more: object = {}) =>
      client('OrdersService', { token }).postOrder(resting(broker(), more));
    await expect(post(await addToken('readonly'))).rejects.toMatchObject({ details: '40002' });
    await expect(post(null)).rejects.toMatchObject({ details: '40003' });
    const closed = await openAccount(broker());
    await broker().submit({ type: 'accounts.close', account: closed });
    await expect(post(await addToken('full'), { accountId: String(closed) })).rejects.toMatchObject({
      details: '30081',
    });
  });

  test('without margin nothing is sold that is not there, and no future is bought', async () => {
    const cash = await openAccount(broker(), { margin: false });
    await broker().trade('SRZ6', '33000', '1');
    const { client } = broker();
    const post = (more: object) =>
      client('OrdersService').postOrder(resting(broker(), { accountId: String(cash), ...more }));
    await expect(post({ direction: 2 })).rejects.toMatchObject({ details: '30051' });
    const future = { instrumentId: 'SRZ6_SPBFUT', price: { units: 33_000, nano: 0 } };
    await expect(post(future)).rejects.toMatchObject({ details: '30051' });
  });

  test('in the sandbox what is missing is balance', async () => {
    await openAccount(broker(), { fillPolicy: 'sandbox' });
    const { client, addToken } = broker();
    const token = await addToken('sandbox');
    const [account] = (await client('UsersService', { token }).getAccounts({})).accounts;
    const request = resting(broker(), { accountId: account?.id, quantity: 8_000 });
    await expect(client('OrdersService', { token }).postOrder(request)).rejects.toMatchObject({ details: '30034' });
  });
});

describe('the life of an order (22.1.7 to 22.1.10), with the real Node client', () => {
  test('listed while open, filled in two parts, told afterwards', async () => {
    const broker = await testBroker();
    const { orders } = broker.api();
    const { accountId } = broker;
    const key = randomUUID();
    const posted = await orders.postOrder({
      accountId,
      figi: SBER.figi,
      instrumentId: '',
      quantity: 2,
      price: { units: 322, nano: 500_000_000 },
      direction: 1,
      orderType: 1,
      orderId: key,
      timeInForce: 0,
      priceType: 0,
    });
    expect(posted.orderId).not.toBe(key);
    expect((await orders.getOrders({ accountId })).orders).toMatchObject([
      { orderId: posted.orderId, lotsRequested: 2, lotsExecuted: 0, orderRequestId: key, executionReportStatus: NEW },
    ]);
    const state = () => orders.getOrderState({ accountId, orderId: posted.orderId, priceType: 0 });
    // a trade through the price fills the order at its own price, no more than its size
    await broker.trade('SBER', '322.4', '10', 'sell');
    expect(await state()).toMatchObject({ executionReportStatus: PARTIALLYFILL, lotsExecuted: 1 });
    expect((await orders.getOrders({ accountId })).orders).toHaveLength(1);
    broker.clock.market += 1_000;
    await broker.trade('SBER', '322.4', '100', 'sell');
    expect((await orders.getOrders({ accountId })).orders).toEqual([]);
    expect(await state()).toMatchObject({
      executionReportStatus: FILL,
      lotsExecuted: 2,
      averagePositionPrice: rub(322, 500_000_000),
      executedOrderPrice: rub(6_450),
      executedCommission: rub(3, 230_000_000),
      currency: 'rub',
      stages: [
        { price: rub(322, 500_000_000), quantity: 10 },
        { price: rub(322, 500_000_000), quantity: 10, executionTime: new Date(broker.clock.market) },
      ],
    });
    const client = broker.client('OrdersService');
    await expect(client.getOrderState({ accountId, orderId: key })).rejects.toMatchObject({ details: '50005' });
    expect((await client.getOrderState({ accountId, orderId: key, orderIdType: 2 })).orderId).toBe(posted.orderId);
    await expect(client.getOrderState({ accountId, orderId: 'mine', orderIdType: 2 })).rejects.toMatchObject({
      details: '30221',
    });
    await expect(client.getOrderState({ accountId, orderId: '' })).rejects.toMatchObject({ details: '30027' });
    await expect(orders.cancelOrder({ accountId, orderId: posted.orderId })).rejects.toThrow(
      'Cancel order error: The order has been partially or fully executed.',
    );
  });

  test('cancelled while new; cancelling twice is 30059', async () => {
    const broker = await testBroker();
    const { orders } = broker.api();
    const { accountId } = broker;
    const { orderId, orderRequestId } = await broker.client('OrdersService').postOrder(resting(broker));
    const cancelled = await broker
      .client('OrdersService')
      .cancelOrder({ accountId, orderId: orderRequestId, orderIdType: 2 });
    expect(cancelled).toMatchObject({ time: new Date(broker.clock.market), responseMetadata: {} });
    expect(await orders.getOrderState({ accountId, orderId, priceType: 0 })).toMatchObject({
      executionReportStatus: CANCELLED,
      lotsExecuted: 0,
      stages: [],
    });
    const again = broker.client('OrdersService').cancelOrder({ accountId, orderId });
    await expect(again).rejects.toMatchObject({ details: '30059' });
    await expect(orders.cancelOrder({ accountId, orderId: '999' })).rejects.toThrow('Order not found');
  });

  test('replaced: a new id, the old one cancelled, one replacement a key', async () => {
    const broker = await testBroker();
    const orders = broker.client('OrdersService');
    const { accountId } = broker;
    const { orderId } = await orders.postOrder(resting(broker));
    const request = {
      accountId,
      orderId,
      idempotencyKey: randomUUID(),
      quantity: 3,
      price: { units: 321, nano: 0 },
    };
    await expect(orders.replaceOrder({ ...request, idempotencyKey: '' })).rejects.toMatchObject({ details: '30029' });
    await expect(orders.replaceOrder({ ...request, price: { units: 321, nano: 1 } })).rejects.toMatchObject({
      details: '30078',
    });
    const replaced = await orders.replaceOrder(request);
    expect(replaced).toMatchObject({
      lotsRequested: 3,
      initialSecurityPrice: rub(321),
      orderRequestId: request.idempotencyKey,
      executionReportStatus: NEW,
    });
    expect(replaced.orderId).not.toBe(orderId);
    expect((await orders.getOrderState({ accountId, orderId })).executionReportStatus).toBe(CANCELLED);
    expect((await orders.replaceOrder(request)).orderId).toBe(replaced.orderId);
    const late = { ...request, idempotencyKey: randomUUID() };
    await expect(orders.replaceOrder(late)).rejects.toMatchObject({ details: '30059' });
  });

  test('posted without waiting: the key leads to the order', async () => {
    const broker = await testBroker();
    const orders = broker.client('OrdersService');
    const request = resting(broker);
    expect(await orders.postOrderAsync(request)).toMatchObject({
      orderRequestId: request.orderId,
      executionReportStatus: NEW,
    });
    const { accountId } = broker;
    const named = { accountId, orderId: request.orderId, orderIdType: 2 } as const;
    expect((await orders.getOrderState(named)).lotsRequested).toBe(2);
    await expect(orders.postOrderAsync({ ...request, orderId: 'mine' })).rejects.toMatchObject({ details: '30221' });
  });

  test('filters widen the list to the orders of the day, by status', async () => {
    const broker = await testBroker();
    const orders = broker.client('OrdersService');
    const { accountId } = broker;
    const first = await orders.postOrder(resting(broker));
    await orders.cancelOrder({ accountId, orderId: first.orderId });
    await orders.postOrder(resting(broker));
    const listed = async (executionStatus: number[]) =>
      (await orders.getOrders({ accountId, advancedFilters: { executionStatus } })).orders.map(
        (order) => order.executionReportStatus,
      );
    expect(await listed([])).toEqual([NEW, CANCELLED]);
    expect(await listed([CANCELLED])).toEqual([CANCELLED]);
    await expect(listed([9])).rejects.toMatchObject({ details: '30245' });
  });
});

describe('what orders would cost', () => {
  const broker = sharedBroker();

  test('GetMaxLots: own money, and what margin lets', async () => {
    const { client, accountId } = broker();
    const limits = await client('OrdersService').getMaxLots({ accountId, instrumentId: SBER.uid });
    // 1 000 000 / (3 231 + 1.62 of fees, to the kopeck)
    expect(limits).toMatchObject({
      currency: 'rub',
      buyLimits: { buyMoneyAmount: { units: 1_000_000, nano: 0 }, buyMaxLots: 309 },
      sellLimits: { sellMaxLots: 0 },
    });
    expect(limits.buyMarginLimits?.buyMaxLots).toBeGreaterThan(1_000);
    expect(limits.sellMarginLimits?.sellMaxLots).toBeGreaterThan(1_000);
    const cheaper = { accountId, instrumentId: SBER.uid, price: { units: 100, nano: 0 } };
    expect((await client('OrdersService').getMaxLots(cheaper)).buyLimits?.buyMaxLots).toBe(999);
  });

  test('GetOrderPrice: amount and commission, for bonds and futures what they have besides', async () => {
    const { client, accountId } = broker();
    const orders = client('OrdersService');
    const price = { units: 322, nano: 500_000_000 };
    const about = { accountId, instrumentId: SBER.uid, price, direction: 1, quantity: 2 } as const;
    expect(await orders.getOrderPrice(about)).toEqual({
      totalOrderAmount: rub(6_453, 230_000_000),
      initialOrderAmount: rub(6_450),
      lotsRequested: 2,
      executedCommission: rub(3, 230_000_000),
      executedCommissionRub: rub(3, 230_000_000),
      serviceCommission: rub(0),
      dealCommission: rub(3, 230_000_000),
      extraBond: undefined,
      extraFuture: undefined,
    });
    await broker().trade('SRZ6', '33000', '1');
    const future = { ...about, instrumentId: 'SRZ6_SPBFUT', price: { units: 33_000, nano: 0 } };
    expect((await orders.getOrderPrice(future)).extraFuture?.initialMargin).toEqual(rub(13_000));
    await expect(orders.getOrderPrice({ ...about, price: undefined })).rejects.toMatchObject({ details: '30017' });
  });
});

test('over REST a posted order is what it is over gRPC', async () => {
  const broker = await testBroker();
  const { accountId } = broker;
  const { status, body, headers } = await broker.rest('OrdersService/PostOrder', {
    account_id: accountId,
    instrument_id: SBER.uid,
    quantity: '2',
    price: { units: '322', nano: 500_000_000 },
    direction: 'ORDER_DIRECTION_BUY',
    order_type: 'ORDER_TYPE_LIMIT',
    order_id: randomUUID(),
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    executionReportStatus: 'EXECUTION_REPORT_STATUS_NEW',
    lotsRequested: '2',
    lotsExecuted: '0',
    initialOrderPrice: { currency: 'rub', units: '6450', nano: 0 },
    responseMetadata: { trackingId: headers.get('x-tracking-id') },
  });
  const { body: listed } = await broker.rest('OrdersService/GetOrders', { accountId });
  expect(listed.orders).toMatchObject([{ orderId: body.orderId, stages: [], orderDate: '2026-11-20T09:00:00Z' }]);
  const refused = await broker.rest('OrdersService/PostOrder', { account_id: accountId, quantity: 'two' });
  expect([refused.status, refused.body.message]).toEqual([400, 'quantity must be a whole number']);
});
