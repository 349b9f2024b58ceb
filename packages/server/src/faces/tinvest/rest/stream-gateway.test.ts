import { once } from 'node:events';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { SBER, type TestBroker, testBroker } from '../test-broker.ts';
import { talk } from '../test-market-stream.ts';

const SERVICE = 'tinkoff.public.invest.api.contract.v1.MarketDataStreamService';

interface How {
  readonly protocols?: string[];
  readonly token?: string | null;
  readonly method?: string;
}

/** A socket that is open; frames as they come. */
async function open(
  broker: TestBroker,
  { protocols = ['json'], token = broker.token, method = 'MarketDataStream' }: How = {},
) {
  const url = `${broker.restUrl.replace('http', 'ws').replace(/rest$/, 'ws')}/${SERVICE}/${method}`;
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const socket = new WebSocket(url, protocols, { headers });
  onTestFinished(() => socket.terminate());
  const frames: Record<string, unknown>[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(data.toString())));
  const closed = once(socket, 'close').then(([code]) => code as number);
  await once(socket, 'open');
  return {
    socket,
    closed,
    frames,
    say: (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    hear: (count: number) => vi.waitFor(() => expect(frames.length).toBeGreaterThanOrEqual(count)),
  };
}

describe('streams over WebSocket', () => {
  test('requests and messages are JSON frames, names in camelCase; both spellings are read', async () => {
    const broker = await testBroker();
    const { frames, say, hear } = await open(broker);
    say({
      subscribe_trades_request: {
        subscription_action: 'SUBSCRIPTION_ACTION_SUBSCRIBE',
        instruments: [{ instrument_id: SBER.uid }],
      },
    });
    await hear(1);
    await broker.trade('SBER', '323.1', '20', 'buy');
    await hear(2);
    say({ ping: { time: '2026-11-20T08:00:00Z' } });
    await hear(3);
    const streamId = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(frames).toEqual([
      {
        subscribeTradesResponse: {
          trackingId: expect.stringMatching(/^[0-9a-f]{32}$/),
          tradeSource: 'TRADE_SOURCE_UNSPECIFIED',
          tradeSubscriptions: [
            {
              figi: SBER.figi,
              instrumentUid: SBER.uid,
              ticker: 'SBER',
              classCode: 'TQBR',
              subscriptionStatus: 'SUBSCRIPTION_STATUS_SUCCESS',
              subscriptionAction: 'SUBSCRIPTION_ACTION_SUBSCRIBE',
              withOpenInterest: false,
              streamId,
              subscriptionId: streamId,
            },
          ],
        },
      },
      {
        trade: {
          figi: SBER.figi,
          instrumentUid: SBER.uid,
          ticker: 'SBER',
          classCode: 'TQBR',
          direction: 'TRADE_DIRECTION_BUY',
          price: { units: '323', nano: 100_000_000 },
          quantity: '2',
          time: '2026-11-20T09:00:00Z',
          tradeSource: 'TRADE_SOURCE_EXCHANGE',
        },
      },
      { ping: { time: '2026-11-20T09:30:00Z', streamId, pingRequestTime: '2026-11-20T08:00:00Z' } },
    ]);
  });

  test('json-proto spells names as the contract; a browser tells its token as the second sub-protocol', async () => {
    const broker = await testBroker();
    const { socket, frames, say, hear } = await open(broker, {
      protocols: ['json-proto', broker.token],
      token: null,
      method: 'MarketDataServerSideStream',
    });
    expect(socket.protocol).toBe('json-proto');
    say({ subscribeLastPriceRequest: { subscriptionAction: 1, instruments: [{ figi: SBER.figi }] } });
    await hear(2);
    expect(frames[1]).toEqual({
      last_price: {
        figi: SBER.figi,
        instrument_uid: SBER.uid,
        ticker: 'SBER',
        class_code: 'TQBR',
        price: { units: '323', nano: 0 },
        time: '2026-11-20T09:00:00Z',
        last_price_type: 'LAST_PRICE_EXCHANGE',
      },
    });
  });

  test.each([
    ['no token', { token: null }, {}, 4016, { code: 16, description: '40003' }],
    ['what is not JSON', {}, '{', 4003, { code: 3, description: '' }],
    ['a bad field', {}, { ping: 7 }, 4003, { code: 3, description: '' }],
  ])('%s is told in a frame and by the closing', async (_what, how, frame, code, told) => {
    const broker = await testBroker();
    const { closed, frames, say } = await open(broker, how);
    say(frame);
    expect(await closed).toBe(code);
    expect(frames).toEqual([expect.objectContaining(told)]);
  });

  test('binary frames are refused; a plain GET is told to upgrade', async () => {
    const broker = await testBroker();
    const { closed, socket } = await open(broker);
    socket.send(Buffer.from('{}'));
    expect(await closed).toBe(4003);
    const url = `${broker.restUrl.replace(/rest$/, 'ws')}/${SERVICE}/MarketDataStream`;
    expect((await fetch(url)).status).toBe(426);
  });

  test('they are counted apart from those over gRPC; too many are 4008, and a closed one makes room', async () => {
    const broker = await testBroker();
    const sockets = [];
    for (let count = 0; count < 16; count++) sockets.push(await open(broker));
    const { closed, frames } = await open(broker);
    expect(await closed).toBe(4008);
    expect(frames).toEqual([{ code: 8, message: 'Limit of open streams exceeded', description: '80001' }]);
    const stream = talk(broker);
    stream.say({ ping: {} });
    await stream.hear();
    sockets[0]?.socket.close();
    await vi.waitFor(() => expect(broker.parts.streamMetrics.connections).toBe(16));
    const { say, hear } = await open(broker);
    say({ ping: {} });
    await hear(1);
  });

  test('a socket that is not read is cut off at the bound of its outbox', async () => {
    const broker = await testBroker();
    const { socket, closed, say, hear } = await open(broker);
    say({ subscribeTradesRequest: { subscriptionAction: 1, instruments: [{ instrumentId: SBER.uid }] } });
    await hear(1);
    socket.pause();
    const { id: instrument } = broker.instrument('SBER');
    const trade = { kind: 'trade', instrument, price: 32_300 as never, size: 1 as never } as const;
    for (let sent = 0; sent < 100 && broker.parts.streamMetrics.cutOff === 0; sent++)
      await broker.offer(...Array.from({ length: 1_000 }, () => trade));
    expect(broker.parts.streamMetrics.cutOff).toBe(1);
    await vi.waitFor(() => expect(broker.parts.streamMetrics.connections).toBe(0), 5_000);
    socket.resume();
    await closed;
  });
});
