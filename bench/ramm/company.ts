import type { Command } from '@outcry/core';
import fastify from 'fastify';
import { pino } from 'pino';
import { openCompany } from '../../packages/server/src/faces/ramm/company-opening.ts';
import { rammFace } from '../../packages/server/src/faces/ramm/index.ts';
import { RIGHTS } from '../../packages/server/src/faces/ramm/manager/rights.ts';
import type { Engine } from '../../packages/server/src/runtime/index.ts';
import { openDomain } from '../fanout/domain.ts';
import type { Holder } from './history.ts';

/** The RAMM face over a company at work, called over a socket. */
export interface RunningCompany {
  readonly engine: Engine;
  readonly company: number;
  /** Strategies in the order of the clients who lead them; all trade this instrument. */
  readonly strategies: readonly number[];
  readonly instrument: number;
  readonly holders: readonly Holder[];
  /** The investor whose calls of the Client API are measured, and one of his accounts. */
  readonly investor: Holder;
  /** A method of managers, or with `client` of clients; throws unless it is answered with 200. */
  call(family: 'manager' | 'client', method: string, body: object): Promise<Answer>;
  /** The price of what all accounts hold, in its steps. */
  quote(price: number): Promise<void>;
  close(): Promise<void>;
}

export interface Answer {
  readonly Pagination: { readonly TotalRecords: number };
  readonly [section: string]: unknown;
}

const AT_ONCE = 500;

/** A company with so many clients of which the first `strategies` lead a strategy and the others have an account in one. */
export async function runCompany(folder: string, clients: number, strategies: number): Promise<RunningCompany> {
  const domain = await openDomain(folder);
  const { engine, readModel, identity } = domain;
  const { business } = identity;
  const parts = { engine, readModel, identity, wallNow: Date.now, log: pino({ level: 'silent' }) };
  const company = await openCompany(parts, { parent: null, name: 'Bench', url: '', demo: true }, null, []);
  const manager = await business.addManager({ company: company.id, login: 'bench' }, 'correct horse', RIGHTS);
  const submit = async (command: Command, ...more: [] | Parameters<typeof engine.submit>[1][]): Promise<number> => {
    const { outcome, rejection } = await engine.submit(command, ...more);
    if (outcome === null) throw new Error(`${command.type}: ${rejection?.detail}`);
    return outcome.id;
  };
  const eurusd = engine.market(({ instruments }) => instruments.bySymbol.get('EURUSD')?.id) as number;
  const quote = async (price: number): Promise<void> => {
    const quoted = { bid: price, bidSize: 2 ** 45, ask: price + 1, askSize: 2 ** 45 };
    await domain.play([
      { kind: 'quote', instrument: eurusd, ...quoted } as never,
      { kind: 'trade', instrument: eurusd, price, size: 1 } as never,
    ]);
  };
  await quote(110_000);
  const { password } = await business.draftClient({ company: company.id, login: 'template' }, 'correct horse');
  const wallets = await inBatches(clients, async (n) => {
    const test = n % 100 === 99;
    const draft = { company: company.id, login: `client-${n}`, email: `${n}@example.org`, test };
    const drafted = business.clients.draft(draft, password, Date.now());
    const { id: client } = drafted.client;
    const open = { type: 'copy.openWallet', company: company.id, client, test } as const;
    const wallet = await submit(open, drafted.statements);
    business.clients.keep(drafted);
    await submit({ type: 'copy.transfer', wallet, kind: 0, amount: 1_000_000 + n });
    return { wallet, client };
  });
  const led = await inBatches(strategies, (n) =>
    submit({
      type: 'copy.addStrategy',
      wallet: wallets[n]?.wallet as number,
      name: `Strategy ${n}`,
      money: 500_000 + n * 100,
      accounting: 1,
      feeRate: 2_000,
      commissionRate: 10,
    } as Command),
  );
  await idle(engine);
  const offers = await engine.read(
    ({ copy }) => new Map([...copy.strategies].map(([id, { publicOffer }]) => [id, publicOffer])),
  );
  await inBatches(clients - strategies, async (n) => {
    const strategy = led[n % strategies] as number;
    const offer = offers.get(strategy) as number;
    const { wallet } = wallets[strategies + n] as { wallet: number };
    const protection = n % 3 === 0 ? 5_000 : 0;
    await submit({
      type: 'copy.openAccount',
      wallet,
      offer,
      money: 50_000 + (n % 997) * 100,
      factor: 10_000,
      protection,
      target: 0,
    });
  });
  await idle(engine);
  await inBatches(strategies, (n) =>
    submit({
      type: 'copy.signal',
      strategy: led[n] as number,
      instrument: eurusd,
      lot: 50_000_000,
      equity: 1_000_000,
    } as Command),
  );
  await idle(engine);
  const holders = await engine.read(({ copy }) =>
    [...copy.accounts.values()].map(({ id, strategy, wallet, kind }) => ({
      account: id,
      strategy,
      wallet,
      client: copy.wallets.get(wallet)?.client ?? 0,
      type: kind as number,
    })),
  );
  const investor = holders.at(-1) as Holder;
  const app = fastify({ forceCloseConnections: true });
  await rammFace(app, parts);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const tokens = {
    manager: (await business.enter('manager', manager.id, company.id, 1_440)).token,
    client: (await business.enter('client', investor.client, company.id, 1_440)).token,
  };
  return {
    engine,
    company: company.id,
    strategies: led,
    instrument: eurusd,
    holders,
    investor,
    quote,
    async call(family, method, body) {
      const version = family === 'manager' ? 'v1' : 'v2';
      const answer = await fetch(`${url}/api/${family}/${version}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', token: tokens[family] },
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${method} ${JSON.stringify(body)}: ${answer.status} ${text}`);
      return JSON.parse(text) as Answer;
    },
    async close() {
      await app.close();
      await domain.close();
    },
  };
}

/** What is due is carried out, and on disk. */
async function idle(engine: Engine): Promise<void> {
  for (;;) {
    engine.advance();
    if (await engine.read(({ copy }) => copy.groups.size === 0 && copy.jobs.size === 0)) return;
  }
}

async function inBatches<T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let n = 0; n < count; n += AT_ONCE)
    made.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - n) }, (_, i) => make(n + i)))));
  return made;
}
