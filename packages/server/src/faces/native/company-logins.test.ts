import { DEFAULT_SPEC } from '@outcry/core';
import { expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from './test-platform.ts';

const METHODS = ['clients.search', 'clients.get'];

/** A platform with one company of copy trading, whose manager may do two things. */
async function withCompany() {
  const platform = await testPlatform();
  const { business } = platform.identity;
  const draft = { parent: null, name: 'Root', url: '', demo: true };
  const company = await business.addCompany(draft, null, [], async ({ id }, statements) => {
    await platform.engine.submit({ type: 'copy.setCompany', company: id, spec: DEFAULT_SPEC }, statements);
  });
  await business.addManager({ company: company.id, login: 'ann' }, 'a long password', METHODS);
  return { platform, business, company: company.id, owner: await platform.signIn('owner') };
}

/** A strategy of a client, and the stream that it trades through. */
async function strategyOf({ engine }: TestPlatform, company: number, client: number): Promise<number> {
  const stream = await engine.submit({
    type: 'accounts.open',
    owner: 1_000_000_000 + company,
    name: 'stream',
    currency: 'usd',
    venue: 'paper',
    fillPolicy: 'book',
    margin: true,
    hedging: false,
    fees: { maker: 0, taker: 0, decimals: 2, rounding: 'halfUp', mode: 'quote' },
  });
  const account = (stream.outcome as { id: number }).id;
  await engine.submit({ type: 'copy.addStream', company, name: 'Main', account });
  const wallet = (await engine.read(({ copy }) => copy.walletOf.get(client))) as number;
  await engine.submit({ type: 'copy.transfer', wallet, kind: 0, amount: 500_000 });
  const terms = { accounting: 1, money: 100_000, protection: 0, target: 0 } as const;
  const { outcome, rejection } = await engine.submit({ type: 'copy.addStrategy', wallet, name: 'Dips', ...terms });
  expect(rejection).toBeNull();
  return (outcome as { id: number }).id;
}

test('a manager is made with a password that opens, and may do what the managers of his company may together', async () => {
  const { owner, business, company } = await withCompany();
  expect((await owner.get('/companies')).body.items).toEqual([
    { id: company, name: 'Root', demo: true, managers: 1, clients: 0 },
  ]);
  const made = await owner.post('/company-logins', { kind: 'manager', company, login: 'Robot' });
  expect(made.status).toBe(201);
  const { password, ...row } = made.body;
  expect(row).toEqual({ kind: 'manager', id: 2, login: 'robot', company, companyName: 'Root', enabled: true });
  expect(await business.checkLogin('manager', 'robot', password, '127.0.0.1')).toBe(2);
  expect([...(business.managers.rightsIn(2, company)?.methods ?? [])].sort()).toEqual([...METHODS].sort());
  expect((await owner.get('/company-logins?kind=manager')).body.items.map(({ login }: never) => login)).toEqual([
    'robot',
    'ann',
  ]);
});

test('a client is made with a wallet in the same turn', async () => {
  const { owner, business, company, platform } = await withCompany();
  const { body } = await owner.post('/company-logins', { kind: 'client', company, login: 'trader' });
  expect(body).toMatchObject({ kind: 'client', id: 1, login: 'trader', enabled: true });
  expect(await business.checkLogin('client', 'trader', body.password, '127.0.0.1')).toBe(1);
  expect(await platform.engine.read(({ copy }) => copy.walletOf.get(1))).toBeGreaterThan(0);
});

test('who is locked out loses his sessions and comes in again once he is let in', async () => {
  const { owner, business, company } = await withCompany();
  for (const kind of ['manager', 'client'] as const) {
    const { id } = (await owner.post('/company-logins', { kind, company, login: 'robot' })).body;
    const { token } = await business.enter(kind, id, company, 60);
    const locked = await owner.call('PUT', `/company-logins/${kind}/${id}/enabled`, { enabled: false });
    expect(locked.body).toMatchObject({ id, enabled: false });
    expect(business.sessionOf(kind, token)).toBeUndefined();
    const again = await owner.call('PUT', `/company-logins/${kind}/${id}/enabled`, { enabled: true });
    expect(again.body).toMatchObject({ id, enabled: true });
  }
  expect(business.managers.get(2)?.status).toBe(1);
  expect(business.clients.get(1)?.enabled).toBe(true);
});

test('the terminal of a strategy has one token; a new one ends the one before', async () => {
  const { owner, business, company, platform } = await withCompany();
  const { id } = (await owner.post('/company-logins', { kind: 'client', company, login: 'trader' })).body;
  const strategy = await strategyOf(platform, company, id);
  const row = { strategy, name: 'Dips', company };
  expect((await owner.get('/strategy-tokens')).body.items).toEqual([{ ...row, hasToken: false }]);
  const first = await owner.post('/strategy-tokens', { strategy });
  expect(first).toMatchObject({ status: 201, body: { ...row, hasToken: true } });
  expect(business.strategyTokens.strategyOf(first.body.token)).toBe(strategy);
  const second = await owner.post('/strategy-tokens', { strategy });
  expect(business.strategyTokens.strategyOf(first.body.token)).toBeUndefined();
  expect(business.strategyTokens.strategyOf(second.body.token)).toBe(strategy);
  expect((await owner.get('/strategy-tokens')).body.items).toEqual([{ ...row, hasToken: true }]);
});

test('what cannot be is refused by field: taken and malformed logins, companies, people and strategies that are not there', async () => {
  const { owner, company, business } = await withCompany();
  const refused = async (body: object) => {
    const answer = await owner.post('/company-logins', body);
    return [answer.status, answer.body.error.code, answer.body.error.field];
  };
  expect(await refused({ kind: 'manager', company, login: 'ANN' })).toEqual([409, 'already_exists', 'login']);
  expect(await refused({ kind: 'client', company, login: 'with space' })).toEqual([400, 'invalid_request', 'login']);
  expect(await refused({ kind: 'client', company: 9, login: 'bob' })).toEqual([404, 'unknown_company', 'company']);
  expect(await refused({ kind: 'owner', company, login: 'bob' })).toEqual([400, 'invalid_request', 'kind']);
  expect(business.clients.of(company)).toEqual([]);
  const nobody = await owner.call('PUT', '/company-logins/client/7/enabled', { enabled: false });
  expect([nobody.status, nobody.body.error.field]).toEqual([404, 'id']);
  expect((await owner.post('/strategy-tokens', { strategy: 4 })).body.error).toMatchObject({
    code: 'unknown_strategy',
    field: 'strategy',
  });
});
