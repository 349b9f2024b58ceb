import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, type Instrument, isTextError, priceFromText, quantityFromText, type Tick } from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';
import fastify from 'fastify';
import { type Channel, createChannel, createClient, Metadata } from 'nice-grpc';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { TinkoffInvestApi } from 'tinkoff-invest-api';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { type BrokerTokenKind, IDENTITY_SCHEMA, openIdentity, type Person } from '../../identity/index.ts';
import { TEST_COST } from '../../identity/test-identity.ts';
import { openSqliteJournal } from '../../journal/index.ts';
import { MarketStreams, openCandleStore } from '../../marketdata/index.ts';
import { CallMetrics, StreamMetrics } from '../../metrics/index.ts';
import { project, READ_MODEL_SCHEMA, ReadModel } from '../../readmodel/index.ts';
import { Engine, engineMetrics, recover } from '../../runtime/index.ts';
import { readSettings } from '../../settings/index.ts';
import type { TlsFiles } from '../face.ts';
import { SERVICES, type ServiceName, type Services } from './contract.ts';
import { deskOf } from './desk.ts';
import { grpcListener } from './grpc.ts';
import { tinvestRest } from './index.ts';
import type { TInvestParts } from './parts.ts';

/** Noon in Moscow on 2026-11-20, a Friday. */
export const NOON = Date.UTC(2026, 10, 20, 9);

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
  tls,
  atEnd = onTestFinished,
}: BrokerOptions = {}): Promise<TestBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-tinvest-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const clock = { market: NOON, wall: Date.UTC(2026, 10, 20, 9, 30) };
  const schemas = [READ_MODEL_SCHEMA, IDENTITY_SCHEMA];
  const schema = {
    migrations: schemas.flatMap(({ migrations }) => migrations),
    statements: Object.assign({}, ...schemas.map(({ statements }) => statements)),
  };
  const journal = await openSqliteJournal({ folder, schema, onNotice: ignore });
  const { core } = await recover(journal, ignore, ignore);
  const readModel = new ReadModel({ folder });
  const engine = new Engine({
    core,
    journal,
    now: () => clock.market,
    project,
    findKey: (account, key) => readModel.findKey(account, key),
    metrics: engineMetrics(new Registry()),
    onFatal: fail,
    onFault: fail,
  });
  const identity = await openIdentity({ folder, writer: engine, now: () => clock.wall, passwordCost: TEST_COST });
  const submit = async (command: Command): Promise<number> => {
    const { outcome, rejection } = await engine.submit(command);
    if (outcome === null) throw new Error(rejection?.detail);
    return outcome.id;
  };
  for (const asset of ASSETS) void engine.submit({ type: 'instruments.defineAsset', asset });
  for (const instrument of catalogue(clock.market)) void engine.submit({ type: 'instruments.list', instrument });
  await engine.read(() => undefined);
  const owner = await identity.addPerson({ login: 'ann', name: 'Ann', role: 'owner', password: 'correct horse' });
  const account = await openBrokerAccount(submit, owner);
  const candles = await openCandleStore({
    folder,
    feedId: 'test',
    onNotice: ignore,
    feed: { peek: () => null, history: () => [] },
    instrument: (id) => engine.market((state) => state.instruments.instruments[id]),
  });
  engine.onTicks((ticks) => candles.take(ticks));
  const streams = new MarketStreams(engine, candles);
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const registry = new Registry();
  const settings = readSettings({ limits: limits ? 'on' : 'off' }, {}, folder);
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
  await tinvestRest(app, parts);
  const restUrl = `${await app.listen({ host: '127.0.0.1', port: 0 })}/rest`;
  const channels: Channel[] = [];
  atEnd(async () => {
    for (const channel of channels) channel.close();
    await listener.close();
    await app.close();
    streams.close();
    await candles.close();
    await engine.stop();
    await readModel.close();
    await journal.close();
  });

  const { secret: token } = await identity.addBrokerToken(owner, { name: 'test', kind: 'full' });
  const offer = async (...ticks: Tick[]): Promise<void> => {
    engine.offer(ticks.map((tick) => ({ at: clock.market, tick })));
    await engine.idle();
    // what the ticks caused is told once it is on disk
    await engine.read(() => undefined);
  };
  const instrument = (symbol: string): Instrument => {
    const found = engine.market((state) => state.instruments.bySymbol.get(symbol));
    if (found === undefined) throw new Error(`no instrument ${symbol}`);
    return found;
  };
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
    quote(symbol, bid, bidSize, ask, askSize) {
      const about = instrument(symbol);
      const price = (text: string) => steps(priceFromText(about, text));
      const size = (text: string) => steps(quantityFromText(about, text));
      const shown = { bid: price(bid), bidSize: size(bidSize), ask: price(ask), askSize: size(askSize) };
      return offer({ kind: 'quote', instrument: about.id, ...shown });
    },
    trade(symbol, price, size, aggressor) {
      const about = instrument(symbol);
      const [at, of] = [steps(priceFromText(about, price)), steps(quantityFromText(about, size))];
      const took = aggressor === undefined ? {} : { aggressor };
      return offer({ kind: 'trade', instrument: about.id, price: at, size: of, ...took });
    },
  };
  await broker.quote('SBER', '322.9', '1000', '323.1', '1000');
  await broker.trade('SBER', '323', '10', 'buy');
  return broker;
}

/** A further account of the owner, in the sandbox if told. Holds no money. */
export function openAccount(
  { submit, owner }: Pick<TestBroker, 'submit' | 'owner'>,
  more: Partial<Extract<Command, { type: 'accounts.open' }>> = {},
): Promise<number> {
  return submit({
    type: 'accounts.open',
    owner: owner.id,
    name: 'Broker account',
    currency: 'rub',
    venue: 'paper',
    fillPolicy: 'book',
    margin: true,
    hedging: false,
    fees: { maker: 500, taker: 500, decimals: 2, rounding: 'halfUp', mode: 'quote' },
    ...more,
  });
}

async function openBrokerAccount(submit: TestBroker['submit'], owner: Person): Promise<number> {
  const account = await openAccount({ submit, owner });
  const amount = (1_000_000n * 10n ** 10n) as never;
  await submit({ type: 'accounts.deposit', account, asset: 'rub', amount, key: null });
  return account;
}

function steps<T>(value: T): Exclude<T, { error: unknown }> {
  if (isTextError(value)) throw new Error(value.detail);
  return value as Exclude<T, { error: unknown }>;
}

function ignore(): void {}

/** What goes wrong inside the platform fails the test run. */
function fail(error: Error): never {
  throw error;
}
