import { Status } from 'nice-grpc';
import { describe, expect, test } from 'vitest';
import { openAccount, SBER, testBroker } from '../test-broker.ts';
import { talk } from '../test-market-stream.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const IDS = { figi: SBER.figi, instrumentUid: SBER.uid, ticker: 'SBER', classCode: 'TQBR' };
const ON = { subscriptionAction: 1 };
const OFF = { subscriptionAction: 2 };
const sber = { figi: '', instrumentId: SBER.uid };
const q = (units: number, nano = 0) => ({ units, nano });

describe('a subscription is answered, then comes what is, then what changes:', () => {
  test('order book', async () => {
    const broker = await testBroker();
    const stream = talk(broker);
    stream.say({ subscribeOrderBookRequest: { ...ON, instruments: [{ ...sber, depth: 10, orderBookType: 1 }] } });
    const { subscribeOrderBookResponse } = await stream.hear();
    expect(subscribeOrderBookResponse).toEqual({
      trackingId: expect.stringMatching(/^[0-9a-f]{32}$/),
      orderBookSubscriptions: [
        {
          ...IDS,
          depth: 10,
          orderBookType: 1,
          subscriptionStatus: 1,
          subscriptionAction: 1,
          streamId: expect.stringMatching(UUID),
          subscriptionId: expect.stringMatching(UUID),
        },
      ],
    });
    const book = (bids: object[], asks: object[]) => ({
      orderbook: {
        ...IDS,
        depth: 10,
        isConsistent: true,
        bids,
        asks,
        time: new Date('2026-11-20T09:00:00Z'),
        limitUp: expect.anything(),
        limitDown: q(0, 10_000_000),
        orderBookType: 1,
      },
    });
    const level = (nano: number, quantity: number, units = 322) => ({ price: q(units, nano), quantity });
    expect(await stream.hear()).toEqual(book([level(900_000_000, 100)], [level(100_000_000, 100, 323)]));
    await broker.quote('SBER', '322.95', '20', '323.1', '10');
    expect(await stream.hear()).toEqual(
      book([level(950_000_000, 2), level(900_000_000, 100)], [level(100_000_000, 1, 323)]),
    );
  });

  test('trades: no history, every one with its own message', async () => {
    const broker = await testBroker();
    const stream = talk(broker);
    stream.say({ subscribeTradesRequest: { ...ON, instruments: [sber], tradeSource: 3, withOpenInterest: true } });
    const { subscribeTradesResponse } = await stream.hear();
    expect(subscribeTradesResponse).toMatchObject({
      tradeSource: 3,
      tradeSubscriptions: [{ ...IDS, subscriptionStatus: 1, withOpenInterest: true }],
    });
    broker.clock.market += 1_500;
    const { id: instrument } = broker.instrument('SBER');
    const trade = (price: number, size: number, aggressor: 'buy' | 'sell') =>
      ({ kind: 'trade', instrument, price: price as never, size: size as never, aggressor }) as const;
    await broker.offer(trade(32_310, 2, 'buy'), trade(32_290, 3, 'sell'));
    const message = { ...IDS, time: new Date('2026-11-20T09:00:01.500Z'), tradeSource: 1 };
    expect(await stream.hear()).toEqual({
      trade: { ...message, direction: 1, price: q(323, 100_000_000), quantity: 2 },
    });
    expect(await stream.hear()).toEqual({
      trade: { ...message, direction: 2, price: q(322, 900_000_000), quantity: 3 },
    });
  });

  test('candles: the one under construction; with waiting_close complete ones alone', async () => {
    const broker = await testBroker();
    const stream = talk(broker);
    const closed = talk(broker);
    const instruments = [{ ...sber, interval: 1 }];
    stream.say({ subscribeCandlesRequest: { ...ON, instruments, waitingClose: false, candleSourceType: 3 } });
    closed.say({ subscribeCandlesRequest: { ...ON, instruments, waitingClose: true } });
    const subscription = { ...IDS, interval: 1, subscriptionStatus: 1 };
    expect((await stream.hear()).subscribeCandlesResponse?.candlesSubscriptions).toEqual([
      expect.objectContaining({ ...subscription, waitingClose: false, candleSourceType: 3 }),
    ]);
    expect((await closed.hear()).subscribeCandlesResponse?.candlesSubscriptions).toEqual([
      expect.objectContaining({ ...subscription, waitingClose: true, candleSourceType: undefined }),
    ]);
    const candle = { ...IDS, interval: 1, volumeBuy: 0, volumeSell: 0, candleSourceType: 1 };
    const first = {
      ...candle,
      open: q(323),
      high: q(323),
      low: q(323),
      close: q(323),
      volume: 1,
      time: new Date('2026-11-20T09:00:00Z'),
      lastTradeTs: new Date('2026-11-20T09:00:00Z'),
    };
    expect(await stream.hear()).toEqual({ candle: first });
    broker.clock.market += 59_000;
    await broker.trade('SBER', '322.5', '50', 'sell');
    const last = {
      ...first,
      low: q(322, 500_000_000),
      close: q(322, 500_000_000),
      volume: 6,
      lastTradeTs: new Date('2026-11-20T09:00:59Z'),
    };
    expect(await stream.hear()).toEqual({ candle: last });
    broker.clock.market += 3_000;
    await broker.trade('SBER', '322.6', '10', 'buy');
    expect(await closed.hear()).toEqual({ candle: last });
    expect(await stream.hear()).toEqual({ candle: last });
    expect((await stream.hear()).candle).toMatchObject({
      open: q(322, 600_000_000),
      time: new Date('2026-11-20T09:01:00Z'),
    });
  });

  test('trading status and last price', async () => {
    const broker = await testBroker();
    const stream = talk(broker);
    stream.say({ subscribeInfoRequest: { ...ON, instruments: [sber] } });
    expect((await stream.hear()).subscribeInfoResponse?.infoSubscriptions).toEqual([
      expect.objectContaining({ ...IDS, subscriptionStatus: 1 }),
    ]);
    const status = { ...IDS, time: new Date(broker.clock.market) };
    expect(await stream.hear()).toEqual({
      tradingStatus: { ...status, tradingStatus: 5, limitOrderAvailableFlag: true, marketOrderAvailableFlag: true },
    });
    await broker.offer({ kind: 'status', instrument: broker.instrument('SBER').id, status: 'break' });
    expect(await stream.hear()).toEqual({
      tradingStatus: { ...status, tradingStatus: 4, limitOrderAvailableFlag: false, marketOrderAvailableFlag: false },
    });
    stream.say({ subscribeLastPriceRequest: { ...ON, instruments: [{ figi: SBER.figi }] } });
    expect((await stream.hear()).subscribeLastPriceResponse?.lastPriceSubscriptions[0]?.figi).toBe(SBER.figi);
    const lastPrice = { ...IDS, price: q(323), time: new Date(broker.clock.market), lastPriceType: 1 };
    expect(await stream.hear()).toEqual({ lastPrice });
    await broker.trade('SBER', '323.05', '10', 'buy');
    expect(await stream.hear()).toEqual({ lastPrice: { ...lastPrice, price: q(323, 50_000_000) } });
  });
});

test('each element has its own status, in the order asked; the stream stays open', async () => {
  const broker = await testBroker();
  const stream = talk(broker);
  const statuses = async (request: Parameters<typeof stream.say>[0]) => {
    stream.say(request);
    for (;;) {
      const message = await stream.hear();
      const answer = Object.entries(message).find(([key]) => key.startsWith('subscribe'))?.[1] as object | undefined;
      if (answer === undefined) continue;
      const rows = Object.values(answer).find(Array.isArray) as { subscriptionStatus: number; figi: string }[];
      return rows.map(({ figi, subscriptionStatus }) => [figi, subscriptionStatus]);
    }
  };
  const candle = (id: string, interval: number) => ({ instrumentId: id, interval });
  expect(
    await statuses({
      subscribeCandlesRequest: {
        ...ON,
        instruments: [
          candle('nobody', 1),
          candle(SBER.uid, 0),
          candle(SBER.uid, 14),
          candle('SBER_TQBR', 13),
          { interval: 1 },
        ],
      },
    }),
  ).toEqual([
    ['nobody', 2],
    [SBER.figi, 5],
    [SBER.figi, 5],
    [SBER.figi, 1],
    ['', 2],
  ]);
  const of = (subscriptionAction: number, more: object) => ({
    subscriptionAction,
    instruments: [{ figi: SBER.figi, ...more }],
  });
  const book = async (action: number, more: object) =>
    (await statuses({ subscribeOrderBookRequest: of(action, more) }))[0]?.[1];
  expect(await book(1, { depth: 15 })).toBe(4);
  expect(await book(1, { depth: 0 })).toBe(4);
  expect(await book(1, { depth: 20, orderBookType: 9 })).toBe(10);
  expect(await book(0, { depth: 20 })).toBe(3);
  expect(await book(7, { depth: 20 })).toBe(3);
  expect(await book(2, { depth: 20 })).toBe(9);
  expect(await book(1, { depth: 20 })).toBe(1);
  // unspecified and exchange are one book
  expect(await book(2, { depth: 20, orderBookType: 1 })).toBe(1);
  expect(await book(2, { depth: 20 })).toBe(9);
  // there is no dealer here: nothing comes, and nothing is wrong with asking
  expect(await book(1, { depth: 20, orderBookType: 2 })).toBe(1);
  expect(await statuses({ subscribeTradesRequest: { ...of(1, {}), tradeSource: 8 as never } })).toEqual([
    [SBER.figi, 10],
  ]);
  expect(await statuses({ subscribeInfoRequest: { ...of(1, {}), instruments: [{ figi: 'bad' }] } })).toEqual([
    ['bad', 2],
  ]);
});

test('who subscribes again keeps the subscription and hears nothing twice; unsubscribed is unsubscribed', async () => {
  const broker = await testBroker();
  const stream = talk(broker);
  const request = (about: object) => ({ subscribeLastPriceRequest: { ...about, instruments: [sber] } });
  stream.say(request(ON));
  const [first] = (await stream.hear()).subscribeLastPriceResponse?.lastPriceSubscriptions ?? [];
  expect((await stream.hear()).lastPrice?.price).toEqual(q(323));
  stream.say(request(ON));
  expect((await stream.hear()).subscribeLastPriceResponse?.lastPriceSubscriptions).toEqual([first]);
  await broker.trade('SBER', '323.05', '10');
  expect((await stream.hear()).lastPrice?.price).toEqual(q(323, 50_000_000));
  stream.say(request(OFF));
  expect((await stream.hear()).subscribeLastPriceResponse?.lastPriceSubscriptions).toEqual([
    { ...first, subscriptionAction: 2 },
  ]);
  await broker.trade('SBER', '323.1', '10');
  stream.end();
  expect(await stream.rest()).toEqual([]);
});

test('GetMySubscriptions tells each kind with all its subscriptions; without any, an empty message', async () => {
  const broker = await testBroker();
  const stream = talk(broker);
  stream.say({ getMySubscriptions: {} });
  expect(await stream.hear()).toEqual({});
  stream.say({ subscribeTradesRequest: { ...ON, instruments: [sber], tradeSource: 1 } });
  const trades = await stream.hear();
  const moex = { figi: '', instrumentId: 'GAZP_TQBR' };
  stream.say({ subscribeInfoRequest: { ...ON, instruments: [sber, moex] } });
  const info = await stream.hear();
  expect([await stream.hear(), await stream.hear()].map(({ tradingStatus }) => tradingStatus?.ticker)).toEqual([
    'SBER',
    'GAZP',
  ]);
  stream.say({ getMySubscriptions: {} });
  expect([await stream.hear(), await stream.hear()]).toEqual([trades, info]);
});

test('a ping is answered with its time', async () => {
  const broker = await testBroker();
  const stream = talk(broker);
  const time = new Date('2026-11-20T08:00:00Z');
  stream.say({ ping: { time } });
  expect(await stream.hear()).toEqual({
    ping: { time: new Date(broker.clock.wall), streamId: expect.stringMatching(UUID), pingRequestTime: time },
  });
});

test('a client that says no more hears what is left and OK', async () => {
  const broker = await testBroker();
  const stream = talk(broker);
  stream.say({ subscribeInfoRequest: { ...ON, instruments: [sber] } });
  stream.end();
  expect((await stream.rest()).map((message) => Object.keys(message)[0])).toEqual([
    'subscribeInfoResponse',
    'tradingStatus',
  ]);
});

test('the server-side stream takes all subscriptions at once and goes on', async () => {
  const broker = await testBroker();
  const gone = new AbortController();
  const messages = broker.client('MarketDataStreamService').marketDataServerSideStream(
    {
      subscribeCandlesRequest: { ...ON, instruments: [{ ...sber, interval: 5 }] },
      subscribeOrderBookRequest: { ...ON, instruments: [{ ...sber, depth: 1 }] },
      subscribeTradesRequest: { ...ON, instruments: [sber] },
      subscribeInfoRequest: { ...ON, instruments: [sber] },
      subscribeLastPriceRequest: { ...ON, instruments: [sber] },
    },
    { signal: gone.signal },
  );
  const kinds: string[] = [];
  const wanted = 10;
  for await (const message of messages) {
    kinds.push(Object.entries(message).find(([, value]) => value !== undefined)?.[0] as string);
    if (kinds.length === wanted - 1) await broker.trade('SBER', '323.1', '10');
    if (kinds.length === wanted) break;
  }
  gone.abort();
  expect(kinds.filter((kind) => kind.startsWith('subscribe'))).toEqual([
    'subscribeCandlesResponse',
    'subscribeOrderBookResponse',
    'subscribeTradesResponse',
    'subscribeInfoResponse',
    'subscribeLastPriceResponse',
  ]);
  expect(kinds.slice(-1)).toEqual(['trade']);
  for (const [answer, data] of [
    ['subscribeCandlesResponse', 'candle'],
    ['subscribeOrderBookResponse', 'orderbook'],
    ['subscribeInfoResponse', 'tradingStatus'],
    ['subscribeLastPriceResponse', 'lastPrice'],
  ] as const) {
    expect(kinds.indexOf(data), data).toBeGreaterThan(kinds.indexOf(answer));
  }
});

describe('a stream is refused or ended', () => {
  test('without a token, and when its token is ended', async () => {
    const broker = await testBroker();
    await expect(talk(broker, { token: 't.nothing' }).hear()).rejects.toMatchObject({
      code: Status.UNAUTHENTICATED,
      details: '40003',
    });
    const token = await broker.addToken('readonly');
    const stream = talk(broker, { token });
    stream.say({ ping: {} });
    await stream.hear();
    const ended = broker.parts.identity.brokerTokensOf(broker.owner).find(({ kind }) => kind === 'readonly');
    await broker.parts.identity.endBrokerToken(ended as never);
    await expect(stream.rest()).rejects.toMatchObject({ code: Status.UNAUTHENTICATED, details: '40003' });
  });

  test('when 16 are open: 80001, and the tariff tells so', async () => {
    const broker = await testBroker();
    const streams = Array.from({ length: 16 }, () => talk(broker));
    for (const stream of streams) {
      stream.say({ ping: {} });
      await stream.hear();
    }
    await expect(talk(broker).hear()).rejects.toMatchObject({ code: Status.RESOURCE_EXHAUSTED, details: '80001' });
    const open = async () => {
      const { streamLimits } = await broker.client('UsersService').getUserTariff({});
      return streamLimits.find(({ streams: paths }) => paths.some((path) => path.endsWith('/MarketDataStream')));
    };
    expect(await open()).toMatchObject({ limit: 16, open: 16 });
    streams[0]?.end();
    await streams[0]?.rest();
    expect(await open()).toMatchObject({ open: 15 });
    const stream = talk(broker);
    stream.say({ ping: {} });
    await stream.hear();
  });

  test('for more than 3 000 instruments in a request: 30218', async () => {
    const broker = await testBroker();
    const stream = talk(broker);
    stream.say({ subscribeInfoRequest: { ...ON, instruments: Array.from({ length: 3_001 }, () => sber) } });
    await expect(stream.rest()).rejects.toMatchObject({ code: Status.INVALID_ARGUMENT, details: '30218' });
  });
});

test('a sandbox token may stream market data', async () => {
  const broker = await testBroker();
  await openAccount(broker, { fillPolicy: 'sandbox' });
  const stream = talk(broker, { token: await broker.addToken('sandbox') });
  stream.say({ subscribeInfoRequest: { ...ON, instruments: [sber] } });
  expect((await stream.hear()).subscribeInfoResponse?.infoSubscriptions[0]?.subscriptionStatus).toBe(1);
});
