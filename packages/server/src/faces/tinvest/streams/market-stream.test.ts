import { once } from 'node:events';
import { connect } from 'node:http2';
import type { Tick } from '@outcry/core';
import fc from 'fast-check';
import { type Channel, createChannel, createClient, Metadata, Status } from 'nice-grpc';
import type { Quotation } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import {
  type Candle,
  type DeepPartial,
  type MarketDataResponse,
  MarketDataServerSideStreamRequest,
  type Trade,
} from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import { describe, expect, test, vi } from 'vitest';
import { SERVICES } from '../contract.ts';
import { deskOf } from '../desk.ts';
import { STREAM_GROUPS } from '../limits.ts';
import type { Listed } from '../listing.ts';
import { SBER, type TestBroker, testBroker } from '../test-broker.ts';
import { talk } from '../test-market-stream.ts';
import { MAX_SUBSCRIPTIONS } from './market-session.ts';
import { MAX_UNREAD_BYTES } from './outbox.ts';

vi.setConfig({ testTimeout: 30_000 });

const ON = { subscriptionAction: 1 } as const;
const sber = { figi: '', instrumentId: SBER.uid };

describe('the wrapper of tinkoff-invest-api', () => {
  const figi = { figi: SBER.figi, instrumentId: '' };

  test('subscribes by FIGI to everything, hears it, asks what it has and unsubscribes', async () => {
    const broker = await testBroker();
    const { market } = broker.api().stream;
    const heard: [string, unknown][] = [];
    const hear = (what: string) => (data: object) => void heard.push([what, (data as { figi: string }).figi]);
    const unsubscribe = await market.candles(
      { instruments: [{ ...figi, interval: 1 }], waitingClose: false },
      hear('candle'),
    );
    await market.orderBook({ instruments: [{ ...figi, depth: 10, orderBookType: 1 }] }, hear('book'));
    await market.trades({ instruments: [figi], tradeSource: 1 }, hear('trade'));
    await market.info({ instruments: [figi] }, hear('status'));
    await market.lastPrice({ instruments: [figi] }, hear('last'));
    await broker.trade('SBER', '323.1', '10', 'buy');
    await vi.waitFor(() => expect(new Set(heard.map(([what]) => what)).size).toBe(5));
    expect(new Set(heard.map(([, name]) => name))).toEqual(new Set([SBER.figi]));
    const mine = await market.getMySubscriptions();
    expect(mine.subscribeCandlesResponse?.candlesSubscriptions).toEqual([
      expect.objectContaining({ figi: SBER.figi, interval: 1, subscriptionStatus: 1 }),
    ]);
    await unsubscribe();
    expect(await market.cancel()).toBeUndefined();
  });

  test('is told of a bad FIGI by that FIGI', async () => {
    const broker = await testBroker();
    const { market } = broker.api().stream;
    await expect(
      market.trades({ instruments: [{ figi: 'bad_figi', instrumentId: '' }], tradeSource: 1 }, () => undefined),
    ).rejects.toThrow('bad_figi: status 2');
    await market.cancel();
  });
});

test('300 subscriptions on one connection are all served', async () => {
  const broker = await testBroker();
  const listed = deskOf(broker.parts).listing.all().slice(0, 25);
  const each = (more: object) => listed.map(({ uid }) => ({ instrumentId: uid, ...more }));
  const stream = talk(broker);
  const trade = ({ instrument: { id, lowestPrice, highestPrice } }: Listed): Tick => {
    const price = Math.min(Math.max(1_000, lowestPrice), highestPrice) as never;
    return { kind: 'trade', instrument: id, price, size: 1 as never };
  };
  await broker.offer(...listed.map(trade));
  stream.say({ subscribeTradesRequest: { ...ON, instruments: each({}) } });
  for (const depth of [1, 10, 20, 30, 40, 50])
    stream.say({ subscribeOrderBookRequest: { ...ON, instruments: each({ depth }) } });
  for (const interval of [4, 8, 9, 10, 11])
    stream.say({ subscribeCandlesRequest: { ...ON, instruments: each({ interval }) } });
  const heard = new Set<string>();
  const hear = async (): Promise<void> => {
    const { orderbook, candle, trade: told } = await stream.hear();
    if (told !== undefined) heard.add(`${told.instrumentUid} trade`);
    if (orderbook !== undefined) heard.add(`${orderbook.instrumentUid} book ${orderbook.depth}`);
    if (candle !== undefined) heard.add(`${candle.instrumentUid} candle ${candle.interval}`);
  };
  while (heard.size < MAX_SUBSCRIPTIONS - listed.length) await hear();
  stream.say({
    subscribeOrderBookRequest: { ...ON, instruments: [{ instrumentId: SBER.uid, depth: 1, orderBookType: 3 }] },
  });
  for (;;) {
    const { subscribeOrderBookResponse } = await stream.hear();
    if (subscribeOrderBookResponse === undefined) continue;
    expect(subscribeOrderBookResponse.orderBookSubscriptions[0]?.subscriptionStatus).toBe(6);
    break;
  }
  heard.clear();
  await broker.offer(...listed.flatMap((of): Tick[] => [trade(of), quote(of)]));
  while (heard.size < MAX_SUBSCRIPTIONS) await hear();
});

/** A bid of its own for each instrument. */
function quote({ instrument: { id, lowestPrice } }: Listed): Tick {
  const bid = Math.max(1_000, lowestPrice);
  return {
    kind: 'quote',
    instrument: id,
    bid: bid as never,
    bidSize: 7 as never,
    ask: (bid + 1) as never,
    askSize: 7 as never,
  };
}

test('200 connections come and go, each by its own way to go, and nothing is left of them', async () => {
  const broker = await testBroker({ limits: false });
  const { streams, streamMetrics } = broker.parts;
  const subscribe = streams.subscribe.bind(streams);
  let live = 0;
  vi.spyOn(streams, 'subscribe').mockImplementation(((...given: Parameters<typeof subscribe>) => {
    const subscription = subscribe(...given);
    live++;
    return {
      ...subscription,
      end: () => {
        live--;
        subscription.end();
      },
    };
  }) as never);
  const sockets = () => process.getActiveResourcesInfo().filter((kind) => /TCPSocket|TCPServer/.test(kind)).length;
  const before = sockets();
  const request = {
    subscribeCandlesRequest: { ...ON, instruments: [{ ...sber, interval: 1 }] },
    subscribeOrderBookRequest: { ...ON, instruments: [{ ...sber, depth: 10 }] },
    subscribeTradesRequest: { ...ON, instruments: [sber] },
  };
  const ways = [hangUp, sayNoMore, dropTheLine];
  for (let count = 0; count < 200; count++) await (ways[count % 3] as typeof hangUp)(broker, request);
  await vi.waitFor(() => expect([streamMetrics.connections, live, sockets()]).toEqual([0, 0, before]), 5_000);
  const { limits } = deskOf(broker.parts);
  expect(STREAM_GROUPS.map((group) => limits.openStreams(broker.owner.id, group))).toEqual([0, 0, 0, 0, 0, 0]);
});

type Request = DeepPartial<MarketDataServerSideStreamRequest>;

/** Reads until there is a book, then cancels the call. */
async function hangUp(broker: TestBroker, request: Request): Promise<void> {
  const channel = createChannel(broker.endpoint);
  for await (const message of clientOf(broker, channel).marketDataServerSideStream(request)) {
    if (message.orderbook !== undefined) break;
  }
  channel.close();
}

/** Closes its own side and reads to the end. */
async function sayNoMore(broker: TestBroker, request: Request): Promise<void> {
  const channel = createChannel(broker.endpoint);
  const requests = (async function* () {
    yield { subscribeOrderBookRequest: request.subscribeOrderBookRequest };
    yield { subscribeTradesRequest: request.subscribeTradesRequest };
  })();
  let messages = 0;
  for await (const _ of clientOf(broker, channel).marketDataStream(requests)) messages++;
  expect(messages).toBe(3);
  channel.close();
}

function clientOf({ token }: TestBroker, channel: Channel) {
  const metadata = Metadata({ authorization: `Bearer ${token}` });
  return createClient(SERVICES.MarketDataStreamService, channel, { '*': { metadata } });
}

/** Destroys the connection in the middle of everything. */
async function dropTheLine({ endpoint, token }: TestBroker, request: Request): Promise<void> {
  const session = connect(`http://${endpoint}`);
  const stream = session.request({
    ':method': 'POST',
    ':path': '/tinkoff.public.invest.api.contract.v1.MarketDataStreamService/MarketDataServerSideStream',
    'content-type': 'application/grpc',
    te: 'trailers',
    authorization: `Bearer ${token}`,
  });
  const bytes = MarketDataServerSideStreamRequest.encode(
    MarketDataServerSideStreamRequest.fromPartial(request),
  ).finish();
  const head = Buffer.alloc(5);
  head.writeUInt32BE(bytes.length, 1);
  stream.on('error', () => undefined);
  stream.end(Buffer.concat([head, bytes]));
  await once(stream, 'data');
  session.destroy();
}

test('a reader that takes nothing is disconnected with RESOURCE_EXHAUSTED; others hear everything', async () => {
  const broker = await testBroker();
  const [slow, quick] = [talk(broker), talk(broker)];
  for (const stream of [slow, quick]) {
    stream.say({ subscribeTradesRequest: { ...ON, instruments: [sber] } });
    await stream.hear();
  }
  const { id: instrument } = broker.instrument('SBER');
  const total = Math.ceil(MAX_UNREAD_BYTES / 100);
  for (let sent = 0; sent < total && broker.parts.streamMetrics.cutOff === 0; sent += 1_000) {
    const ticks = Array.from(
      { length: 1_000 },
      (_, index): Tick => ({ kind: 'trade', instrument, price: (32_000 + index) as never, size: 1 as never }),
    );
    await broker.offer(...ticks);
    const prices: number[] = [];
    while (prices.length < ticks.length) {
      const { units = 0, nano = 0 } = (await quick.hear()).trade?.price ?? {};
      prices.push(units * 100 + nano / 10_000_000);
    }
    expect(prices).toEqual(ticks.map((tick) => 'price' in tick && tick.price));
  }
  expect(broker.parts.streamMetrics.cutOff).toBe(1);
  // its place is free, although it has taken nothing
  await vi.waitFor(() => expect(broker.parts.streamMetrics.connections).toBe(1), 5_000);
  await expect(slow.rest()).rejects.toMatchObject({ code: Status.RESOURCE_EXHAUSTED });
});

describe('candles', () => {
  interface Bar {
    open: string;
    high: string;
    low: string;
    close: string;
    volume: number;
  }
  const nanos = (value: Quotation | undefined) => BigInt(value?.units ?? 0) * 10n ** 9n + BigInt(value?.nano ?? 0);
  const barOf = ({ open, high, low, close, volume }: Candle): Bar => ({
    open: String(nanos(open)),
    high: String(nanos(high)),
    low: String(nanos(low)),
    close: String(nanos(close)),
    volume,
  });

  /** The trades that the same stream told, each bar by itself. */
  function folded(messages: readonly Partial<MarketDataResponse>[], ms: number): Record<number, Bar> {
    const byBar = new Map<number, Trade[]>();
    for (const { trade } of messages) {
      if (trade === undefined) continue;
      const time = Math.floor((trade.time as Date).getTime() / ms) * ms;
      byBar.set(time, [...(byBar.get(time) ?? []), trade]);
    }
    return Object.fromEntries(
      [...byBar].map(([time, trades]) => {
        const prices = trades.map(({ price }) => nanos(price));
        const sorted = prices.toSorted((one, other) => (one < other ? -1 : 1));
        return [
          time,
          {
            open: String(prices[0]),
            high: String(sorted.at(-1)),
            low: String(sorted[0]),
            close: String(prices.at(-1)),
            volume: trades.reduce((sum, { quantity }) => sum + quantity, 0),
          },
        ];
      }),
    );
  }

  async function play(broker: TestBroker, rows: readonly { pause: number; price: number; size: number }[]) {
    const { id: instrument } = broker.instrument('GAZP');
    for (const { pause, price, size } of rows) {
      broker.clock.market += pause;
      await broker.offer({ kind: 'trade', instrument, price: price as never, size: size as never });
    }
  }

  const rows = fc.array(
    fc.record({
      pause: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 400_000 })),
      price: fc.integer({ min: 10_000, max: 14_000 }),
      size: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 40 },
  );

  test('of the stream are what a slow count makes of its trades, at every interval, closed ones alone or all', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom([1, 60_000], [6, 120_000], [2, 300_000], [4, 3_600_000]),
        async (given, about) => {
          const [interval, ms] = about as [1, number];
          const broker = await testBroker();
          const [all, closed] = [talk(broker), talk(broker)];
          const instruments = [{ instrumentId: 'GAZP_TQBR', interval }];
          all.say({ subscribeTradesRequest: { ...ON, instruments: [{ instrumentId: 'GAZP_TQBR' }] } });
          await all.hear();
          for (const [stream, waitingClose] of [
            [all, false],
            [closed, true],
          ] as const) {
            stream.say({ subscribeCandlesRequest: { ...ON, instruments, waitingClose } });
            await stream.hear();
          }
          await play(broker, given);
          // the last candle ends too
          await play(broker, [{ pause: ms, price: 12_000, size: 1 }]);
          const ended = given.length + 1;
          const messages: Partial<MarketDataResponse>[] = [];
          const isLast = ({ candle }: Partial<MarketDataResponse>) =>
            candle?.time?.getTime() === Math.floor(broker.clock.market / ms) * ms;
          const count = () => messages.filter(({ trade }) => trade !== undefined).length;
          while (count() < ended || !messages.some(isLast)) messages.push(await all.hear());
          const expected = folded(messages, ms);
          const open = Math.max(...Object.keys(expected).map(Number));
          const complete: Candle[] = [];
          while (complete.length < Object.keys(expected).length - 1)
            complete.push((await closed.hear()).candle as Candle);
          closed.end();
          expect(await closed.rest()).toEqual([]);
          const seen = new Map<number, Bar>();
          for (const { candle } of messages)
            if (candle !== undefined) seen.set(candle.time?.getTime() ?? 0, barOf(candle));
          seen.delete(open);
          delete expected[open];
          expect(Object.fromEntries(seen)).toEqual(expected);
          expect(Object.fromEntries(complete.map((candle) => [candle.time?.getTime(), barOf(candle)]))).toEqual(
            expected,
          );
        },
      ),
      { numRuns: 6 },
    );
  });
});
