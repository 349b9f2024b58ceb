import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MANAGER_SAMPLES } from './conformance/test-samples.ts';
import { MANAGER_METHODS } from './manager/index.ts';
import { BASE_METHODS, RIGHTS } from './manager/rights.ts';
import { METHODS } from './methods.ts';
import { type TestCompany, testCompany } from './test-company.ts';

let company: TestCompany;
/** A manager of the company without any right. */
let token: string;
const ends: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  company = await testCompany({ atEnd: (end) => void ends.unshift(end) });
  token = await company.addManager('bob');
});

afterAll(async () => {
  for (const end of ends) await end();
});

test('the closed list of rights is the list of methods that need one', () => {
  const own = MANAGER_METHODS.filter(({ right }) => right === 'own').map(({ name }) => name);
  expect([...RIGHTS].sort()).toEqual(own.sort());
  const base = MANAGER_METHODS.filter(({ right }) => right === 'base').map(({ name }) => name);
  expect([...BASE_METHODS].sort()).toEqual(base.sort());
});

describe('a method that needs a right', () => {
  test.each(RIGHTS)('%s is refused without it, and open with it alone', async (method) => {
    const { business } = company.parts.identity;
    const bob = business.managers.byLogin('bob')?.manager;
    if (bob === undefined) throw new Error('no bob');
    const body = MANAGER_SAMPLES[method]?.body(company);
    const others = RIGHTS.filter((right) => right !== method);
    await business.save(business.managers.setRights(bob.id, company.company.id, others, business.now));
    const refused = await company.call(`manager/v1/${method}`, body, { token });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'access_denied' } } });
    await business.save(business.managers.setRights(bob.id, company.company.id, [method], business.now));
    const open = await company.call(`manager/v1/${method}`, {}, { token });
    expect([method, open.status === 401 || open.body?.error?.code === 'access_denied']).toEqual([method, false]);
  });
});

describe('without a live session', () => {
  const closed = METHODS.filter(({ right }) => right !== 'open').flatMap((method) =>
    method.versions.map((version) => [`${method.family}/v${version}/${method.name}`] as const),
  );
  test.each(closed)('%s is refused', async (path) => {
    const none = await company.call(path, {});
    const strange = await company.call(path, {}, { token: '43C2CD3D-D6B6-4E0E-AD14-3954A0CA2EE6' });
    for (const answer of [none, strange]) {
      expect(answer.status).toBe(401);
      expect((answer.body.error ?? answer.body.Error).code ?? answer.body.Error.Code).toBe('access_denied');
    }
  });
});

test('a session of a client opens nothing of managers, and the other way round', async () => {
  const { Session } = (await company.call('client/v2/session.login', { Login: 'trader', Password: 'correct horse' }))
    .body;
  expect((await company.call('manager/v1/session.get', {}, { token: Session.Token })).status).toBe(401);
  expect((await company.call('client/v2/wallets.get', {}, { token: company.token })).status).toBe(401);
});

test('a manager hands on only rights that he has himself, and what he lacks of another stays', async () => {
  const { business } = company.parts.identity;
  const bob = business.managers.byLogin('bob')?.manager;
  if (bob === undefined) throw new Error('no bob');
  const set = (methods: readonly string[]) =>
    business.save(business.managers.setRights(bob.id, company.company.id, methods, business.now));
  await set(['managers.setMethods', 'managers.getMethods', 'managers.add', 'deals.search']);
  const call = (method: string, body: unknown) => company.call(`manager/v1/${method}`, body, { token });
  const wanted = { Login: 'eve', Password: 'correct horse' };
  expect(await call('managers.add', { Manager: wanted, Methods: ['wallets.get'] })).toMatchObject({ status: 403 });
  const added = await call('managers.add', { Manager: wanted, Methods: ['Deals.Search', 'session.get'] });
  expect(added.status).toBe(200);
  await company.ann('managers.setMethods', { ManagerID: added.body.ID, Methods: ['deals.search', 'wallets.get'] });
  expect((await call('managers.setMethods', { ManagerID: added.body.ID, Methods: [] })).status).toBe(200);
  const left = await company.ann('managers.getMethods', { ManagerID: added.body.ID, CompanyID: company.company.id });
  expect(left).toEqual([{ Method: 'wallets.get' }]);
  expect(await call('managers.setMethods', { ManagerID: added.body.ID, Methods: ['no.such'] })).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_input', message: expect.stringContaining("'Methods'") } },
  });
});

test('what belongs to another company is forbidden, and unknown ids are not found', async () => {
  const { CompanyID } = await company.ann('companies.add', { Name: 'Other' });
  const other = await company.call('manager/v1/session.login', {
    Login: 'ann',
    Password: 'correct horse',
    CompanyID,
  });
  const ids = { ID: 1, WalletID: 1, ClientID: 1, StrategyID: 1, ManagerID: 2, CompanyID: company.company.id };
  const methods = [
    'clients.get',
    'clients.set',
    'clients.setPassword',
    'clients.getOTP',
    'wallets.get',
    'walletTransfers.get',
    'strategies.get',
    'strategies.set',
    'strategies.close',
    'strategysymbolstat.get',
    'accounts.get',
    'accounts.set',
    'accounts.close',
    'accounts.pause',
    'accounts.resume',
    'accounts.getStatement',
    'deals.get',
    'positions.get',
    'fills.get',
    'fillRequests.get',
    'signals.get',
    'companies.get',
    'managers.getMethods',
  ];
  const body = { ...ids, ID: 1, Name: 'Mine', Password: 'correct horse', Methods: [] };
  for (const method of methods) {
    const foreign = await company.call(`manager/v1/${method}`, body, { token: other.body.Token });
    expect([method, foreign.status, foreign.body?.error?.code]).toEqual([method, 403, 'forbidden']);
    const missing = { ...body, ID: 999, ClientID: 999, CompanyID: 999 };
    const unknown = await company.call(`manager/v1/${method}`, missing, { token: other.body.Token });
    expect([method, unknown.status, unknown.body?.error?.code]).toEqual([method, 404, 'invalid_input']);
  }
  const found = await company.call(
    'manager/v1/deals.search',
    { Filter: { AccountID: 1 } },
    { token: other.body.Token },
  );
  expect(found.body).toMatchObject({ Deals: [], Pagination: { TotalRecords: 0, TotalPages: 0 } });
});

test('managers of another company who work here are changed by their own company alone, and nobody blocks whom he cannot', async () => {
  const { business } = company.parts.identity;
  const { CompanyID } = await company.ann('companies.add', { Name: 'Daughter' });
  const { manager: own } = company;
  const login = async (Login: string) =>
    (await company.call('manager/v1/session.login', { Login, Password: 'correct horse', CompanyID })).body.Token;
  const here = await business.addManager({ company: CompanyID, login: 'dora' }, 'correct horse', RIGHTS);
  const dora = await login('dora');
  const call = (method: string, body: unknown, by = dora) => company.call(`manager/v1/${method}`, body, { token: by });
  for (const changes of [{ Status: 2 }, { Comment: 'mine' }, { FirstName: 'Dora' }])
    expect(await call('managers.set', { ID: own.id, ...changes })).toMatchObject({
      status: 403,
      body: { error: { code: 'forbidden' } },
    });
  expect((await call('managers.get', { ID: own.id })).status).toBe(200);
  await business.addManager({ company: CompanyID, login: 'pete' }, 'correct horse', ['managers.set', 'managers.get']);
  const pete = await login('pete');
  expect(await call('managers.set', { ID: here.id, Status: 3 }, pete)).toMatchObject({
    status: 403,
    body: { error: { code: 'access_denied' } },
  });
  expect((await call('managers.set', { ID: here.id, Comment: 'seen', Status: 1 }, pete)).status).toBe(200);
  expect((await call('managers.set', { ID: business.managers.byLogin('pete')?.manager.id, Status: 2 })).status).toBe(
    200,
  );
  expect((await call('session.get', {}, pete)).status).toBe(401);
});
