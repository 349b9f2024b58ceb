import { randomUUID } from 'node:crypto';
import type { StopOrder } from 'tinkoff-sdk-grpc-js/dist/generated/stoporders.js';
import { describe, expect, test } from 'vitest';
import { openAccount, SBER, type TestBroker, testBroker } from '../test-broker.ts';

const [BUY, SELL] = [1, 2];
const [TAKE_PROFIT, STOP_LOSS, STOP_LIMIT] = [1, 2, 3];
const [ALL, ACTIVE, EXECUTED, CANCELED, EXPIRED] = [1, 2, 3, 4, 5];
const [MARKET, LIMIT] = [1, 2];
const TRAILING = 2;
const [ABSOLUTE, RELATIVE] = [1, 2];
const DAY = 86_400_000;

const quotation = (units: number, nano = 0) => ({ units, nano });
const rub = (units: number, nano = 0) => ({ currency: 'rub', units, nano });

/** A stop loss: sell two lots of SBER at the market once they trade at 320 or below. */
function stopLoss({ accountId }: Pick<TestBroker, 'accountId'>, more: object = {}) {
  return {
    accountId,
    instrumentId: SBER.uid,
    quantity: 2,
    direction: SELL,
    stopPrice: quotation(320),
    stopOrderType: STOP_LOSS,
    expirationType: 1,
    orderId: randomUUID() as string,
    ...more,
  };
}

async function stopsOf(broker: TestBroker, status = ALL): Promise<StopOrder[]> {
  const { stopOrders } = await broker
    .client('StopOrdersService')
    .getStopOrders({ accountId: broker.accountId, status });
  return stopOrders;
}

/** A statement of each stop order: `id status exchange order`. */
async function told(broker: TestBroker, status = ALL): Promise<string[]> {
  return (await stopsOf(broker, status)).map(
    (stop) => `${stop.stopOrderId} ${stop.status} ${stop.exchangeOrderId ?? '-'}`,
  );
}

describe('PostStopOrder', () => {
  test('a stop loss waits, is no order yet, and becomes a market order when its price trades', async () => {
    const broker = await testBroker();
    const stops = broker.client('StopOrdersService');
    const request = stopLoss(broker);
    const posted = await stops.postStopOrder(request);
    expect(posted).toEqual({
      stopOrderId: '16',
      orderRequestId: request.orderId,
      responseMetadata: {
        trackingId: expect.stringMatching(/^[0-9a-f]{32}$/),
        serverTime: new Date(broker.clock.wall),
      },
    });
    const waiting = {
      stopOrderId: '16',
      lotsRequested: 2,
      figi: SBER.figi,
      direction: SELL,
      currency: 'rub',
      orderType: STOP_LOSS,
      createDate: new Date(broker.clock.market),
      activationDateTime: undefined,
      expirationTime: undefined,
      price: rub(0),
      stopPrice: rub(320),
      instrumentUid: SBER.uid,
      takeProfitType: 0,
      trailingData: undefined,
      status: ACTIVE,
      exchangeOrderType: MARKET,
      exchangeOrderId: undefined,
      ticker: 'SBER',
      classCode: 'TQBR',
      instantExecution: false,
    };
    expect(await stopsOf(broker, 0)).toEqual([waiting]);
    const orders = broker.client('OrdersService');
    expect((await orders.getOrders({ accountId: broker.accountId })).orders).toEqual([]);

    broker.clock.market += 60_000;
    await broker.trade('SBER', '320.01', '10');
    expect(await stopsOf(broker)).toEqual([waiting]);
    await broker.trade('SBER', '320', '10');
    expect(await stopsOf(broker, ACTIVE)).toEqual([]);
    expect(await stopsOf(broker, EXECUTED)).toEqual([
      { ...waiting, status: EXECUTED, activationDateTime: new Date(broker.clock.market), exchangeOrderId: '16' },
    ]);
    const order = await orders.getOrderState({ accountId: broker.accountId, orderId: '16' });
    expect([order.executionReportStatus, order.lotsExecuted, order.orderType]).toEqual([1, 2, 2]);
  });

  test('stop limit and take profits: which way they wait, and what they become', async () => {
    const broker = await testBroker();
    const { postStopOrder } = broker.client('StopOrdersService');
    const limited = { stopOrderType: STOP_LIMIT, direction: BUY, stopPrice: quotation(325), price: quotation(326) };
    await postStopOrder(stopLoss(broker, limited));
    const profit = { stopOrderType: TAKE_PROFIT, stopPrice: quotation(330) };
    await postStopOrder(stopLoss(broker, { ...profit, exchangeOrderType: MARKET }));
    await postStopOrder(stopLoss(broker, { ...profit, exchangeOrderType: LIMIT, price: quotation(331) }));
    // before there were types of child orders a price meant a limit order
    await postStopOrder(stopLoss(broker, { ...profit, price: quotation(332) }));
    await postStopOrder(stopLoss(broker, { ...profit, direction: BUY, stopPrice: quotation(310) }));
    const shown = (await stopsOf(broker)).reverse();
    expect(
      shown.map(({ orderType, exchangeOrderType, price, takeProfitType }) => [
        orderType,
        exchangeOrderType,
        price?.units,
        takeProfitType,
      ]),
    ).toEqual([
      [STOP_LIMIT, LIMIT, 326, 0],
      [TAKE_PROFIT, MARKET, 0, 1],
      [TAKE_PROFIT, LIMIT, 331, 1],
      [TAKE_PROFIT, LIMIT, 332, 1],
      [TAKE_PROFIT, MARKET, 0, 1],
    ]);
    await broker.quote('SBER', '330', '1000', '330.1', '1000');
    await broker.trade('SBER', '330', '10');
    expect(await told(broker)).toEqual(['80 2 -', '64 3 64', '48 3 48', '32 3 32', '16 3 16']);
    const orders = broker.client('OrdersService');
    const states = (await orders.getOrders({ accountId: broker.accountId })).orders;
    expect(states.map(({ orderId, initialSecurityPrice }) => [orderId, initialSecurityPrice?.units])).toEqual([
      ['64', 332],
      ['48', 331],
      ['16', 326],
    ]);
  });

  test('a trailing take profit follows from its activation price on, with its protective spread', async () => {
    const broker = await testBroker();
    const { postStopOrder } = broker.client('StopOrdersService');
    await postStopOrder(
      stopLoss(broker, {
        stopOrderType: TAKE_PROFIT,
        takeProfitType: TRAILING,
        stopPrice: quotation(330),
        trailingData: {
          indent: quotation(1, 500_000_000),
          indentType: RELATIVE,
          spread: quotation(0, 250_000_000),
          spreadType: ABSOLUTE,
        },
      }),
    );
    const given = {
      indent: quotation(1, 500_000_000),
      indentType: RELATIVE,
      spread: quotation(0, 250_000_000),
      spreadType: ABSOLUTE,
    };
    const [waiting] = await stopsOf(broker);
    expect(waiting).toMatchObject({ takeProfitType: TRAILING, exchangeOrderType: LIMIT, stopPrice: rub(330) });
    expect(waiting?.trailingData).toEqual({ ...given, status: 1, price: quotation(0), extr: quotation(0) });
    await broker.quote('SBER', '331', '1000', '331.1', '1000');
    await broker.trade('SBER', '330', '10');
    await broker.trade('SBER', '340', '10');
    // 1.5 % of 340 is 5.1
    const [trailing] = await stopsOf(broker, ACTIVE);
    expect(trailing?.trailingData).toEqual({
      ...given,
      status: 2,
      price: quotation(334, 900_000_000),
      extr: quotation(340),
    });
    await broker.trade('SBER', '334.9', '10');
    const [fired] = await stopsOf(broker, EXECUTED);
    expect(fired).toMatchObject({ price: rub(334, 650_000_000), exchangeOrderId: '16' });
    const { orders } = await broker.client('OrdersService').getOrders({ accountId: broker.accountId });
    expect(orders.map(({ initialSecurityPrice }) => initialSecurityPrice)).toEqual([rub(334, 650_000_000)]);
  });

  test('without an activation price it trails at once; a market child order has no spread', async () => {
    const broker = await testBroker();
    const trailing = {
      stopOrderType: TAKE_PROFIT,
      takeProfitType: TRAILING,
      stopPrice: undefined,
      exchangeOrderType: MARKET,
      trailingData: { indent: quotation(2), indentType: ABSOLUTE },
    };
    await broker.client('StopOrdersService').postStopOrder(stopLoss(broker, trailing));
    const [stop] = await stopsOf(broker);
    expect(stop).toMatchObject({ stopPrice: rub(0), exchangeOrderType: MARKET });
    expect(stop?.trailingData).toMatchObject({ status: 2, extr: quotation(323), price: quotation(321), spreadType: 0 });
  });

  test('good till a date: it ends at that moment of market time', async () => {
    const broker = await testBroker();
    const end = broker.clock.market + 40 * DAY;
    const request = stopLoss(broker, { expirationType: 2, expireDate: new Date(end) });
    await broker.client('StopOrdersService').postStopOrder(request);
    const [stop] = await stopsOf(broker);
    expect(stop?.expirationTime).toEqual(new Date(end));
    broker.clock.market = end - 1;
    broker.engine.advance();
    expect(await told(broker)).toEqual(['16 2 -']);
    broker.clock.market = end;
    broker.engine.advance();
    expect(await told(broker, EXPIRED)).toEqual(['16 5 -']);
    expect(await told(broker, ACTIVE)).toEqual([]);
  });

  test('a key places one stop order; that of an order which never waited is taken', async () => {
    const broker = await testBroker();
    const stops = broker.client('StopOrdersService');
    const request = stopLoss(broker);
    const [first, second] = await Promise.all([stops.postStopOrder(request), stops.postStopOrder(request)]);
    expect([first.stopOrderId, second.stopOrderId]).toEqual(['16', '16']);
    await stops.cancelStopOrder({ accountId: broker.accountId, stopOrderId: '16' });
    expect((await stops.postStopOrder(request)).stopOrderId).toBe('16');
    const orderId = randomUUID();
    const about = { accountId: broker.accountId, instrumentId: SBER.uid, quantity: 1, direction: BUY };
    await broker.client('OrdersService').postOrder({ ...about, orderType: MARKET + 1, orderId });
    await expect(stops.postStopOrder(stopLoss(broker, { orderId }))).rejects.toMatchObject({ details: '30057' });
  });

  test('bonds wait in points, unless money is told', async () => {
    const broker = await testBroker();
    const bond = 'SU26238RMFS4';
    await broker.quote(bond, '58.1', '1000', '58.3', '1000');
    await broker.trade(bond, '58.2', '1');
    const { postStopOrder } = broker.client('StopOrdersService');
    const request = { instrumentId: `${bond}_TQOB`, stopPrice: quotation(57, 500_000_000) };
    await postStopOrder(stopLoss(broker, request));
    // 57.4 % of 1 000 roubles
    await postStopOrder(stopLoss(broker, { ...request, stopPrice: quotation(574), priceType: 2 }));
    const prices = (await stopsOf(broker)).map(({ stopPrice }) => stopPrice);
    expect(prices).toEqual([rub(57, 400_000_000), rub(57, 500_000_000)]);
  });
});

describe('CancelStopOrder', () => {
  test('one that waits is cancelled once; one that has fired is not active', async () => {
    const broker = await testBroker();
    const stops = broker.client('StopOrdersService');
    await stops.postStopOrder(stopLoss(broker));
    await stops.postStopOrder(stopLoss(broker, { stopPrice: quotation(310) }));
    const cancel = (stopOrderId: string) => stops.cancelStopOrder({ accountId: broker.accountId, stopOrderId });
    expect(await cancel('16')).toEqual({ time: new Date(broker.clock.market) });
    await expect(cancel('16')).rejects.toMatchObject({ details: '30060' });
    await broker.trade('SBER', '310', '10');
    await expect(cancel('32')).rejects.toMatchObject({ details: '30060' });
    expect(await told(broker)).toEqual(['32 3 32', '16 4 -']);
    expect(await told(broker, CANCELED)).toEqual(['16 4 -']);
  });

  test('what is not there, is no stop order, or belongs to another account is not found', async () => {
    const broker = await testBroker();
    const other = await openAccount(broker);
    await broker.client('StopOrdersService').postStopOrder(stopLoss(broker));
    const about = { accountId: broker.accountId, instrumentId: SBER.uid, quantity: 1, direction: BUY, orderType: 1 };
    const { orderId } = await broker
      .client('OrdersService')
      .postOrder({ ...about, price: quotation(300), orderId: '' });
    for (const [accountId, stopOrderId] of [
      [broker.accountId, ''],
      [broker.accountId, '999'],
      [broker.accountId, randomUUID()],
      [broker.accountId, orderId],
      [String(other), '16'],
    ] as const) {
      const call = broker.client('StopOrdersService').cancelStopOrder({ accountId, stopOrderId });
      await expect(call).rejects.toMatchObject({ details: '50006' });
    }
    expect(await told(broker)).toEqual(['16 2 -']);
  });
});

describe('stop orders', () => {
  test('of other faces are shown, too; a period is that in which they were placed', async () => {
    const broker = await testBroker();
    const place = (validity: 'day' | 'gtc') =>
      broker.submit({
        type: 'orders.place',
        account: broker.account,
        instrument: broker.instrument('SBER').id,
        action: 'sell',
        orderType: 'stop',
        validity,
        quantity: 1 as never,
        price: 0 as never,
        stopPrice: 30_000 as never,
        leg: 'net',
        key: null,
        origin: 'chp',
        comment: null,
      });
    await place('day');
    broker.clock.market += 3_600_000;
    await place('gtc');
    const stops = broker.client('StopOrdersService');
    const ends = (await stopsOf(broker)).map(({ expirationTime }) => expirationTime?.toISOString());
    expect(ends).toEqual(['2026-12-19T21:00:00.000Z', '2026-11-20T21:00:00.000Z']);
    const from = new Date(broker.clock.market);
    const late = await stops.getStopOrders({ accountId: broker.accountId, status: ACTIVE, from });
    const early = await stops.getStopOrders({ accountId: broker.accountId, status: ACTIVE, to: from });
    expect([late, early].map(({ stopOrders }) => stopOrders.map(({ stopOrderId }) => stopOrderId))).toEqual([
      ['32'],
      ['16'],
    ]);
    const bad = stops.getStopOrders({ accountId: broker.accountId, status: 7 as never });
    await expect(bad).rejects.toMatchObject({ details: '30106' });
  });

  test('need a token that may trade; a read-only one may look', async () => {
    const broker = await testBroker();
    const token = await broker.addToken('readonly');
    const stops = broker.client('StopOrdersService', { token });
    await expect(stops.postStopOrder(stopLoss(broker))).rejects.toMatchObject({ details: '40002' });
    expect(await stops.getStopOrders({ accountId: broker.accountId })).toEqual({ stopOrders: [] });
  });

  test('are the same over REST and with the real client', async () => {
    const broker = await testBroker();
    const { status, body } = await broker.rest('StopOrdersService/PostStopOrder', {
      account_id: broker.accountId,
      instrument_id: SBER.uid,
      quantity: '2',
      direction: 'STOP_ORDER_DIRECTION_SELL',
      stop_price: { units: '320', nano: 0 },
      stop_order_type: 'STOP_ORDER_TYPE_STOP_LOSS',
      expiration_type: 'STOP_ORDER_EXPIRATION_TYPE_GOOD_TILL_DATE',
      expire_date: '2026-12-01T00:00:00Z',
    });
    expect([status, body.stopOrderId, body.orderRequestId]).toEqual([200, '16', '']);
    const answer = await broker.rest('StopOrdersService/GetStopOrders', { accountId: broker.accountId });
    expect(answer.body).toEqual({
      stopOrders: [
        {
          stopOrderId: '16',
          lotsRequested: '2',
          figi: SBER.figi,
          direction: 'STOP_ORDER_DIRECTION_SELL',
          currency: 'rub',
          orderType: 'STOP_ORDER_TYPE_STOP_LOSS',
          createDate: '2026-11-20T09:00:00Z',
          expirationTime: '2026-12-01T00:00:00Z',
          price: { currency: 'rub', units: '0', nano: 0 },
          stopPrice: { currency: 'rub', units: '320', nano: 0 },
          instrumentUid: SBER.uid,
          takeProfitType: 'TAKE_PROFIT_TYPE_UNSPECIFIED',
          status: 'STOP_ORDER_STATUS_ACTIVE',
          exchangeOrderType: 'EXCHANGE_ORDER_TYPE_MARKET',
          ticker: 'SBER',
          classCode: 'TQBR',
          instantExecution: false,
        },
      ],
    });
    const refused = await broker.rest('StopOrdersService/CancelStopOrder', {
      accountId: broker.accountId,
      stopOrderId: '17',
    });
    expect([refused.status, refused.body]).toEqual([
      404,
      { code: 5, message: 'Stop-order not found', description: '50006' },
    ]);
    const { stoporders } = broker.api();
    const { stopOrders } = await stoporders.getStopOrders({ accountId: broker.accountId } as never);
    expect(stopOrders.map(({ stopOrderId }) => stopOrderId)).toEqual(['16']);
    const { time } = await stoporders.cancelStopOrder({ accountId: broker.accountId, stopOrderId: '16' });
    expect(time).toEqual(new Date(broker.clock.market));
  });
});
