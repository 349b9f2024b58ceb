import fastify from 'fastify';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import type { Company, Manager } from '../../identity/index.ts';
import { type AtEnd, PASSWORD, type TestDomain, testDomain, testFolder } from '../test-domain.ts';
import { openCompany } from './company-opening.ts';
import { rammFace } from './index.ts';
import { RIGHTS } from './manager/rights.ts';
import type { RammParts } from './parts.ts';

export interface TestAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  readonly body: any;
  readonly text: string;
  readonly headers: Headers;
}

/** How a call is made beside its method and body. */
export interface TestCall {
  readonly token?: string;
  readonly verb?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestRamm extends TestDomain {
  readonly url: string;
  readonly parts: RammParts;
  /** A company with one manager, Ann, who has every right, and her session. */
  readonly company: Company;
  readonly manager: Manager;
  readonly token: string;
  /** `manager/v1/clients.search`; the body is sent as JSON, a text as it stands. */
  call(path: string, body?: unknown, more?: TestCall): Promise<TestAnswer>;
  /** A method of managers in Ann's session; fails the test unless it is answered with 200. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  ann(method: string, body?: unknown): Promise<any>;
  /** EURUSD is sold and bought at these prices in any size, and has traded at the bid. */
  at(bid: string, ask: string): Promise<void>;
  /** Adds a manager with these rights; resolves with his token. */
  addManager(login: string, methods?: readonly string[]): Promise<string>;
}

/** The face on a real socket over an empty folder; EURUSD is quoted 1.1 / 1.10001. */
export async function testRamm({
  folder,
  atEnd = onTestFinished,
}: {
  folder?: string;
  atEnd?: AtEnd;
} = {}): Promise<TestRamm> {
  const domain = await testDomain(folder ?? testFolder(atEnd));
  const { engine, readModel, identity, clock } = domain;
  const parts: RammParts = {
    engine,
    readModel,
    identity,
    wallNow: () => clock.wall,
    log: pino({ level: process.env.RAMM_LOG ?? 'silent' }),
  };
  const app = fastify({ forceCloseConnections: true });
  await rammFace(app, parts);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const stop = async (): Promise<void> => {
    await app.close();
    await domain.stop();
  };
  atEnd(stop);
  const at = async (bid: string, ask: string): Promise<void> => {
    await domain.quote('EURUSD', bid, '100000000', ask, '100000000');
    await domain.trade('EURUSD', bid, '10');
  };
  await at('1.1', '1.10001');

  const call: TestRamm['call'] = async (path, body, { token, verb = 'POST', headers = {} } = {}) => {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const named = token === undefined ? {} : { Token: token };
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const answer = await fetch(`${url}/api/${path}`, {
      method: verb,
      headers: { ...type, ...named, ...headers },
      ...sent,
    });
    const text = await answer.text();
    return { status: answer.status, text, body: parsed(text), headers: answer.headers };
  };
  const known = identity.business.managers.byLogin('ann')?.manager;
  const company =
    identity.business.companies.get(known?.company ?? 0) ??
    (await openCompany(parts, { parent: null, name: 'Test company', url: '', demo: true }, null, []));
  const manager =
    known ?? (await identity.business.addManager({ company: company.id, login: 'ann' }, PASSWORD, RIGHTS));
  const loggedIn = async (login: string): Promise<string> => {
    const wanted = { Login: login, Password: PASSWORD, CompanyID: company.id, ExpirationMinutes: 1440 };
    return (await call('manager/v1/session.login', wanted)).body.Token;
  };
  const token = await loggedIn('ann');
  return {
    ...domain,
    stop,
    url,
    parts,
    company,
    manager,
    token,
    at,
    call,
    async ann(method, body) {
      const answer = await call(`manager/v1/${method}`, body, { token });
      if (answer.status !== 200) throw new Error(`${method} ${answer.status} ${answer.text}`);
      return answer.body;
    },
    async addManager(login, methods = []) {
      await identity.business.addManager({ company: company.id, login }, PASSWORD, methods);
      return loggedIn(login);
    },
  };
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
