import { randomUUID } from 'node:crypto';
import type { OrderStateStreamResponse } from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openAccount, SBER, sharedBroker } from '../test-broker.ts';
import {
  buyTwo,
  CANCELLED,
  FILL,
  moneyOf,
  NEW,
  PARTIALLYFILL,
  quotation,
  refused,
  rub,
  SBER_POSITION,
} from './test-walking.ts';

/** Section 22.1, step by step in order, with tinkoff-invest-api in plaintext; each test goes on where the one before ended. */
describe('22.1 a buy or sell order is placed', () => {
  const broker = sharedBroker();
  const gone = new AbortController();
  const trades: (string | undefined)[] = [];
  const states: OrderStateStreamResponse[] = [];
  let found = '';
  let price = quotation(0);
  let key = '';
  let placed = '';
  const post = (more: object = {}, token?: string) => {
    const { api, accountId } = broker();
    return api(token).orders.postOrder({ ...buyTwo(accountId, found), price, ...more });
  };
  const state = (orderId: string) =>
    broker().api().orders.getOrderState({ accountId: broker().accountId, orderId, priceType: 0 });
  const listed = async () => (await broker().api().orders.getOrders({ accountId: broker().accountId })).orders;

  beforeAll(async () => {
    const { api, accountId, client } = broker();
    const { trades: stream } = api().stream;
    stream.on('data', ({ orderTrades }) => void trades.push(orderTrades?.orderId));
    stream.on('error', () => undefined);
    stream.watch({ accounts: [accountId] });
    const { signal } = gone;
    const messages = client('OrdersStreamService').orderStateStream({ accounts: [] }, { signal });
    void (async () => {
      for await (const message of messages) states.push(message);
    })().catch(() => undefined);
    await vi.waitFor(() => expect(states).toHaveLength(1));
  });
  afterAll(() => gone.abort());

  test('step 1, FindInstrument: by any id, in any case; the twin that is not traded is left out', async () => {
    const { instruments } = broker().api();
    for (const query of ['SBER', 'sber', SBER.uid, SBER.figi, 'RU0009029540']) {
      const answer = await instruments.findInstrument({ query });
      const sber = answer.instruments.find(({ uid }) => uid === SBER.uid);
      expect(sber, query).toMatchObject({
        figi: SBER.figi,
        ticker: 'SBER',
        classCode: 'TQBR',
        positionUid: SBER_POSITION,
        lot: 10,
        apiTradeAvailableFlag: true,
      });
      found = sber?.uid ?? '';
    }
    const classes = async (more: object) =>
      (await instruments.findInstrument({ query: SBER_POSITION, ...more })).instruments.map(
        ({ classCode }) => classCode,
      );
    expect(await classes({})).toEqual(['TQBR', 'SPEQ']);
    expect(await classes({ apiTradeAvailableFlag: true })).toEqual(['TQBR']);
    await refused('30087', instruments.findInstrument({ query: '' }));
    expect(await instruments.findInstrument({ query: 'no-such-thing' })).toEqual({ instruments: [] });
  });

  test('step 2, GetTradingStatus: open with all three flags, by any id; in a break closed', async () => {
    const { api, offer, instrument } = broker();
    const { marketdata } = api();
    const flags = async (id: { instrumentId?: string; figi?: string }) => {
      const status = await marketdata.getTradingStatus(id);
      expect([status.instrumentUid, status.figi]).toEqual([SBER.uid, SBER.figi]);
      const { limitOrderAvailableFlag, marketOrderAvailableFlag, apiTradeAvailableFlag } = status;
      return [status.tradingStatus, limitOrderAvailableFlag, marketOrderAvailableFlag, apiTradeAvailableFlag];
    };
    const open = [5, true, true, true];
    expect(await flags({ instrumentId: found })).toEqual(open);
    expect(await flags({ instrumentId: SBER.figi })).toEqual(open);
    expect(await flags({ figi: SBER.figi })).toEqual(open);
    expect(await flags({ instrumentId: 'SBER_TQBR' })).toEqual(open);
    await refused('50002', marketdata.getTradingStatus({ instrumentId: randomUUID() }));
    await refused('30093', marketdata.getTradingStatus({}));
    const { id } = instrument('SBER');
    await offer({ kind: 'status', instrument: id, status: 'break' });
    const [closed, limit, market] = await flags({ instrumentId: found });
    expect([closed, limit, market]).toEqual([4, false, false]);
    await refused('30079', post({ price: quotation(323) }));
    await offer({ kind: 'status', instrument: id, status: 'normal' });
    expect(await flags({ instrumentId: found })).toEqual(open);
  });

  test('step 3, GetLastPrices: each that is asked for, with its time; what is unknown without a price', async () => {
    const { api, trade, clock } = broker();
    await trade('GAZP', '119.05', '10', 'buy');
    const gazp = (await api().instruments.findInstrument({ query: 'GAZP' })).instruments[0]?.uid ?? '';
    const prices = async (ids: string[], figi: string[] = []) =>
      (await api().marketdata.getLastPrices({ figi, instrumentId: ids, lastPriceType: 0 })).lastPrices;
    expect(await prices([found, gazp])).toMatchObject([
      { instrumentUid: found, figi: SBER.figi, price: quotation(323), time: new Date(clock.market) },
      { instrumentUid: gazp, price: quotation(119, 50_000_000), time: new Date(clock.market) },
    ]);
    expect(await prices([], [SBER.figi])).toMatchObject([{ instrumentUid: found, price: quotation(323) }]);
    expect((await prices([])).map(({ instrumentUid }) => instrumentUid)).toEqual(expect.arrayContaining([found, gazp]));
    const [unknown] = await prices(['unheard-of']);
    // as recorded clients know it: in the field of the FIGI
    expect([unknown?.figi, unknown?.price]).toEqual(['unheard-of', undefined]);
  });

  test('step 4, GetInstrumentBy: lot, currency and step; the price is the last one, a step below the best ask', async () => {
    const { api } = broker();
    const by = (idType: number, id: string, classCode = '') =>
      api().instruments.getInstrumentBy({ idType, id, classCode });
    const { instrument } = await by(3, found);
    expect(instrument).toMatchObject({ minPriceIncrement: quotation(0, 10_000_000), lot: 10, currency: 'rub' });
    for (const [idType, id, classCode] of [
      [1, SBER.figi, ''],
      [2, 'SBER', 'TQBR'],
      [4, SBER_POSITION, ''],
    ] as const) {
      expect((await by(idType, id, classCode)).instrument?.uid, id).toBe(found);
    }
    await refused('30013', by(2, 'SBER'));
    await refused('50002', by(3, randomUUID()));
    const { lastPrice, asks } = await api().marketdata.getOrderBook({ figi: '', instrumentId: found, depth: 1 });
    const nanos = (quoted?: { units: number; nano: number }) =>
      BigInt(quoted?.units ?? 0) * 1_000_000_000n + BigInt(quoted?.nano ?? 0);
    const step = nanos(instrument?.minPriceIncrement);
    const [last, below] = [nanos(lastPrice) - (nanos(lastPrice) % step), nanos(asks[0]?.price) - step];
    const chosen = last < below ? last : below;
    price = quotation(Number(chosen / 1_000_000_000n), Number(chosen % 1_000_000_000n));
    expect(price).toEqual(quotation(323));
  });

  test('step 5, the account: open with full access, its money and the lots that it could buy', async () => {
    const { api, accountId } = broker();
    const { users, operations, orders } = api();
    expect((await users.getAccounts({})).accounts).toMatchObject([{ id: accountId, status: 2, accessLevel: 1 }]);
    expect(accountId).toMatch(/^\d{10}$/);
    expect(await moneyOf(broker())).toEqual({ free: 10n ** 15n, blocked: 0n });
    const { currency, buyLimits } = await orders.getMaxLots({ accountId, instrumentId: found, price });
    expect([currency, buyLimits?.buyMoneyAmount]).toEqual(['rub', quotation(1_000_000)]);
    // 1 000 000 / (3 230 + a fee of 1.615, to the kopeck)
    expect(Number(buyLimits?.buyMaxLots)).toBe(309);
    const limits = await operations.getWithdrawLimits({ accountId });
    expect([limits.money, limits.blocked]).toEqual([[rub(1_000_000)], [rub(0)]]);
  });

  test('step 6, variants of PostOrder that are refused, each with its code; none leaves an order', async () => {
    const { addToken, submit, parts } = broker();
    const bob = await parts.identity.addPerson({
      login: 'bob',
      name: 'Bob',
      role: 'member',
      password: 'correct horse',
    });
    const foreign = await openAccount({ submit, owner: bob });
    await refused('30078', post({ price: quotation(323, 5_000_000) }));
    await refused('30017', post({ price: quotation(0) }));
    await refused('30015', post({ quantity: 0 }));
    await refused('40002', post({}, await addToken('readonly')));
    await refused('40003', post({}, ''));
    await refused('40003', post({}, 't.unknown'));
    await refused('40004', post({ accountId: String(foreign) }));
    await refused('90003', post({ quantity: 9_303 }));
    expect(await listed()).toEqual([]);
  });

  test('step 6, PostOrder: ids, lots, status and sums; the received id is not the key', async () => {
    key = randomUUID();
    let trackingId = '';
    const { api, accountId } = broker();
    const request = { ...buyTwo(accountId, found), price, orderId: key };
    const order = await api().orders.postOrder(request, {
      onHeader: (header) => {
        trackingId = header.get('x-tracking-id') ?? '';
      },
    });
    expect(trackingId).toMatch(/^[0-9a-f]{32}$/);
    expect(order).toMatchObject({
      orderRequestId: key,
      lotsRequested: 2,
      lotsExecuted: 0,
      executionReportStatus: NEW,
      initialSecurityPrice: rub(323),
      initialOrderPrice: rub(6_460),
      initialCommission: rub(3, 230_000_000),
      executedCommission: { currency: 'rub' },
      instrumentUid: found,
      figi: SBER.figi,
      direction: 1,
      orderType: 1,
      responseMetadata: { trackingId },
    });
    placed = order.orderId;
    expect(placed).not.toBe('');
    expect(placed).not.toBe(key);
  });

  test('step 6, the same key again: the same order; two posts with one key at once: one order', async () => {
    expect((await post({ orderId: key })).orderId).toBe(placed);
    expect(await listed()).toHaveLength(1);
    const twice = { orderId: randomUUID(), price: quotation(300) };
    const [one, other] = await Promise.all([post(twice), post(twice)]);
    expect(one.orderId).toBe(other.orderId);
    expect(await listed()).toHaveLength(2);
    await broker().api().orders.cancelOrder({ accountId: broker().accountId, orderId: one.orderId });
  });

  test('step 7, GetOrders: this one order; its money is blocked', async () => {
    expect(await listed()).toMatchObject([
      { orderId: placed, lotsRequested: 2, lotsExecuted: 0, orderRequestId: key, executionReportStatus: NEW },
    ]);
    // 6 460 and a fee of 3.23
    expect(await moneyOf(broker())).toEqual({ free: 993_536_770_000_000n, blocked: 6_463_230_000_000n });
  });

  test('step 8, one lot is filled: state, list and both streams tell it', async () => {
    await broker().trade('SBER', '322.9', '10', 'sell');
    expect(await state(placed)).toMatchObject({ executionReportStatus: PARTIALLYFILL, lotsExecuted: 1 });
    expect((await listed()).map(({ orderId }) => orderId)).toEqual([placed]);
    await vi.waitFor(() => expect(trades).toEqual([placed]));
    const told = () => states.filter(({ orderState }) => orderState?.orderRequestId === key);
    await vi.waitFor(() => expect(told().at(-1)?.orderState).toMatchObject({ orderId: placed, lotsLeft: 1 }));
    expect(states[0]?.subscription).toMatchObject({ status: 1, accounts: [broker().accountId] });
    expect(told().length).toBeGreaterThanOrEqual(3);
  });

  test('step 9, the rest is filled: the state with its trades, by both ids; what cannot be cancelled; the units', async () => {
    const { api, accountId, trade } = broker();
    await trade('SBER', '322.9', '100', 'sell');
    expect(await listed()).toEqual([]);
    const filled = await state(placed);
    expect(filled).toMatchObject({
      executionReportStatus: FILL,
      lotsExecuted: 2,
      averagePositionPrice: rub(323),
      executedOrderPrice: rub(6_460),
      executedCommission: rub(3, 230_000_000),
    });
    // in pieces: 2 lots of ten
    expect(filled.stages.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(20);
    await refused('50005', state(key));
    const { orders, operations } = api();
    expect(await orders.getOrderState({ accountId, orderId: key, orderIdType: 2, priceType: 0 })).toEqual(filled);
    const detail = 'The order has been partially or fully executed.';
    await refused('30059', orders.cancelOrder({ accountId, orderId: placed }), detail);
    const { securities } = await operations.getPositions({ accountId });
    expect(securities).toMatchObject([{ instrumentUid: found, balance: 20, blocked: 0 }]);
    expect(await moneyOf(broker())).toEqual({ free: 993_536_770_000_000n, blocked: 0n });
    const { positions } = await operations.getPortfolio({ accountId, currency: 0 });
    expect(positions.find(({ instrumentUid }) => instrumentUid === found)).toMatchObject({
      quantity: quotation(20),
      averagePositionPrice: rub(323),
    });
    await vi.waitFor(() => expect(trades).toEqual([placed, placed]));
  });

  test('step 10, at the market: the price is ignored, bought at the ask and sold at the bid', async () => {
    const bought = await post({ orderType: 2, price: quotation(1) });
    expect(bought).toMatchObject({ executionReportStatus: FILL, executedOrderPrice: rub(323, 100_000_000) });
    const sold = await post({ orderType: 2, direction: 2 });
    expect(sold).toMatchObject({
      executionReportStatus: FILL,
      executedOrderPrice: rub(322, 900_000_000),
      direction: 2,
    });
  });

  test('step 10, a limit order to sell rests and blocks its units', async () => {
    const { api, accountId } = broker();
    const { orderId } = await post({ direction: 2, price: quotation(330) });
    const { securities } = await api().operations.getPositions({ accountId });
    expect(securities).toMatchObject([{ balance: 0, blocked: 20 }]);
    await api().orders.cancelOrder({ accountId, orderId });
    expect((await api().operations.getPositions({ accountId })).securities).toMatchObject([
      { balance: 20, blocked: 0 },
    ]);
  });

  test('step 10, cancelled while new: its money is free, the stream tells the lots and that the client did it', async () => {
    const { api, accountId } = broker();
    const before = await moneyOf(broker());
    const { orderId } = await post();
    expect((await moneyOf(broker())).blocked).toBe(6_463_230_000_000n);
    expect((await api().orders.cancelOrder({ accountId, orderId })).time).toBeInstanceOf(Date);
    expect(await state(orderId)).toMatchObject({ executionReportStatus: CANCELLED, lotsExecuted: 0 });
    expect(await moneyOf(broker())).toEqual(before);
    await vi.waitFor(() =>
      expect(states.findLast(({ orderState }) => orderState?.orderId === orderId)?.orderState).toMatchObject({
        executionReportStatus: CANCELLED,
        lotsCancelled: 2,
        statusInfo: 15,
      }),
    );
  });

  test('step 10, replaced: a new id, the old order cancelled', async () => {
    const { api, accountId } = broker();
    const { orders } = api();
    const { orderId } = await post();
    const idempotencyKey = randomUUID();
    const changed = { accountId, orderId, idempotencyKey, quantity: 3, price: quotation(322), priceType: 0 };
    const replaced = await orders.replaceOrder(changed);
    expect(replaced).toMatchObject({ lotsRequested: 3, initialSecurityPrice: rub(322), executionReportStatus: NEW });
    expect(replaced.orderId).not.toBe(orderId);
    expect((await state(orderId)).executionReportStatus).toBe(CANCELLED);
    expect((await listed()).map((order) => order.orderId)).toEqual([replaced.orderId]);
    await orders.cancelOrder({ accountId, orderId: replaced.orderId });
  });

  test('step 10, fill-or-kill and fill-and-kill: all, what there is, or nothing', async () => {
    const { quote } = broker();
    await quote('SBER', '322.9', '1000', '323.1', '10');
    const at = quotation(323, 100_000_000);
    expect(await post({ timeInForce: 3, price: at })).toMatchObject({
      executionReportStatus: CANCELLED,
      lotsExecuted: 0,
    });
    expect(await post({ timeInForce: 2, price: at })).toMatchObject({
      executionReportStatus: CANCELLED,
      lotsExecuted: 1,
    });
    await quote('SBER', '322.9', '1000', '323.1', '1000');
    expect(await post({ timeInForce: 3, price: at })).toMatchObject({ executionReportStatus: FILL, lotsExecuted: 2 });
    expect(await post({ timeInForce: 2, price: at })).toMatchObject({ executionReportStatus: FILL, lotsExecuted: 2 });
    expect(await listed()).toEqual([]);
  });
});
