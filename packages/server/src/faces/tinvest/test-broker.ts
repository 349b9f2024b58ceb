import type { Command, Instrument, Tick } from '@outcry/core';
import fastify from 'fastify';
import { type Channel, createChannel, createClient, Metadata } from 'nice-grpc';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { TinkoffInvestApi } from 'tinkoff-invest-api';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { BrokerTokenKind, Person } from '../../identity/index.ts';
import { CallMetrics, StreamMetrics } from '../../metrics/index.ts';
import type { Engine } from '../../runtime/index.ts';
import { readSettings } from '../../settings/index.ts';
import type { TlsFiles } from '../face.ts';
import { allowSockets } from '../sockets.ts';
import { depositFiat, NOON, openTestAccount, PASSWORD, testDomain, testFolder } from '../test-domain.ts';
import { SERVICES, type ServiceName, type Services } from './contract.ts';
import { deskOf } from './desk.ts';
import { grpcListener } from './grpc/listener.ts';
import { tinvestRest } from './index.ts';
import type { TInvestParts } from './parts.ts';

export { NOON };

export const SBER = { uid: 'e6123145-9665-43e0-8413-cd61b8aa9b13', figi: 'BBG004730N88' } as const;

/** An answer of the REST gateway. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever has been answered
  readonly body: any;
}

/** What a call is made with; the owner's full token unless told. */
export interface CallWith {
  readonly token?: string | null;
  /** The host that is asked for. */
  readonly authority?: string;
}

/** A platform with the T-Invest face in a test's hands. */
export interface TestBroker {
  /** `localhost:<port>` of the plaintext listener. */
  readonly endpoint: string;
  /** Ends in `/rest`. */
  readonly restUrl: string;
  readonly parts: TInvestParts;
  readonly engine: Engine;
  readonly owner: Person;
  /** Market and wall clock, turned by hand. */
  readonly clock: { market: number; wall: number };
  /** What the log was told. */
  readonly logged: string[];
  /** A rouble account on margin with a million, fees 0.05 % to the kopeck. */
  readonly account: number;
  readonly accountId: string;
  /** The owner's full token. */
  readonly token: string;
  addToken(kind: BrokerTokenKind, account?: number): Promise<string>;
  /** The real client of npm `tinkoff-invest-api`, in plaintext. */
  api(token?: string): TinkoffInvestApi;
  /** A client from the pinned contract; messages and metadata as they are. */
  client<S extends ServiceName>(service: S, call?: CallWith): GrpcClient<S>;
  rest(method: string, body?: unknown, call?: CallWith): Promise<RestAnswer>;
  submit(command: Command): Promise<number>;
  quote(symbol: string, bid: string, bidSize: string, ask: string, askSize: string): Promise<void>;
  trade(symbol: string, price: string, size: string, aggressor?: 'buy' | 'sell'): Promise<void>;
  offer(...ticks: Tick[]): Promise<void>;
  instrument(symbol: string): Instrument;
}

export type GrpcClient<S extends ServiceName> = ReturnType<typeof createClient<Services[S]>>;

export interface BrokerOptions {
  /** Per-minute limits; on unless told. */
  readonly limits?: boolean;
  /** What repeated keys get; the order unless told. */
  readonly orderRepeats?: 'answer' | 'refuse';
  readonly tls?: TlsFiles;
  /** Where it is ended; with the test unless told. */
  readonly atEnd?: (end: () => Promise<void> | void) => void;
}

/** One broker for all tests of a file that change nothing of it. */
export function sharedBroker(options: BrokerOptions = {}): () => TestBroker {
  let broker: TestBroker | undefined;
  const ends: (() => Promise<void> | void)[] = [];
  beforeAll(async () => {
    broker = await testBroker({ limits: false, ...options, atEnd: (end) => void ends.push(end) });
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  return () => {
    if (broker === undefined) throw new Error('the broker has not been started');
    return broker;
  };
}

/**
 * A platform on an empty folder: SQLite journal, read model, engine, identity and the T-Invest face over gRPC and HTTP on
 * real sockets. SBER has been quoted 322.9 / 323.1 with 1 000 pieces a side and has traded at 323.
 */
export async function testBroker({
  limits = true,
  orderRepeats = 'answer',
  tls,
  atEnd = onTestFinished,
}: BrokerOptions = {}): Promise<TestBroker> {
  const folder = testFolder(atEnd);
  const domain = await testDomain(folder);
  const { engine, readModel, identity, candles, streams, clock, submit, offer, quote, trade, instrument } = domain;
  const owner = await identity.addPerson({ login: 'ann', name: 'Ann', role: 'owner', password: PASSWORD });
  const account = await openTestAccount(domain, owner);
  await depositFiat(domain, account, 'rub', 1_000_000n);
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const registry = new Registry();
  const settings = readSettings({ limits: limits ? 'on' : 'off', orderRepeats }, {}, folder);
  const parts: TInvestParts = {
    engine,
    readModel,
    identity,
    candles,
    streams,
    wallNow: () => clock.wall,
    log,
    calls: new CallMetrics(registry),
    streamMetrics: new StreamMetrics(registry),
    settings,
  };
  const listener = grpcListener(deskOf(parts), tls ?? null);
  const endpoint = `localhost:${await listener.listen('127.0.0.1', 0)}`;
  const app = fastify({ forceCloseConnections: true });
  await allowSockets(app);
  await tinvestRest(app, parts);
  const restUrl = `${await app.listen({ host: '127.0.0.1', port: 0 })}/rest`;
  const channels: Channel[] = [];
  atEnd(async () => {
    for (const channel of channels) channel.close();
    await listener.close();
    await app.close();
    await domain.stop();
  });

  const { secret: token } = await identity.addBrokerToken(owner, { name: 'test', kind: 'full' });
  const broker: TestBroker = {
    endpoint,
    restUrl,
    parts,
    engine,
    owner,
    clock,
    logged,
    account,
    accountId: String(account),
    token,
    submit,
    offer,
    instrument,
    async addToken(kind, only) {
      const draft = { name: 'test', kind, ...(only === undefined ? {} : { account: only }) };
      return (await identity.addBrokerToken(owner, draft)).secret;
    },
    api: (given = token) => new TinkoffInvestApi({ token: given, endpoint }),
    client(service, call = {}) {
      const options = call.authority === undefined ? {} : { 'grpc.default_authority': call.authority };
      const channel = createChannel(endpoint, undefined, options);
      channels.push(channel);
      const secret = call.token === undefined ? token : call.token;
      const metadata = Metadata(secret === null ? {} : { authorization: `Bearer ${secret}` });
      return createClient(SERVICES[service], channel, { '*': { metadata } }) as never;
    },
    async rest(method, body = {}, call = {}) {
      const secret = call.token === undefined ? token : call.token;
      const response = await fetch(`${restUrl}/tinkoff.public.invest.api.contract.v1.${method}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    quote,
    trade,
  };
  await domain.openMarket();
  return broker;
}

/** A further account of the owner, in the sandbox if told. Holds no money. */
export function openAccount(
  broker: Pick<TestBroker, 'submit' | 'owner'>,
  more: Partial<Extract<Command, { type: 'accounts.open' }>> = {},
): Promise<number> {
  return openTestAccount(broker, broker.owner, more);
}
