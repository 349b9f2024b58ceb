import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { TestClient, type TestStream } from '../test-client.ts';
import { type TestPlatform, testPlatform } from '../test-platform.ts';
import type { StreamLimits } from './limits.ts';

/** Every reader of a test gets quotes as soon as they change. */
const QUICK = { conflateMs: 1 };

async function reader(limits: Partial<StreamLimits> = QUICK) {
  const platform = await testPlatform(limits);
  const ann = await platform.signIn('ann');
  return { platform, ann, stream: await ann.signedInStream() };
}

async function subscribed(stream: TestStream, message: Record<string, unknown>) {
  stream.send({ op: 'subscribe', ...message });
  return stream.next(({ type, channel }) => type === 'snapshot' && channel === message.channel);
}

function update(stream: TestStream, channel: string) {
  return stream.next((message) => message.type === 'update' && message.channel === channel);
}

test('a subscription is acknowledged, begins with what is and goes on with what changes', async () => {
  const { platform, stream } = await reader();
  expect(await stream.ask({ id: 1, op: 'subscribe', channel: 'quotes', instrument: 'BBG004730N88' })).toEqual({
    type: 'ack',
    op: 'subscribe',
    id: 1,
    channel: 'quotes',
    instrument: 'SBER',
  });
  const first = await stream.next(({ type }) => type === 'snapshot');
  expect(first).toMatchObject({
    channel: 'quotes',
    instrument: 'SBER',
    data: { last: '323', bid: '322.9', ask: '323.1' },
  });
  await platform.quote('SBER', '323', '500', '323.2', '500');
  expect(await update(stream, 'quotes')).toMatchObject({
    instrument: 'SBER',
    data: { bid: '323', bidSize: '500', ask: '323.2' },
  });
});

test('a book has the depth that was asked for; asking again changes it', async () => {
  const { platform, stream } = await reader();
  const { id } = platform.instrument('SBER');
  await platform.offer({ kind: 'depth', instrument: id, bids: [32_290, 5, 32_280, 6], asks: [32_310, 1, 32_320, 2] });
  expect((await subscribed(stream, { channel: 'book', instrument: 'SBER', depth: 1 })).data.bids).toEqual([
    { price: '322.9', size: '50' },
  ]);
  expect((await subscribed(stream, { channel: 'book', instrument: 'SBER' })).data.bids).toHaveLength(2);
  await platform.offer({ kind: 'level', instrument: id, side: 'ask', price: 32_310 as never, size: 9 as never });
  const changed = await stream.next(({ type, data }) => type === 'update' && data.asks[0].size === '90');
  expect(changed.data.asks).toHaveLength(2);
});

test('every trade arrives, in order, however many there are', async () => {
  const { platform, stream } = await reader();
  const { id } = platform.instrument('SBER');
  expect((await subscribed(stream, { channel: 'trades', instrument: 'SBER' })).data).toEqual([
    { at: '2026-11-20T09:00:00.000Z', price: '323', size: '10', aggressor: 'buy' },
  ]);
  const sizes = Array.from({ length: 5_000 }, (_, i) => i + 1);
  await platform.offer(
    ...sizes.map((size) => ({ kind: 'trade', instrument: id, price: 32_300 as never, size: size as never }) as const),
  );
  const heard: string[] = [];
  while (heard.length < sizes.length)
    heard.push(...(await update(stream, 'trades')).data.map(({ size }: { size: string }) => size));
  expect(heard).toEqual(sizes.map((size) => String(size * 10)));
});

test('quotes that change faster than the reader may hear are conflated to the newest', async () => {
  const { platform, stream } = await reader({ conflateMs: 400 });
  await subscribed(stream, { channel: 'quotes', instrument: 'SBER' });
  for (let i = 1; i <= 50; i++) await platform.quote('SBER', '322', String(i * 10), '324', '10');
  const changed = await stream.next(({ type, data }) => type === 'update' && data.bidSize === '500');
  expect(changed.data.bid).toBe('322');
  expect(stream.heard.filter(({ type }) => type === 'update').length).toBeLessThan(49);
});

test('last price and status are told when they change', async () => {
  const { platform, stream } = await reader();
  const { id } = platform.instrument('SBER');
  const last = { instrument: 'SBER', last: '323', lastSize: '10', lastAt: '2026-11-20T09:00:00.000Z' };
  expect((await subscribed(stream, { channel: 'last', instrument: 'SBER' })).data).toEqual(last);
  expect((await subscribed(stream, { channel: 'status', instrument: 'SBER' })).data).toEqual({
    instrument: 'SBER',
    status: 'normal',
  });
  await platform.trade('SBER', '322', '20');
  expect((await update(stream, 'last')).data).toEqual({ ...last, last: '322', lastSize: '20' });
  await platform.offer({ kind: 'status', instrument: id, status: 'closed' });
  expect((await update(stream, 'status')).data).toEqual({ instrument: 'SBER', status: 'closed' });
});

test('candles: the one under construction as it changes, each complete one once, stamped as asked', async () => {
  const { platform, stream } = await reader();
  const wanted = { channel: 'candles', instrument: 'SBER', interval: '1m' };
  const candle = (minute: string, prices: string[], volume: string, complete: boolean) => {
    const [open, high, low, close] = prices;
    return { time: `2026-11-20T09:${minute}:00.000Z`, open, high, low, close, volume, complete };
  };
  const first = await subscribed(stream, wanted);
  expect(first).toMatchObject({ interval: '1m', data: [candle('00', ['323', '323', '323', '323'], '10', false)] });
  // another interval is another subscription; SmartCOM's stamp of a Moscow day is its last second
  const day = await subscribed(stream, { ...wanted, interval: '1d', zone: 'moscow', stamp: 'end', complete: true });
  expect(day.data).toEqual([]);
  await platform.trade('SBER', '322', '20');
  expect((await update(stream, 'candles')).data).toEqual([candle('00', ['323', '323', '322', '322'], '30', false)]);
  platform.clock.market += 60_000;
  await platform.trade('SBER', '324', '10');
  expect((await update(stream, 'candles')).data).toEqual([candle('00', ['323', '323', '322', '322'], '30', true)]);
  expect((await update(stream, 'candles')).data).toEqual([candle('01', ['324', '324', '324', '324'], '10', false)]);
  platform.clock.market += 12 * 3_600_000;
  await platform.trade('SBER', '325', '10');
  const closed = await stream.next(({ type, interval }) => type === 'update' && interval === '1d');
  expect(closed.data).toEqual([
    {
      time: '2026-11-20T20:59:59.000Z',
      open: '323',
      high: '324',
      low: '322',
      close: '324',
      volume: '40',
      complete: true,
    },
  ]);
  expect(await stream.ask({ id: 1, op: 'unsubscribe', ...wanted })).toMatchObject({ type: 'ack', interval: '1m' });
});

test('orders, fills, balances and positions of an account follow its turns', async () => {
  const { ann, stream } = await reader();
  const { id } = await ann.account('100000');
  for (const channel of ['orders', 'fills', 'positions'])
    expect((await subscribed(stream, { channel, account: id })).data).toEqual([]);
  expect((await subscribed(stream, { channel: 'balances', account: id })).data).toMatchObject([
    { asset: 'rub', available: '100000' },
  ]);
  const resting = (
    await ann.post(`/accounts/${id}/orders`, {
      instrument: 'SBER',
      action: 'buy',
      type: 'limit',
      price: '300',
      quantity: '10',
    })
  ).body;
  expect(await update(stream, 'orders')).toMatchObject({ account: id, data: [{ id: resting.id, status: 'working' }] });
  expect((await update(stream, 'balances')).data).toMatchObject([
    { asset: 'rub', held: '3001.5', available: '96998.5' },
  ]);
  const filled = (
    await ann.post(`/accounts/${id}/orders`, { instrument: 'SBER', action: 'buy', type: 'market', quantity: '10' })
  ).body;
  const { repeated: _, ...order } = filled;
  expect((await update(stream, 'orders')).data).toEqual([order]);
  expect((await update(stream, 'fills')).data).toMatchObject([
    { order: filled.id, price: '323.1', quantity: '10', fee: '1.62' },
  ]);
  expect((await update(stream, 'positions')).data).toMatchObject([{ instrument: 'SBER', quantity: '10' }]);
  expect((await update(stream, 'balances')).data).toMatchObject([
    { asset: 'SBER', total: '10' },
    { asset: 'rub', total: '96767.38' },
  ]);
});

test('snapshots hold what was before, updates what came after, nothing twice', async () => {
  const { ann, platform } = await reader();
  const { id } = await ann.account('10000000');
  const place = () =>
    ann.post(`/accounts/${id}/orders`, { instrument: 'SBER', action: 'buy', type: 'market', quantity: '10' });
  for (let round = 0; round < 5; round++) {
    const stream = await ann.signedInStream();
    const placing = Promise.all(Array.from({ length: 8 }, place));
    const snapshot = await subscribed(stream, { channel: 'fills', account: id });
    await placing;
    const last = (await place()).body.id;
    const seen: number[] = snapshot.data.map(({ order }: { order: number }) => order);
    while (!seen.includes(last))
      seen.push(...(await update(stream, 'fills')).data.map(({ order }: { order: number }) => order));
    const { items } = (await ann.get(`/accounts/${id}/fills?limit=${Math.min(500, seen.length)}`)).body;
    expect(new Set(seen).size).toBe(seen.length);
    expect([...seen].sort()).toEqual(items.map(({ order }: { order: number }) => order).sort());
    stream.socket.close();
  }
  expect(platform.engine.waiting.turns).toBe(0);
});

test('an order that ends tells so as its last word', async () => {
  const { ann, stream } = await reader();
  const { id } = await ann.account('10000000');
  await subscribed(stream, { channel: 'orders', account: id });
  const orders = await Promise.all(
    Array.from({ length: 20 }, () =>
      ann.post(`/accounts/${id}/orders`, {
        instrument: 'SBER',
        action: 'buy',
        type: 'limit',
        price: '300',
        quantity: '10',
      }),
    ),
  );
  await Promise.all(orders.map(({ body }) => ann.call('PATCH', `/orders/${body.id}`, { price: '301' })));
  await ann.call('DELETE', `/accounts/${id}/orders`);
  const last = new Map<number, string>();
  while ([...last.values()].filter((status) => status === 'cancelled').length < 20) {
    for (const order of (await update(stream, 'orders')).data) {
      expect(last.get(order.id)).not.toBe('cancelled');
      last.set(order.id, order.status);
    }
  }
});

test('unsubscribing ends a channel', async () => {
  const { platform, stream } = await reader();
  await subscribed(stream, { channel: 'trades', instrument: 'SBER' });
  expect(await stream.ask({ id: 2, op: 'unsubscribe', channel: 'trades', instrument: 'SBER' })).toMatchObject({
    type: 'ack',
    channel: 'trades',
  });
  await platform.trade('SBER', '323', '10');
  await stream.ask({ id: 3, op: 'ping' });
  expect(stream.heard.filter(({ type }) => type === 'update')).toEqual([]);
  expect((await stream.ask({ id: 4, op: 'unsubscribe', channel: 'trades', instrument: 'SBER' })).error.field).toBe(
    'channel',
  );
});

test('signing in: by header, by cookie of our own page, or by the first message', async () => {
  const { ann, platform } = await reader();
  const guest = new TestClient(platform.url);
  const page = guest.stream({ cookie: ann.cookie ?? '', origin: platform.url });
  await page.opened;
  expect((await page.ask({ id: 1, op: 'ping' })).type).toBe('ack');
  await expect(guest.stream({ cookie: ann.cookie ?? '', origin: 'http://127.0.0.1:1' }).opened).rejects.toThrow('403');
  await expect(guest.stream({ authorization: 'Bearer nothing' }).opened).rejects.toThrow('401');
  const late = guest.stream();
  await late.opened;
  expect((await late.ask({ id: 1, op: 'subscribe', channel: 'quotes', instrument: 'SBER' })).error.code).toBe(
    'not_signed_in',
  );
  expect((await late.ask({ id: 2, op: 'auth', token: 'wrong' })).error).toMatchObject({
    code: 'not_signed_in',
    field: 'token',
  });
  expect((await late.ask({ id: 3, op: 'auth', token: ann.token })).type).toBe('ack');
  expect((await late.ask({ id: 4, op: 'subscribe', channel: 'quotes', instrument: 'SBER' })).type).toBe('ack');
  expect((await late.ask({ id: 5, op: 'auth', token: ann.token })).error.field).toBe('op');
});

test('a channel needs its right, and an account of the caller', async () => {
  const { ann, platform } = await reader();
  const { id } = await ann.account('1');
  const bob = await (await platform.signIn('bob', ['market:read', 'orders:read'])).signedInStream();
  const ask = (message: Record<string, unknown>) => bob.ask({ id: 1, op: 'subscribe', ...message });
  expect((await ask({ channel: 'quotes', instrument: 'SBER' })).type).toBe('ack');
  expect((await ask({ channel: 'balances', account: id })).error).toMatchObject({ code: 'missing_right' });
  expect((await ask({ channel: 'orders', account: id })).error).toMatchObject({
    code: 'unknown_account',
    field: 'account',
  });
  expect((await ask({ channel: 'fills', account: 999 })).error).toMatchObject({
    code: 'unknown_account',
    field: 'account',
  });
});

test('every wrong message is refused by name and the connection stays', async () => {
  const { stream } = await reader();
  for (const [text, code, field] of [
    ['{', 'malformed_json', null],
    ['[]', 'invalid_request', null],
    ['null', 'invalid_request', null],
    ['{}', 'invalid_request', 'op'],
    ['{"op":"dance"}', 'invalid_request', 'op'],
    ['{"op":"subscribe"}', 'invalid_request', 'channel'],
    ['{"op":"subscribe","channel":"news"}', 'invalid_request', 'channel'],
    ['{"op":"subscribe","channel":"quotes"}', 'invalid_request', 'instrument'],
    ['{"op":"subscribe","channel":"quotes","instrument":"NOPE"}', 'unknown_instrument', 'instrument'],
    ['{"op":"subscribe","channel":"quotes","instrument":"SBER","depth":5}', 'invalid_request', 'depth'],
    ['{"op":"subscribe","channel":"quotes","instrument":"SBER","interval":"1m"}', 'invalid_request', 'interval'],
    ['{"op":"subscribe","channel":"candles","instrument":"SBER"}', 'invalid_request', 'interval'],
    ['{"op":"subscribe","channel":"candles","instrument":"SBER","interval":"7m"}', 'invalid_request', 'interval'],
    ['{"op":"subscribe","channel":"quotes","account":5}', 'invalid_request', 'account'],
    ['{"op":"subscribe","channel":"orders","instrument":"SBER"}', 'invalid_request', 'instrument'],
    ['{"op":"subscribe","channel":"orders"}', 'invalid_request', 'account'],
    ['{"op":"subscribe","channel":"orders","account":"5"}', 'invalid_request', 'account'],
    ['{"op":"subscribe","channel":"book","instrument":"SBER","depth":0}', 'invalid_request', 'depth'],
    ['{"op":"ping","extra":1}', 'invalid_request', 'extra'],
    ['{"op":"auth"}', 'invalid_request', 'token'],
  ] as const) {
    stream.socket.send(text);
    const { error } = await stream.next(({ type }) => type === 'error');
    expect([text, error.code, error.field]).toEqual([text, code, field]);
  }
  stream.socket.send(Buffer.from('{"op":"ping"}'), { binary: true });
  expect((await stream.next(({ type }) => type === 'error')).error.code).toBe('malformed_json');
  expect((await stream.ask({ id: 9, op: 'ping' })).type).toBe('ack');
});

async function closing(
  limits: Partial<StreamLimits>,
  act: (stream: TestStream, platform: TestPlatform) => Promise<void> | void,
): Promise<number> {
  const { platform, stream } = await reader({ ...QUICK, ...limits });
  await act(stream, platform);
  return (await stream.closed).code;
}

test('a reader that breaks a bound is disconnected with a code that says which', async () => {
  expect(await closing({}, (stream) => stream.socket.send('x'.repeat(17_000)))).toBe(1009);
  const flood = await closing({ maxMessagesPerSecond: 5 }, (stream) => {
    for (let i = 0; i < 9; i++) stream.send({ op: 'ping' });
  });
  expect(flood).toBe(4029);
  const silent = await closing({ pingMs: 20 }, (stream) => {
    stream.socket.pong = () => undefined;
    stream.socket.removeAllListeners('ping');
    (
      stream.socket as unknown as { _receiver: { removeAllListeners(name: string): void } }
    )._receiver.removeAllListeners('ping');
  });
  expect(silent).toBe(1006);
});

test('a reader that does not read is disconnected; others go on', async () => {
  const { platform, ann, stream } = await reader({ ...QUICK, maxUnreadBytes: 200_000 });
  const other = await ann.signedInStream();
  for (const each of [stream, other]) await subscribed(each, { channel: 'trades', instrument: 'SBER' });
  stream.socket.pause();
  const { id } = platform.instrument('SBER');
  const trades = Array.from(
    { length: 1_000 },
    () => ({ kind: 'trade', instrument: id, price: 32_300 as never, size: 1 as never }) as const,
  );
  const toldToGo = (): boolean =>
    [...platform.app.websocketServer.clients].some(({ readyState }) => readyState === WebSocket.CLOSING);
  // some 15 MB at most: more than the sockets between them hold; who is told to go has five seconds to hear it
  for (let i = 0; i < 200 && !toldToGo(); i++) await platform.offer(...trades);
  stream.socket.resume();
  expect(await stream.closed).toMatchObject({ code: 4008, reason: 'more than 200000 bytes unread' });
  expect((await other.ask({ id: 1, op: 'ping' })).type).toBe('ack');
});

test('a connection must be signed in in time, and ends with its session or key', async () => {
  const { platform, ann, stream } = await reader({ ...QUICK, signInMs: 50 });
  const guest = new TestClient(platform.url).stream();
  expect(await guest.closed).toMatchObject({ code: 4001, reason: 'not signed in in time' });
  await ann.call('DELETE', '/session');
  expect(await stream.closed).toMatchObject({ code: 4001, reason: 'the session has ended' });
});

test('a session that runs out ends its streams at the next ping', async () => {
  const { platform, stream } = await reader({ ...QUICK, pingMs: 20 });
  platform.clock.wall += 31 * 86_400_000;
  expect(await stream.closed).toMatchObject({ code: 4001 });
});

test('subscriptions and connections are bounded', async () => {
  const { ann, stream } = await reader({ ...QUICK, maxSubscriptions: 2, maxConnectionsPerPerson: 2 });
  for (const [channel, expected] of [
    ['quotes', 'ack'],
    ['book', 'ack'],
    ['quotes', 'ack'],
    ['trades', 'error'],
  ] as const) {
    const answer = await stream.ask({ id: 1, op: 'subscribe', channel, instrument: 'SBER' });
    expect([channel, answer.type]).toEqual([channel, expected]);
  }
  await ann.signedInStream();
  expect((await (await ann.signedInStream()).closed).code).toBe(1013);
});

test('when the platform ends, streams end, also those that nobody reads', async () => {
  const { platform, ann, stream } = await reader();
  const absent = await ann.signedInStream();
  absent.socket.pause();
  await platform.app.close();
  expect(await stream.closed).toMatchObject({ code: 1001, reason: 'the platform ends' });
});
