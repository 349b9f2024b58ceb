import { createHmac } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { Registry } from 'prom-client';
import { onTestFinished } from 'vitest';
import type { NewSigningKey, Person } from '../../identity/index.ts';
import { StreamMetrics } from '../../metrics/index.ts';
import { allowSockets } from '../sockets.ts';
import { type AtEnd, PASSWORD, type TestDomain, testDomain, testFolder } from '../test-domain.ts';
import { type Desk, deskOf } from './desk.ts';
import { threeCommasFace } from './index.ts';
import type { ThreeCommasParts } from './parts.ts';

export interface TestAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  readonly body: any;
  readonly text: string;
  readonly headers: Headers;
}

/** A key and its secret. */
export interface TestKey {
  readonly apiKey: string;
  readonly secret: string;
}

/** How a call is made beside its method and address. */
export interface TestCall {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestThreeCommas extends TestDomain {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly parts: ThreeCommasParts;
  readonly desk: Desk;
  readonly owner: Person;
  /** Every permission. */
  readonly key: TestKey;
  addKey(draft?: Partial<NewSigningKey>, person?: Person): Promise<TestKey>;
  addPerson(login: string): Promise<Person>;
  /** A signed call, as the first document says: path, question mark, query and body. */
  call(method: string, path: string, more?: TestCall, key?: TestKey): Promise<TestAnswer>;
  /** A call as it stands. */
  plain(method: string, path: string, more?: TestCall): Promise<TestAnswer>;
}

const EVERYTHING = [
  'BOTS_READ',
  'BOTS_WRITE',
  'ACCOUNTS_READ',
  'ACCOUNTS_WRITE',
  'SMART_TRADES_READ',
  'SMART_TRADES_WRITE',
];

export function hmac(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** The face on a real socket over an empty folder; USDT_BTC has been quoted 49 999 / 50 001 and has traded at 50 000. */
export async function testThreeCommas({
  limits = false,
  atEnd = onTestFinished,
  folder = testFolder(atEnd),
  wall,
}: {
  limits?: boolean;
  atEnd?: AtEnd;
  folder?: string;
  wall?: number;
} = {}): Promise<TestThreeCommas> {
  const domain = await testDomain(folder);
  if (wall !== undefined) domain.clock.wall = wall;
  const { engine, readModel, identity, candles, clock } = domain;
  const parts: ThreeCommasParts = {
    engine,
    readModel,
    identity,
    candles,
    wallNow: () => clock.wall,
    log: pino({ level: 'silent' }),
    streamMetrics: new StreamMetrics(new Registry()),
    settings: { limits },
  };
  const app = fastify({ forceCloseConnections: true });
  await allowSockets(app);
  await threeCommasFace(app, parts);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const stop = async (): Promise<void> => {
    await app.close();
    await domain.stop();
  };
  atEnd(stop);
  await domain.quote('USDT_BTC', '49999', '10', '50001', '10');
  await domain.trade('USDT_BTC', '50000', '0.1', 'buy');

  const addPerson = (login: string): Promise<Person> =>
    identity.addPerson({ login, name: login, password: PASSWORD, role: 'owner' });
  const owner = identity.personByLogin('ann') ?? (await addPerson('ann'));
  const addKey = async (draft: Partial<NewSigningKey> = {}, person = owner): Promise<TestKey> => {
    const { key, secret } = await identity.signing.addKey(person, { name: 'test', permissions: EVERYTHING, ...draft });
    return { apiKey: key.apiKey, secret: secret ?? '' };
  };
  const key = await addKey();
  const plain: TestThreeCommas['plain'] = async (method, path, { body, headers = {} } = {}) => {
    const answer = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await answer.text();
    return { status: answer.status, text, body: text === '' ? null : JSON.parse(text), headers: answer.headers };
  };
  return {
    ...domain,
    stop,
    url,
    app,
    parts,
    desk: deskOf(parts),
    owner,
    key,
    addKey,
    addPerson,
    plain,
    call(method, path, { body = '', headers = {} } = {}, { apiKey, secret } = key) {
      const signature = hmac(secret, `${path.includes('?') ? path : `${path}?`}${body}`);
      const sent = body === '' ? {} : { body };
      return plain(method, path, { ...sent, headers: { APIKEY: apiKey, Signature: signature, ...headers } });
    },
  };
}
