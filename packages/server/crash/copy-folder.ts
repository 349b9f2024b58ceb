import type { Command } from '@outcry/core';
import pino from 'pino';
import { openCompany } from '../src/faces/ramm/company-opening.ts';
import { PASSWORD, testDomain } from '../src/faces/test-domain.ts';

/** A client of the prepared company; all have the same password. */
export interface PreparedClient {
  readonly login: string;
  readonly client: number;
  readonly wallet: number;
}

export interface PreparedCompany {
  /** They have 20 000 dollars each and no account yet. */
  readonly people: readonly PreparedClient[];
  /** A strategy with so many investors that a signal is settled in several turns. */
  readonly strategy: number;
}

const AT_ONCE = 500;

/** Writes a data folder with a company: some people, and a strategy with many investments. */
export async function prepareCompany(folder: string, people: number, investors: number): Promise<PreparedCompany> {
  const domain = await testDomain(folder, { start: Date.now() - 60_000 });
  const { engine, readModel, identity, submit } = domain;
  const { business } = identity;
  const parts = { engine, readModel, identity, wallNow: Date.now, log: pino({ level: 'silent' }) };
  const company = await openCompany(parts, { parent: null, name: 'Crash', url: '', demo: true }, null, []);
  const template = await business.draftClient({ company: company.id, login: 'template' }, PASSWORD);
  const opened = async (n: number): Promise<PreparedClient> => {
    const login = `client-${n}`;
    const drafted = business.clients.draft({ company: company.id, login }, template.password, Date.now());
    const { id: client } = drafted.client;
    const { outcome } = await engine.submit(
      { type: 'copy.openWallet', company: company.id, client },
      drafted.statements,
    );
    business.clients.keep(drafted);
    const wallet = outcome?.id ?? 0;
    await submit({ type: 'copy.transfer', wallet, kind: 0, amount: 2_000_000 });
    return { login, client, wallet };
  };
  const clients = await inBatches(people + investors + 1, opened);
  const leader = clients[people] as PreparedClient;
  const strategy = await submit({
    type: 'copy.addStrategy',
    wallet: leader.wallet,
    name: 'Many follow',
    money: 1_000_000,
    accounting: 1,
    feeRate: 2_000,
    commissionRate: 10,
    partnerShare: 0,
  } as Command);
  engine.advance();
  const offer = await engine.read(({ copy }) => copy.strategies.get(strategy)?.publicOffer ?? 0);
  await inBatches(investors, (n) => {
    const { wallet } = clients[people + 1 + n] as PreparedClient;
    const terms = { factor: 10_000, protection: n % 3 === 0 ? 5_000 : 0, target: 0 };
    return submit({ type: 'copy.openAccount', wallet, offer, money: 50_000 + (n % 97) * 100, ...terms });
  });
  engine.advance();
  await engine.read(() => undefined);
  await domain.stop();
  return { people: clients.slice(0, people), strategy };
}

async function inBatches<T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let n = 0; n < count; n += AT_ONCE)
    made.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - n) }, (_, i) => make(n + i)))));
  return made;
}
