import type { Tick } from '@outcry/core';
import {
  type DeepPartial,
  MarketDataRequest,
  MarketDataResponse,
  MarketDataServerSideStreamRequest,
} from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CandleStore } from '../../../marketdata/index.ts';
import type { StreamCall } from '../call.ts';
import { deskOf } from '../desk.ts';
import { SBER, type TestBroker, testBroker } from '../test-broker.ts';
import { present } from '../test-market-stream.ts';
import { IDLE_MS, LIFETIME_MS, MAX_SUBSCRIPTIONS } from './market-session.ts';
import { MAX_UNREAD_BYTES } from './outbox.ts';
import type { Written } from './written.ts';

const ON = { subscriptionAction: 1 } as const;
const OFF = { subscriptionAction: 2 } as const;
const sber = { figi: '', instrumentId: SBER.uid };
const INFO = { subscribeInfoRequest: { ...ON, instruments: [sber] } };

/** A stream without a network: nobody reads but the test. */
function streaming(broker: TestBroker) {
  const gone = new AbortController();
  const cut = vi.fn();
  const [token] = broker.parts.identity.brokerTokensOf(broker.owner);
  const call: StreamCall = {
    person: broker.owner,
    token: token as never,
    contour: 'production',
    trackingId: '0'.repeat(32),
    signal: gone.signal,
    used: () => undefined,
    cut,
  };
  const service = deskOf(broker.parts).handlers.MarketDataStreamService;
  const read = async (messages: AsyncIterable<object>, heard: Partial<MarketDataResponse>[]): Promise<void> => {
    for await (const message of messages) heard.push(present(MarketDataResponse.decode((message as Written).bytes)));
  };
  return {
    call,
    gone,
    cut,
    /** The server-side stream; nothing is taken until `read` is called. */
    open(request: DeepPartial<MarketDataServerSideStreamRequest>) {
      const whole = MarketDataServerSideStreamRequest.fromPartial(request);
      const messages = service?.marketDataServerSideStream?.stream(call, whole) as AsyncIterable<object>;
      const heard: Partial<MarketDataResponse>[] = [];
      return { heard, read: () => read(messages, heard) };
    },
    /** The bidirectional one of a client that says all this and no more. */
    async say(...requests: DeepPartial<MarketDataRequest>[]): Promise<Partial<MarketDataResponse>[]> {
      const said = (async function* () {
        for (const request of requests) yield MarketDataRequest.fromPartial(request);
      })();
      const heard: Partial<MarketDataResponse>[] = [];
      await read(service?.marketDataStream?.stream(call, said) as AsyncIterable<object>, heard);
      return heard;
    },
  };
}

function withFakeTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
}

describe('pings', () => {
  test.each([
    ['every two minutes unless told', undefined, 120_000],
    ['as often as the client wants', 5_000, 5_000],
    ['not more often than every 5 seconds', 10, 5_000],
    ['not more seldom than every 3 minutes', 900_000, 180_000],
  ])('%s', async (_what, pingDelayMs, every) => {
    const broker = await testBroker();
    withFakeTimers();
    const { heard, read } = streaming(broker).open({ ...INFO, pingSettings: { pingDelayMs } });
    void read();
    await vi.advanceTimersByTimeAsync(every - 1);
    expect(heard).toHaveLength(2);
    broker.clock.wall += every;
    await vi.advanceTimersByTimeAsync(1);
    const { streamId } = heard[0]?.subscribeInfoResponse?.infoSubscriptions[0] ?? {};
    const ping = { time: new Date(broker.clock.wall), streamId };
    expect(heard.slice(2)).toEqual([{ ping }]);
    await vi.advanceTimersByTimeAsync(3 * every);
    expect(heard).toHaveLength(2 + 4);
  });
});

describe('the end of a stream', () => {
  test('80004 when nothing has been subscribed to for two minutes', async () => {
    const broker = await testBroker();
    withFakeTimers();
    const unknown = { ...ON, instruments: [{ figi: 'nobody' }] };
    const { heard, read } = streaming(broker).open({ subscribeInfoRequest: unknown });
    const ended = expect(read()).rejects.toMatchObject({ code: '80004', status: 'RESOURCE_EXHAUSTED' });
    await vi.advanceTimersByTimeAsync(IDLE_MS - 1);
    expect(heard).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await ended;
  });

  test('80005 when it has lived for a day, whatever it carries', async () => {
    const broker = await testBroker();
    withFakeTimers();
    const before = vi.getTimerCount();
    // there is no dealer here: a subscription that has nothing to tell
    const dealer = { ...ON, instruments: [sber], tradeSource: 2 as const };
    const { heard, read } = streaming(broker).open({ subscribeTradesRequest: dealer });
    const ended = expect(read()).rejects.toMatchObject({ code: '80005' });
    await vi.advanceTimersByTimeAsync(LIFETIME_MS - 1);
    expect(heard).toHaveLength(LIFETIME_MS / 120_000);
    await vi.advanceTimersByTimeAsync(1);
    await ended;
    expect(vi.getTimerCount()).toBe(before);
  });

  test('a client that has gone is told nothing, and everything it had ends', async () => {
    const broker = await testBroker();
    withFakeTimers();
    const { open, gone } = streaming(broker);
    const { heard, read } = open(INFO);
    const done = read();
    await vi.advanceTimersByTimeAsync(0);
    gone.abort();
    await done;
    await broker.offer({ kind: 'status', instrument: broker.instrument('SBER').id, status: 'break' });
    await vi.advanceTimersByTimeAsync(IDLE_MS * 3);
    expect(heard).toHaveLength(2);
  });

  test('candles that cannot be read are a failure of the platform, not silence', async () => {
    const broker = await testBroker();
    const candles = broker.parts.candles as CandleStore;
    vi.spyOn(candles, 'candlesNow').mockRejectedValue(new Error('no disk'));
    const { read } = streaming(broker).open({
      subscribeCandlesRequest: { ...ON, instruments: [{ ...sber, interval: 1 }] },
    });
    await expect(read()).rejects.toMatchObject({ code: '70001' });
    expect(broker.logged.join()).toContain('no disk');
  });
});

describe('limits', () => {
  const everything = (broker: TestBroker) => {
    const tickers = deskOf(broker.parts)
      .listing.all()
      .map(({ uid }) => uid);
    const intervals = Array.from({ length: 13 }, (_, index) => index + 1);
    return tickers.flatMap((instrumentId) => intervals.map((interval) => ({ instrumentId, interval })));
  };
  const statuses = (messages: readonly Partial<MarketDataResponse>[]) => {
    const counts = new Map<number, number>();
    for (const { subscribeCandlesResponse, subscribeOrderBookResponse } of messages) {
      const rows = [
        ...(subscribeCandlesResponse?.candlesSubscriptions ?? []),
        ...(subscribeOrderBookResponse?.orderBookSubscriptions ?? []),
      ];
      for (const { subscriptionStatus: status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1);
    }
    return Object.fromEntries(counts);
  };

  test('300 candles, books and trades; status and last price are not counted; what is ended makes room', async () => {
    const broker = await testBroker();
    const instruments = everything(broker).slice(0, MAX_SUBSCRIPTIONS + 1);
    expect(instruments).toHaveLength(MAX_SUBSCRIPTIONS + 1);
    const book = { subscribeOrderBookRequest: { ...ON, instruments: [{ ...sber, depth: 50 }] } };
    const { say } = streaming(broker);
    const messages = await say(
      { subscribeCandlesRequest: { ...ON, instruments } },
      book,
      INFO,
      { subscribeCandlesRequest: { ...OFF, instruments: instruments.slice(0, 1) } },
      book,
    );
    expect(statuses(messages.filter(({ subscribeCandlesResponse: answer }) => answer !== undefined))).toEqual({
      1: MAX_SUBSCRIPTIONS + 1,
      6: 1,
    });
    expect(statuses(messages.filter(({ subscribeOrderBookResponse: answer }) => answer !== undefined))).toEqual({
      1: 1,
      6: 1,
    });
    expect(messages.filter(({ tradingStatus }) => tradingStatus !== undefined)).toHaveLength(1);
  });

  test('100 requests to subscribe a minute, then 8 for every element; ending is never refused', async () => {
    const broker = await testBroker();
    const { say } = streaming(broker);
    const request = { subscribeCandlesRequest: { ...ON, instruments: everything(broker).slice(0, 2) } };
    const messages = await say(...Array.from({ length: 101 }, () => request), {
      subscribeCandlesRequest: { ...OFF, instruments: request.subscribeCandlesRequest.instruments },
    });
    expect(statuses(messages)).toEqual({ 1: 202, 8: 2 });
  });

  test('OUTCRY_LIMITS=off lifts both', async () => {
    const broker = await testBroker({ limits: false });
    const { say } = streaming(broker);
    const instruments = everything(broker);
    const messages = await say({ subscribeCandlesRequest: { ...ON, instruments } });
    expect(statuses(messages)).toEqual({ 1: instruments.length });
  });
});

describe('a reader that takes nothing', () => {
  const trades = (broker: TestBroker, count: number): Tick[] => {
    const { id: instrument } = broker.instrument('SBER');
    return Array.from({ length: count }, (_, index) => ({
      kind: 'trade',
      instrument,
      price: (32_000 + (index % 500)) as never,
      size: 1 as never,
    }));
  };

  test('gets the newest picture alone when it has caught up', async () => {
    const broker = await testBroker();
    const { open, cut } = streaming(broker);
    const { heard, read } = open({
      subscribeLastPriceRequest: { ...ON, instruments: [sber] },
      subscribeTradesRequest: { ...ON, instruments: [sber] },
    });
    // as many trades as make it slow, then pictures that it gets none of
    await broker.offer(...trades(broker, 3_000));
    for (const each of trades(broker, 200)) await broker.offer(each);
    expect(broker.parts.streamMetrics.leftOut).toBeGreaterThanOrEqual(200);
    void read();
    await vi.waitFor(() => expect(heard.at(-1)?.lastPrice?.price).toEqual({ units: 321, nano: 990_000_000 }));
    expect(heard.filter(({ trade }) => trade !== undefined)).toHaveLength(3_200);
    // how many came before it was slow is the machine's affair
    let before = 0;
    const pictures = heard.filter(({ trade, lastPrice }) => {
      if (trade !== undefined) before++;
      return lastPrice !== undefined && before > 3_000;
    });
    expect(pictures).toHaveLength(1);
    expect(cut).not.toHaveBeenCalled();
  });

  test('is disconnected at a bound, with nothing of it kept', async () => {
    const broker = await testBroker();
    const { open, cut } = streaming(broker);
    const { heard, read } = open({ subscribeTradesRequest: { ...ON, instruments: [sber] } });
    // every message costs its bytes and 100 more
    await broker.offer(...trades(broker, MAX_UNREAD_BYTES / 100));
    expect(broker.parts.streamMetrics.cutOff).toBe(1);
    expect(cut).toHaveBeenCalledTimes(1);
    await expect(read()).rejects.toMatchObject({
      status: 'RESOURCE_EXHAUSTED',
      message: `more than ${MAX_UNREAD_BYTES} bytes unread`,
    });
    expect(heard).toEqual([]);
  });
});
