import type { Command, Instrument, Tick } from '@outcry/core';
import fastify from 'fastify';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Feed } from '../../feeds/index.ts';
import type { Identity } from '../../identity/index.ts';
import type { Engine } from '../../runtime/index.ts';
import {
  type AtEnd,
  depositFiat,
  NOON,
  openTestAccount,
  PASSWORD,
  type TestDomain,
  testDomain,
  testFolder,
} from '../test-domain.ts';
import { chpFaceAlone, urlInLowerCase } from './index.ts';
import { TestChp } from './test-chp.ts';

export { NOON, PASSWORD, testFolder };

export const LOGIN = 'BP4711';

/** A running bridge in a test's hands. */
export interface TestBridge {
  readonly url: string;
  readonly engine: Engine;
  readonly identity: Identity;
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

async function startBridge(
  folder: string,
  atEnd: AtEnd,
  { port = 0, silent = false, origins = [], ...market }: TestWorld,
): Promise<TestBridge> {
  const domain = await testDomain(folder, market);
  const { engine, readModel, identity, candles, clock, submit, offer, quote, trade, instrument } = domain;
  const account = await makeWorld(domain);
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
  const stop = async (): Promise<void> => {
    await app.close();
    await domain.stop();
  };
  atEnd(stop);
  if (!silent) await domain.openMarket();
  return {
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
    quote,
    trade,
    instrument,
    stop,
  };
}

/** An owner with an access and an account: what is missing of it. */
async function makeWorld(domain: TestDomain): Promise<number> {
  const [known] = await domain.engine.read((state) => [...state.accounts.byOwner.values()].flat());
  if (known !== undefined) return known;
  const { identity } = domain;
  const owner = await identity.addPerson({ login: 'ann', name: 'Ann', role: 'owner', password: PASSWORD });
  await identity.addBridge(owner, { login: LOGIN, password: PASSWORD, token: TOKEN });
  const account = await openTestAccount(domain, owner);
  await depositFiat(domain, account, 'rub', 1_000_000n);
  return account;
}
