import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, type Instrument, isTextError, priceFromText, quantityFromText, type Tick } from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';
import fastify from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { onTestFinished } from 'vitest';
import type { Feed } from '../../feeds/index.ts';
import { IDENTITY_SCHEMA, openIdentity } from '../../identity/index.ts';
import { TEST_COST } from '../../identity/test-identity.ts';
import { openSqliteJournal } from '../../journal/index.ts';
import { openCandleStore } from '../../marketdata/index.ts';
import { project, READ_MODEL_SCHEMA, ReadModel } from '../../readmodel/index.ts';
import { Engine, engineMetrics, recover } from '../../runtime/index.ts';
import { chpFaceAlone, urlInLowerCase } from './index.ts';
import { TestChp } from './test-chp.ts';

/** Noon in Moscow on 2026-11-20, a Friday. */
export const NOON = Date.UTC(2026, 10, 20, 9);

export const LOGIN = 'BP4711';
export const PASSWORD = 'correct horse';

/** A running bridge in a test's hands. */
export interface TestBridge {
  readonly url: string;
  readonly engine: Engine;
  readonly identity: Awaited<ReturnType<typeof openIdentity>>;
  /** Market and wall clock, turned by hand. */
  readonly clock: { market: number; wall: number };
  /** What the log was told. */
  readonly logged: string[];
  /** A rouble account on margin with a million, fees 0.05 % to the kopeck; its portfolio's name. */
  readonly portfolio: string;
  readonly account: number;
  /** A client of the owner's access, or of a further one. */
  client(token?: string): TestChp;
  /** A further access of the owner. */
  addAccess(token: string): Promise<void>;
  submit(command: Command): Promise<number>;
  quote(symbol: string, bid: string, bidSize: string, ask: string, askSize: string): Promise<void>;
  trade(symbol: string, price: string, size: string, aggressor?: 'buy' | 'sell'): Promise<void>;
  offer(...ticks: Tick[]): Promise<void>;
  instrument(symbol: string): Instrument;
  /** Ends everything; the folder stays for another start. */
  stop(): Promise<void>;
}

export const TOKEN = 'test-token-0000000001';

/**
 * A platform on a folder: SQLite journal, read model, engine, identity and the CHP face on a real socket. In a fresh folder
 * SBER has been quoted 322.9 / 323.1 with 1 000 pieces a side and has traded at 323.
 */
export async function testBridge(
  folder?: string,
  atEnd: AtEnd = onTestFinished,
  world: TestWorld = {},
): Promise<TestBridge> {
  return startBridge(folder ?? testFolder(atEnd), atEnd, world);
}

/** What a test may choose: market time of the first start, what was traded before it, and the port. */
export interface TestWorld {
  readonly start?: number;
  readonly history?: Feed['history'];
  readonly port?: number;
  /** Nothing is quoted or traded at the start. */
  readonly silent?: boolean;
  /** Of web pages that may call. */
  readonly origins?: readonly string[];
}

/** Where what a test leaves behind is ended: `onTestFinished`, or `afterAll` for a bridge of many tests. */
type AtEnd = (end: () => Promise<void> | void) => void;

async function startBridge(
  folder: string,
  atEnd: AtEnd,
  { start = NOON, history = () => [], port = 0, silent = false, origins = [] }: TestWorld,
): Promise<TestBridge> {
  const clock = { market: start, wall: Date.UTC(2026, 10, 20, 9, 30) };
  const schemas = [READ_MODEL_SCHEMA, IDENTITY_SCHEMA];
  const schema = {
    migrations: schemas.flatMap(({ migrations }) => migrations),
    statements: Object.assign({}, ...schemas.map(({ statements }) => statements)),
  };
  const journal = await openSqliteJournal({ folder, schema, onNotice: () => undefined });
  const ignore = (): void => undefined;
  const { core } = await recover(journal, ignore, ignore);
  clock.market = Math.max(clock.market, core.now);
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
  const account = await makeWorld(engine, identity, submit, clock.market);

  const instrument = (symbol: string): Instrument => {
    const found = engine.market((state) => state.instruments.bySymbol.get(symbol));
    if (found === undefined) throw new Error(`no instrument ${symbol}`);
    return found;
  };
  const candles = await openCandleStore({
    folder,
    feedId: 'test',
    onNotice: ignore,
    feed: { peek: () => null, history },
    instrument: (id) => engine.market((state) => state.instruments.instruments[id]),
  });
  engine.onTicks((ticks) => candles.take(ticks));
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(line) });
  const app = fastify({ forceCloseConnections: true, rewriteUrl: ({ url = '/' }) => urlInLowerCase(url) });
  await chpFaceAlone(app, {
    engine,
    readModel,
    identity,
    candles,
    wallNow: () => clock.wall,
    log,
    settings: { chpOrigins: origins },
  });
  const url = await app.listen({ host: '127.0.0.1', port });

  let stopped = false;
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await app.close();
    await candles.close();
    await engine.stop();
    await readModel.close();
    await journal.close();
  };
  atEnd(stop);
  const offer = async (...ticks: Tick[]): Promise<void> => {
    engine.offer(ticks.map((tick) => ({ at: clock.market, tick })));
    await engine.idle();
    // what the ticks caused is told once it is on disk
    await engine.read(() => undefined);
  };
  const bridge: TestBridge = {
    url,
    engine,
    identity,
    clock,
    logged,
    portfolio: `ST${account}-MO-01`,
    account,
    client: (token = TOKEN) => new TestChp(url, { token, login: LOGIN, password: PASSWORD }),
    async addAccess(token) {
      const [owner] = identity.people;
      if (owner === undefined) throw new Error('there is nobody');
      await identity.addBridge(owner, { login: LOGIN, password: PASSWORD, token });
    },
    submit,
    offer,
    instrument,
    stop,
    quote(symbol, bid, bidSize, ask, askSize) {
      const about = instrument(symbol);
      const [price, size] = [priceReader(about), sizeReader(about)];
      const shown = { bid: price(bid), bidSize: size(bidSize), ask: price(ask), askSize: size(askSize) };
      return offer({ kind: 'quote', instrument: about.id, ...shown });
    },
    trade(symbol, price, size, aggressor) {
      const about = instrument(symbol);
      const took = aggressor === undefined ? {} : { aggressor };
      const [at, of] = [priceReader(about)(price), sizeReader(about)(size)];
      return offer({ kind: 'trade', instrument: about.id, price: at, size: of, ...took });
    },
  };
  if (silent) return bridge;
  await bridge.quote('SBER', '322.9', '1000', '323.1', '1000');
  await bridge.trade('SBER', '323', '10', 'buy');
  return bridge;
}

/** A folder that goes when the test ends. */
export function testFolder(atEnd: AtEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-chp-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The catalogue, an owner with an access and an account: what is missing of it. */
async function makeWorld(
  engine: Engine,
  identity: TestBridge['identity'],
  submit: (command: Command) => Promise<number>,
  now: number,
): Promise<number> {
  const [known] = await engine.read((state) => [...state.accounts.byOwner.values()].flat());
  if (known !== undefined) return known;
  for (const asset of ASSETS) void engine.submit({ type: 'instruments.defineAsset', asset });
  for (const instrument of catalogue(now)) void engine.submit({ type: 'instruments.list', instrument });
  await engine.read(() => undefined);
  const owner = await identity.addPerson({ login: 'ann', name: 'Ann', role: 'owner', password: PASSWORD });
  await identity.addBridge(owner, { login: LOGIN, password: PASSWORD, token: TOKEN });
  const account = await submit({
    type: 'accounts.open',
    owner: owner.id,
    name: 'Broker account',
    currency: 'rub',
    venue: 'paper',
    fillPolicy: 'book',
    margin: true,
    hedging: false,
    fees: { maker: 500, taker: 500, decimals: 2, rounding: 'halfUp', mode: 'quote' },
  });
  const amount = (1_000_000n * 10n ** 10n) as never;
  await submit({ type: 'accounts.deposit', account, asset: 'rub', amount, key: null });
  return account;
}

function priceReader(instrument: Instrument) {
  return (text: string) => steps(priceFromText(instrument, text));
}

function sizeReader(instrument: Instrument) {
  return (text: string) => steps(quantityFromText(instrument, text));
}

function steps<T>(value: T): Exclude<T, { error: unknown }> {
  if (isTextError(value)) throw new Error(value.detail);
  return value as Exclude<T, { error: unknown }>;
}

/** What goes wrong inside the platform fails the test run. */
function fail(error: Error): never {
  throw error;
}
