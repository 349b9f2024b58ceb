import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type CallWith, SBER, sharedBroker } from '../test-broker.ts';
import { restRefused, SBER_POSITION } from './test-walking.ts';

/** Section 22.1, its unary calls as JSON over HTTP in the order of the steps. */
describe('22.1 a buy or sell order is placed, as JSON', () => {
  const broker = sharedBroker();
  const key = randomUUID();
  let placed = '';
  const ask = (method: string, body: object, call?: CallWith) => broker().rest(method, body, call);
  const order = (more: object = {}) => ({
    accountId: broker().accountId,
    instrumentId: SBER.uid,
    quantity: '2',
    price: { units: '323', nano: 0 },
    direction: 'ORDER_DIRECTION_BUY',
    orderType: 'ORDER_TYPE_LIMIT',
    orderId: randomUUID(),
    ...more,
  });
  const post = (more: object = {}, call?: CallWith) => ask('OrdersService/PostOrder', order(more), call);
  const state = async (orderId: string, more: object = {}) =>
    ask('OrdersService/GetOrderState', { accountId: broker().accountId, orderId, ...more });
  const orders = async () => (await ask('OrdersService/GetOrders', { accountId: broker().accountId })).body.orders;

  test('step 1, FindInstrument', async () => {
    const find = (body: object) => ask('InstrumentsService/FindInstrument', body);
    for (const query of ['SBER', 'sber', SBER.uid, SBER.figi, 'RU0009029540']) {
      const { instruments } = (await find({ query })).body;
      expect(instruments, query).toContainEqual(
        expect.objectContaining({ uid: SBER.uid, lot: 10, positionUid: SBER_POSITION, apiTradeAvailableFlag: true }),
      );
    }
    const traded = await find({ query: SBER_POSITION, api_trade_available_flag: true });
    expect(traded.body.instruments.map(({ classCode }: { classCode: string }) => classCode)).toEqual(['TQBR']);
    await restRefused(400, '30087', find({ query: '' }));
    expect(await find({ query: 'no-such-thing' })).toMatchObject({ status: 200, body: { instruments: [] } });
  });

  test('step 2, GetTradingStatus', async () => {
    const ids = [
      { instrumentId: SBER.uid },
      { instrument_id: SBER.figi },
      { figi: SBER.figi },
      { instrumentId: 'SBER_TQBR' },
    ];
    for (const id of ids) {
      expect((await ask('MarketDataService/GetTradingStatus', id)).body).toMatchObject({
        tradingStatus: 'SECURITY_TRADING_STATUS_NORMAL_TRADING',
        limitOrderAvailableFlag: true,
        marketOrderAvailableFlag: true,
        apiTradeAvailableFlag: true,
      });
    }
    await restRefused(404, '50002', ask('MarketDataService/GetTradingStatus', { instrumentId: randomUUID() }));
    await restRefused(400, '30093', ask('MarketDataService/GetTradingStatus', {}));
  });

  test('step 3, GetLastPrices', async () => {
    const { body } = await ask('MarketDataService/GetLastPrices', { instrumentId: [SBER.uid, 'unheard-of'] });
    const [known, unknown] = body.lastPrices;
    expect(known).toMatchObject({ instrumentUid: SBER.uid, price: { units: '323', nano: 0 } });
    expect(known.time).toMatch(/^2026-11-20T09:00:00(\.0+)?Z$/);
    expect([unknown.figi, unknown.price ?? null]).toEqual(['unheard-of', null]);
  });

  test('step 4, GetInstrumentBy', async () => {
    const by = (idType: string, id: string, more: object = {}) =>
      ask('InstrumentsService/GetInstrumentBy', { idType: `INSTRUMENT_ID_TYPE_${idType}`, id, ...more });
    const { instrument } = (await by('UID', SBER.uid)).body;
    expect(instrument).toMatchObject({ lot: 10, currency: 'rub', minPriceIncrement: { units: '0', nano: 10_000_000 } });
    expect((await by('FIGI', SBER.figi)).body).toEqual({ instrument });
    expect((await by('TICKER', 'SBER', { classCode: 'TQBR' })).body).toEqual({ instrument });
    expect((await by('POSITION_UID', SBER_POSITION)).body).toEqual({ instrument });
    await restRefused(400, '30013', by('TICKER', 'SBER'));
    await restRefused(404, '50002', by('UID', randomUUID()));
  });

  test('step 5, the account', async () => {
    const { accountId } = broker();
    expect((await ask('UsersService/GetAccounts', {})).body.accounts).toMatchObject([
      { id: accountId, status: 'ACCOUNT_STATUS_OPEN', accessLevel: 'ACCOUNT_ACCESS_LEVEL_FULL_ACCESS' },
    ]);
    const million = [{ currency: 'rub', units: '1000000', nano: 0 }];
    expect((await ask('OperationsService/GetPositions', { accountId })).body.money).toEqual(million);
    expect((await ask('OperationsService/GetWithdrawLimits', { accountId })).body.money).toEqual(million);
    const { body } = await ask('OrdersService/GetMaxLots', { accountId, instrumentId: SBER.uid });
    expect(body.buyLimits.buyMaxLots).toBe('309');
  });

  test('step 6, PostOrder and its refusals', async () => {
    await restRefused(400, '30078', post({ price: { units: '323', nano: 5_000_000 } }));
    await restRefused(400, '30017', post({ price: { units: '0', nano: 0 } }));
    await restRefused(400, '30015', post({ quantity: '0' }));
    await restRefused(403, '40002', post({}, { token: await broker().addToken('readonly') }));
    await restRefused(401, '40003', post({}, { token: null }));
    await restRefused(403, '40004', post({ accountId: '2099999999' }));
    await restRefused(400, '90003', post({ quantity: '9303' }));
    const { body, headers } = await post({ orderId: key });
    expect(headers.get('x-tracking-id')).toBe(body.responseMetadata.trackingId);
    expect(body).toMatchObject({
      orderRequestId: key,
      lotsRequested: '2',
      executionReportStatus: 'EXECUTION_REPORT_STATUS_NEW',
      initialSecurityPrice: { currency: 'rub', units: '323', nano: 0 },
      initialOrderPrice: { currency: 'rub', units: '6460', nano: 0 },
      initialCommission: { currency: 'rub', units: '3', nano: 230_000_000 },
    });
    placed = body.orderId;
    expect(placed).not.toBe(key);
    const [one, other] = await Promise.all([post({ orderId: key }), post({ orderId: key })]);
    expect([one.body.orderId, other.body.orderId]).toEqual([placed, placed]);
  });

  test('step 7, GetOrders', async () => {
    expect(await orders()).toMatchObject([
      { orderId: placed, orderRequestId: key, lotsRequested: '2', lotsExecuted: '0' },
    ]);
    const { body } = await ask('OperationsService/GetPositions', { accountId: broker().accountId });
    expect(body.blocked).toEqual([{ currency: 'rub', units: '6463', nano: 230_000_000 }]);
  });

  test('steps 8 and 9, filled in two parts', async () => {
    await broker().trade('SBER', '322.9', '10', 'sell');
    const partly = { executionReportStatus: 'EXECUTION_REPORT_STATUS_PARTIALLYFILL', lotsExecuted: '1' };
    expect((await state(placed)).body).toMatchObject(partly);
    expect(await orders()).toHaveLength(1);
    await broker().trade('SBER', '322.9', '100', 'sell');
    expect(await orders()).toEqual([]);
    const { body } = await state(placed);
    expect(body).toMatchObject({
      executionReportStatus: 'EXECUTION_REPORT_STATUS_FILL',
      averagePositionPrice: { currency: 'rub', units: '323', nano: 0 },
      executedOrderPrice: { currency: 'rub', units: '6460', nano: 0 },
      stages: [{ quantity: '10' }, { quantity: '10' }],
    });
    await restRefused(404, '50005', state(key));
    expect((await state(key, { orderIdType: 'ORDER_ID_TYPE_REQUEST' })).body).toEqual(body);
    const { accountId } = broker();
    await restRefused(400, '30059', ask('OrdersService/CancelOrder', { accountId, orderId: placed }));
    expect((await ask('OperationsService/GetPositions', { accountId })).body.securities).toMatchObject([
      { balance: '20' },
    ]);
    const { positions } = (await ask('OperationsService/GetPortfolio', { accountId })).body;
    expect(positions[0]).toMatchObject({ instrumentUid: SBER.uid, quantity: { units: '20', nano: 0 } });
  });

  test('step 10, market, sell, cancel, replace and kill', async () => {
    const { accountId } = broker();
    const status = async (more: object) => (await post(more)).body.executionReportStatus;
    const [filled, cancelled] = ['EXECUTION_REPORT_STATUS_FILL', 'EXECUTION_REPORT_STATUS_CANCELLED'];
    expect(await status({ orderType: 'ORDER_TYPE_MARKET', price: undefined })).toBe(filled);
    expect(await status({ orderType: 'ORDER_TYPE_MARKET', direction: 'ORDER_DIRECTION_SELL' })).toBe(filled);
    expect(await status({ timeInForce: 'TIME_IN_FORCE_FILL_OR_KILL' })).toBe(cancelled);
    expect(await status({ timeInForce: 'TIME_IN_FORCE_FILL_AND_KILL' })).toBe(cancelled);
    const { orderId } = (await post()).body;
    const changed = {
      accountId,
      orderId,
      idempotencyKey: randomUUID(),
      quantity: '3',
      price: { units: '322', nano: 0 },
    };
    const replaced = (await ask('OrdersService/ReplaceOrder', changed)).body;
    expect([replaced.orderId === orderId, replaced.lotsRequested]).toEqual([false, '3']);
    expect((await state(orderId)).body.executionReportStatus).toBe(cancelled);
    const ended = await ask('OrdersService/CancelOrder', { accountId, orderId: replaced.orderId });
    expect(ended.body.time).toMatch(/Z$/);
    expect(await orders()).toEqual([]);
  });
});
