import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { hmac, type TestKey, type TestThreeCommas, testThreeCommas } from '../test-threecommas.ts';
import type { EntitySource } from './channels.ts';
import { StreamHub } from './hub.ts';
import type { StreamLimits } from './limits.ts';

/** A client that keeps what it was told. */
class Reader {
  readonly messages: string[] = [];
  readonly socket: WebSocket;
  closed: { code: number } | null = null;

  constructor(url: string, protocols: string[] = []) {
    this.socket = new WebSocket(url, protocols);
    this.socket.on('message', (data) => this.messages.push(String(data)));
    this.socket.on('close', (code) => {
      this.closed = { code };
    });
    this.socket.on('error', () => undefined);
  }

  async until(test: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    return vi.waitFor(() => {
      const found = this.messages.map((text) => JSON.parse(text)).find(test);
      if (found === undefined) throw new Error(`not among ${this.messages.join(' ')}`);
      return found;
    }, 5_000);
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }
}

const is = (type: string) => (message: Record<string, unknown>) => message.type === type;

/** Entities by hand. */
class HandSource implements EntitySource {
  readonly listeners = new Map<number, Set<(entity: string) => void>>();

  subscribe(person: number, listener: (entity: string) => void): () => void {
    const listeners = this.listeners.get(person) ?? new Set();
    this.listeners.set(person, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  tell(person: number, entity: unknown): void {
    for (const listener of this.listeners.get(person) ?? []) listener(JSON.stringify(entity));
  }

  get count(): number {
    return [...this.listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }
}

function identifierOf(...keys: readonly TestKey[]): string {
  const users = keys.map(({ apiKey, secret }) => ({ api_key: apiKey, signature: hmac(secret, '/deals') }));
  return JSON.stringify({ channel: 'DealsChannel', users });
}

async function world(limits?: Partial<StreamLimits>) {
  const face = await testThreeCommas();
  const source = new HandSource();
  let url = `${face.url.replace('http', 'ws')}/websocket`;
  let hub = face.desk.stream;
  if (limits !== undefined) {
    hub = new StreamHub(face.parts, limits);
    url = await listenWith(hub);
  }
  hub.serve('DealsChannel', source);
  const open = (path = '', protocols: string[] = []): Reader => {
    const reader = new Reader(url + path, protocols);
    onTestFinished(() => reader.socket.terminate());
    return reader;
  };
  return { ...face, source, open, hub };
}

/** A hub with bounds of its own on a socket server of its own. */
async function listenWith(hub: StreamHub): Promise<string> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => hub.accept(socket, request.socket.remoteAddress ?? ''));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    hub.close();
    sockets.close();
    server.close();
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function subscribe(reader: Reader, identifier: string): Promise<string> {
  await reader.until(is('welcome'));
  reader.send({ identifier, command: 'subscribe' });
  const { type } = await reader.until((message) => message.identifier === identifier);
  return String(type);
}

test('a subscriber is welcomed, confirmed and told of its own entities alone, the identifier as it was sent', async () => {
  const { open, key, source, owner } = await world();
  const reader = open('/deals', ['actioncable-v1-json', 'actioncable-unsupported']);
  const identifier = identifierOf(key).replace('{"channel"', '{ "channel"');
  expect(await subscribe(reader, identifier)).toBe('confirm_subscription');
  expect(reader.socket.protocol).toBe('actioncable-v1-json');
  source.tell(owner.id + 1, { id: 1 });
  source.tell(owner.id, { id: 17, 'finished?': false });
  const data = await reader.until((message) => 'message' in message);
  expect(data).toEqual({ identifier, message: { id: 17, 'finished?': false } });
});

test('a frame that comes before the welcome is taken', async () => {
  const { open, key } = await world();
  const reader = open();
  reader.socket.on('open', () => reader.send({ identifier: identifierOf(key), command: 'subscribe' }));
  await reader.until(is('confirm_subscription'));
});

test('everybody has unix seconds every three seconds', async () => {
  const { open, clock } = await world({ pingMs: 20 });
  expect(await open().until(is('ping'))).toEqual({ type: 'ping', message: clock.wall / 1_000 });
});

test('after unsubscribing, and when the connection ends, nobody listens any more', async () => {
  const { open, key, source, hub } = await world();
  const reader = open();
  const identifier = identifierOf(key);
  await subscribe(reader, identifier);
  expect(source.count).toBe(1);
  reader.send({ identifier, command: 'unsubscribe' });
  await vi.waitFor(() => expect(source.count).toBe(0));
  reader.messages.length = 1;
  await subscribe(reader, identifier);
  reader.socket.close();
  await vi.waitFor(() => expect([source.count, hub.connections]).toEqual([0, 0]));
});

const REFUSED: readonly (readonly [what: string, (face: TestThreeCommas) => string | Promise<string>])[] = [
  ['a wrong signature', ({ key }) => identifierOf({ ...key, secret: 'other' })],
  ['one of two users with a wrong signature', ({ key }) => identifierOf(key, { ...key, secret: 'other' })],
  ['the signature of another channel', ({ key }) => identifierOf(key).replace('DealsChannel', 'SmartTradesChannel')],
  ['an unknown key', ({ key }) => identifierOf({ ...key, apiKey: 'other' })],
  ['no users', () => '{"channel":"DealsChannel","users":[]}'],
  ['too many users', ({ key }) => identifierOf(...Array.from({ length: 11 }, () => key))],
  ['an unknown channel', () => '{"channel":"toString","users":[{"api_key":"a","signature":"b"}]}'],
  ['no JSON', () => 'DealsChannel'],
  ['a key without the permission', async ({ addKey }) => identifierOf(await addKey({ permissions: ['BOTS_WRITE'] }))],
  ['a key that is bound elsewhere', async ({ addKey }) => identifierOf(await addKey({ addresses: ['192.0.2.1'] }))],
  [
    'a key without the permission of smart trades',
    async ({ addKey }) => {
      const { apiKey, secret } = await addKey({ permissions: ['BOTS_READ', 'SMART_TRADES_WRITE'] });
      const users = [{ api_key: apiKey, signature: hmac(secret, '/smart_trades') }];
      return JSON.stringify({ channel: 'SmartTradesChannel', users });
    },
  ],
];

test.each(REFUSED)('%s is rejected', async (_what, identifierFor) => {
  const face = await world();
  expect(await subscribe(face.open(), await identifierFor(face))).toBe('reject_subscription');
  expect(face.source.count).toBe(0);
});

test('what is no message of the protocol is ignored', async () => {
  const { open, key } = await world();
  const reader = open();
  await reader.until(is('welcome'));
  for (const odd of [
    '',
    'x',
    '[]',
    'null',
    '{"command":"subscribe","identifier":{}}',
    '{"identifier":"x","command":"y"}',
  ])
    reader.send(odd);
  reader.socket.send(Buffer.from([1, 2, 3]));
  expect(await subscribe(reader, identifierOf(key))).toBe('confirm_subscription');
  expect(reader.messages).toHaveLength(2);
});

test('when its key ends, a subscription ends and its reader is told', async () => {
  const { open, key, source, identity } = await world();
  const reader = open();
  await subscribe(reader, identifierOf(key));
  const known = identity.signing.key(key.apiKey);
  if (known !== undefined) await identity.signing.endKey(known);
  await reader.until(is('reject_subscription'));
  expect(source.count).toBe(0);
});

test('messages, their size, subscriptions and connections are bounded', async () => {
  const { open, key } = await world({ maxMessagesPerSecond: 4, maxSubscriptions: 1, maxConnectionsPerAddress: 3 });
  const [busy, large, many, further] = [open(), open(), open(), open()];
  const closed = async (reader: Reader): Promise<number | undefined> => {
    await vi.waitFor(() => expect(reader.closed).not.toBeNull());
    return reader.closed?.code;
  };
  expect(await closed(further)).toBe(1013);
  await busy.until(is('welcome'));
  for (let i = 0; i < 5; i++) busy.send('x');
  expect(await closed(busy)).toBe(1008);
  await large.until(is('welcome'));
  large.send('x'.repeat(20_000));
  expect(await closed(large)).toBe(1009);
  expect(await subscribe(many, identifierOf(key))).toBe('confirm_subscription');
  expect(await subscribe(many, ` ${identifierOf(key)}`)).toBe('reject_subscription');
});

test('who does not read is cut off; who is not there any more or never subscribes, too', async () => {
  const { open, key, source, owner, hub, clock } = await world({
    maxUnreadBytes: 100_000,
    aliveMs: 100,
    idleMs: 1_000,
  });
  const slow = open();
  await subscribe(slow, identifierOf(key));
  slow.socket.pause();
  await vi.waitFor(() => {
    for (let i = 0; i < 50; i++) source.tell(owner.id, 'x'.repeat(100_000));
    expect(hub.connections).toBe(0);
  });
  const silent = open();
  await subscribe(silent, identifierOf(key));
  expect(hub.connections).toBe(1);
  silent.socket.pong = () => undefined;
  (silent.socket as unknown as { _autoPong: boolean })._autoPong = false;
  await vi.waitFor(() => expect(hub.connections).toBe(0), 5_000);
  const idle = open();
  await idle.until(is('welcome'));
  clock.wall += 1_000;
  await vi.waitFor(() => expect(idle.closed?.code).toBe(1008), 5_000);
});

test('the address without a WebSocket says so', async () => {
  const { plain } = await world();
  expect(await plain('GET', '/websocket')).toMatchObject({ status: 400, body: { error: 'Wrong param(s)' } });
});
