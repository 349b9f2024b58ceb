import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, type Instrument, isTextError, priceFromText, quantityFromText, type Tick } from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';
import { Registry } from 'prom-client';
import { afterAll, onTestFinished } from 'vitest';
import type { Feed } from '../feeds/index.ts';
import { IDENTITY_SCHEMA, type Identity, openIdentity, type Person } from '../identity/index.ts';
import { TEST_COST } from '../identity/test-identity.ts';
import { type Journal, openSqliteJournal } from '../journal/index.ts';
import { type CandleStore, MarketStreams, openCandleStore } from '../marketdata/index.ts';
import { project, READ_MODEL_SCHEMA, ReadModel } from '../readmodel/index.ts';
import { Engine, engineMetrics, recover } from '../runtime/index.ts';

/** Noon in Moscow on 2026-11-20, a Friday. */
export const NOON = Date.UTC(2026, 10, 20, 9);

export const PASSWORD = 'correct horse';

/** Where what a test leaves behind is ended: `onTestFinished`, or `afterAll` for many tests. */
export type AtEnd = (end: () => Promise<void> | void) => void;

/** Everything behind a face, on a folder: journal, core, read model, identity, candles and streams; no feed of its own. */
export interface TestDomain {
  readonly engine: Engine;
  readonly journal: Journal;
  readonly readModel: ReadModel;
  readonly identity: Identity;
  readonly candles: CandleStore;
  readonly streams: MarketStreams;
  /** Market and wall clock, turned by hand. */
  readonly clock: { market: number; wall: number };
  /** The id of what an accepted command made; a refused one throws. */
  submit(command: Command): Promise<number>;
  /** Ticks at the market clock; resolves once the core has them and what they caused is on disk. */
  offer(...ticks: Tick[]): Promise<void>;
  /** Shows a quote, as decimal text. */
  quote(symbol: string, bid: string, bidSize: string, ask: string, askSize: string): Promise<void>;
  trade(symbol: string, price: string, size: string, aggressor?: 'buy' | 'sell'): Promise<void>;
  instrument(symbol: string): Instrument;
  /** SBER has been quoted 322.9 / 323.1 with 1 000 pieces a side and has traded at 323. */
  openMarket(): Promise<void>;
  /** Ends everything; the folder stays for another start. */
  stop(): Promise<void>;
}

/** What a test may choose: market time of the first start, and what was traded before it. */
export interface TestWorld {
  readonly start?: number;
  readonly history?: Feed['history'];
}

/** Starts on a folder, which may hold an earlier start's data; the catalogue is listed once. */
export async function testDomain(folder: string, { start = NOON, history }: TestWorld = {}): Promise<TestDomain> {
  const clock = { market: start, wall: Date.UTC(2026, 10, 20, 9, 30) };
  const schemas = [READ_MODEL_SCHEMA, IDENTITY_SCHEMA];
  const schema = {
    migrations: schemas.flatMap(({ migrations }) => migrations),
    statements: Object.assign({}, ...schemas.map(({ statements }) => statements)),
  };
  const journal = await openSqliteJournal({ folder, schema, onNotice: ignore });
  const { core } = await recover(journal, ignore, ignore);
  clock.market = Math.max(clock.market, core.now);
  const readModel = new ReadModel({ folder });
  const engine = new Engine({
    core,
    journal,
    now: () => clock.market,
    project,
    findKey: (account, key) => readModel.findKey(account, key),
    usedKeys: (after) => readModel.keysAfter(after),
    metrics: engineMetrics(new Registry()),
    onFatal: fail,
    onFault: fail,
  });
  const identity = await openIdentity({ folder, writer: engine, now: () => clock.wall, passwordCost: TEST_COST });
  if (engine.market((state) => state.instruments.bySymbol.size === 0)) {
    for (const asset of ASSETS) void engine.submit({ type: 'instruments.defineAsset', asset });
    for (const instrument of catalogue(clock.market)) void engine.submit({ type: 'instruments.list', instrument });
    await engine.read(() => undefined);
  }
  const candles = await openCandleStore({
    folder,
    feedId: 'test',
    onNotice: ignore,
    feed:
      history === undefined
        ? { peek: () => null, history: () => [], begins: () => Number.POSITIVE_INFINITY }
        : { peek: () => null, history },
    instrument: (id) => engine.market((state) => state.instruments.instruments[id]),
  });
  engine.onTicks((ticks) => candles.take(ticks));
  engine.openHistory(candles, true);
  const streams = new MarketStreams(engine, candles);
  const instrument = (symbol: string): Instrument => {
    const found = engine.market((state) => state.instruments.bySymbol.get(symbol));
    if (found === undefined) throw new Error(`no instrument ${symbol}`);
    return found;
  };
  const offer = async (...ticks: Tick[]): Promise<void> => {
    engine.offer(ticks.map((tick) => ({ at: clock.market, tick })));
    await engine.idle();
    await engine.read(() => undefined);
  };
  const quote: TestDomain['quote'] = (symbol, bid, bidSize, ask, askSize) => {
    const about = instrument(symbol);
    const price = (text: string) => steps(priceFromText(about, text));
    const size = (text: string) => steps(quantityFromText(about, text));
    const shown = { bid: price(bid), bidSize: size(bidSize), ask: price(ask), askSize: size(askSize) };
    return offer({ kind: 'quote', instrument: about.id, ...shown });
  };
  const trade: TestDomain['trade'] = (symbol, price, size, aggressor) => {
    const about = instrument(symbol);
    const [at, of] = [steps(priceFromText(about, price)), steps(quantityFromText(about, size))];
    const took = aggressor === undefined ? {} : { aggressor };
    return offer({ kind: 'trade', instrument: about.id, price: at, size: of, ...took });
  };
  let stopped = false;
  return {
    engine,
    journal,
    readModel,
    identity,
    candles,
    streams,
    clock,
    offer,
    quote,
    trade,
    instrument,
    async submit(command) {
      const { outcome, rejection } = await engine.submit(command);
      if (outcome === null) throw new Error(rejection?.detail);
      return outcome.id;
    },
    async openMarket() {
      await quote('SBER', '322.9', '1000', '323.1', '1000');
      await trade('SBER', '323', '10', 'buy');
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      streams.close();
      await candles.close();
      await engine.stop();
      await readModel.close();
      await journal.close();
    },
  };
}

/**
 * Ends what the tests of a file or `describe` share, the newest first. Called where hooks are collected: one that is added while
 * another runs is nobody's.
 */
export function sharedEnds(): AtEnd {
  const ends: Parameters<AtEnd>[0][] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  return (end) => void ends.push(end);
}

/** A folder that goes when the test ends. */
export function testFolder(atEnd: AtEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-face-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A rouble account on margin of a person, fees 0.05 % to the kopeck; holds no money. */
export function openTestAccount(
  { submit }: Pick<TestDomain, 'submit'>,
  owner: Pick<Person, 'id'>,
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

/** Brings whole units of fiat money in. */
export function depositFiat(
  { submit }: Pick<TestDomain, 'submit'>,
  account: number,
  asset: string,
  units: bigint,
): Promise<number> {
  return submit({ type: 'accounts.deposit', account, asset, amount: (units * 10n ** 10n) as never, key: null });
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
