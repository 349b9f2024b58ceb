import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestRamm, testRamm } from './test-ramm.ts';

let ramm: TestRamm;
const ends: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  ramm = await testRamm({ atEnd: (end) => void ends.unshift(end) });
});

afterAll(async () => {
  for (const end of ends) await end();
});

test('names of methods and aliases are known in any letter case, unknown ones are incorrect', async () => {
  const { call, token } = ramm;
  for (const name of ['Symbols.Search', 'symbol.search', 'SYMBOLS.SEARCH'])
    expect((await call(`manager/v1/${name}`, {}, { token })).body.Symbols.length).toBeGreaterThan(5);
  for (const path of ['manager/v1/no.such', 'manager/v2/session.get', 'manager/session.get'])
    expect(await call(path, {}, { token })).toMatchObject({
      status: 404,
      body: { error: { code: 'incorrect_method' } },
    });
  expect(await call('client/v2/no.such', {})).toMatchObject({
    status: 404,
    body: { Error: { Code: 'incorrect_method' } },
  });
});

test('methods without parameters answer GET too, others only POST', async () => {
  const { call, token } = ramm;
  expect((await call('manager/v1/streams.get', undefined, { token, verb: 'GET' })).body).toEqual([
    { IDStream: 1, Name: 'Main' },
  ]);
  expect(await call('manager/v1/clients.search', undefined, { token, verb: 'GET' })).toMatchObject({ status: 405 });
  expect(await call('manager/v1/streams.get', undefined, { token, verb: 'DELETE' })).toMatchObject({ status: 405 });
});

test('pages of other origins may call: the preflight is answered with what they may send', async () => {
  const answer = await fetch(`${ramm.url}/api/client/v2/session.login`, { method: 'OPTIONS' });
  expect(answer.status).toBe(204);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': 'Content-Type, Token, AppToken',
    'access-control-max-age': '600',
  });
  const refused = await ramm.call('client/v2/wallets.get', {}, { headers: { Origin: 'https://invest.example.org' } });
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
});

test('a body may be empty, of any content type, with numbers as text; it is refused beyond 1 MiB', async () => {
  const { call, token, company } = ramm;
  expect((await call('manager/v1/managers.search', undefined, { token })).status).toBe(200);
  const headers = { 'Content-Type': 'application/jsonstrategies' };
  const found = await call('manager/v1/companies.get', `{"ID":"${company.id}"}`, { token, headers });
  expect(found.body).toMatchObject({ ID: company.id });
  const large = `{"Name":"${'x'.repeat(1024 * 1024)}"}`;
  expect(await call('manager/v1/companies.add', large, { token })).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_input', message: expect.stringContaining("'body'") } },
  });
});

test('an error names the field, by its path', async () => {
  const { call, token } = ramm;
  const field = async (method: string, body: unknown) => {
    const { status, body: answer } = await call(`manager/v1/${method}`, body, { token });
    return [status, answer.error.code, /'(.*?)'/.exec(answer.error.message)?.[1]];
  };
  expect(await field('clients.get', {})).toEqual([400, 'invalid_input', 'ID']);
  expect(await field('clients.get', { ID: 'x' })).toEqual([400, 'invalid_input', 'ID']);
  expect(await field('clients.get', { ID: 1.5 })).toEqual([400, 'invalid_input', 'ID']);
  expect(await field('managers.add', { Manager: { Login: 'z' } })).toEqual([400, 'invalid_input', 'Manager.Password']);
  expect(await field('deals.search', { Filter: { Type: 99 } })).toEqual([400, 'invalid_input', 'Filter.Type']);
  expect(await field('deals.search', { OrderBy: { Field: 'Nope' } })).toEqual([400, 'invalid_input', 'OrderBy.Field']);
  expect(await field('deals.search', { OrderBy: { Direction: 'Up' } })).toEqual([
    400,
    'invalid_input',
    'OrderBy.Direction',
  ]);
  expect(await field('deals.search', { Pagination: { CurrentPage: 0 } })).toEqual([
    400,
    'invalid_input',
    'Pagination.CurrentPage',
  ]);
  expect(await field('trading.addSync', { StrategyID: 1, Signals: [{ Symbol: 'EURUSD' }] })).toEqual([
    400,
    'invalid_input',
    'Signals[0].Lot',
  ]);
  expect(await field('walletTransfers.add', { WalletID: 1, Type: 0, Amount: 1.005 })).toEqual([
    400,
    'invalid_input',
    'Amount',
  ]);
  expect(await field('walletTransfers.add', { WalletID: 1, Type: 4, Amount: 1 })).toEqual([
    400,
    'invalid_input',
    'Type',
  ]);
});

test('a search echoes what it was asked, completed; pages are cut to size and ties stand by id', async () => {
  const { ann } = ramm;
  for (let i = 0; i < 5; i++) await ann('companies.add', { Name: i === 3 ? 'Zeta' : 'Alpha' });
  const ids = ({ Companies }: { Companies: { ID: number; Name: string }[] }) => Companies.map(({ ID }) => ID);
  const page = await ann('companies.search', {
    Filter: { Name: 'alp', ParentID: '', Unknown: 5 },
    OrderBy: { Field: 'Name', Direction: 'Desc' },
    Pagination: { CurrentPage: 2, PerPage: 3 },
  });
  expect(page).toMatchObject({
    Filter: { Name: 'alp' },
    OrderBy: { Field: 'Name', Direction: 'Desc' },
    Pagination: { TotalRecords: 4, TotalPages: 2, CurrentPage: 2, PerPage: 3, MaxPerPage: 100 },
  });
  expect(page.Filter).toEqual({ Name: 'alp' });
  expect(ids(page)).toEqual([2]);
  expect(ids(await ann('companies.search', { OrderBy: { Field: 'Name', Direction: 'Ask' } }))).toEqual([
    2, 3, 4, 6, 1, 5,
  ]);
  const past = await ann('companies.search', { Pagination: { CurrentPage: 9, PerPage: 1000 }, OrderBy: {} });
  expect(past).toMatchObject({ Companies: [], Pagination: { TotalRecords: 6, TotalPages: 1, PerPage: 100 } });
});

test('money that is not there is refused with 402, a transfer with a known external id is the same again', async () => {
  const { ann, call, token } = ramm;
  const { Wallet } = await ann('clients.addWithWallet', { Login: 'payer', Password: 'correct horse' });
  const transfer = { WalletID: Wallet.ID, Type: 0, Amount: 10, ExternalTransferID: 5 };
  const { WalletTransferID } = await ann('walletTransfers.add', transfer);
  expect(await ann('walletTransfers.add', transfer)).toEqual({ WalletTransferID });
  expect(await ann('wallets.get', { ID: Wallet.ID })).toMatchObject({ Balance: 10 });
  const tooMuch = await call(
    'manager/v1/walletTransfers.add',
    { WalletID: Wallet.ID, Type: 1, Amount: -10.01 },
    { token },
  );
  expect(tooMuch).toMatchObject({
    status: 402,
    body: { error: { code: 'invalid_input', message: expect.stringContaining("'Amount'") } },
  });
  const twice = await call(
    'manager/v1/clients.addWithWallet',
    { Login: 'PAYER', Password: 'correct horse' },
    { token },
  );
  expect(twice).toMatchObject({
    status: 422,
    body: { error: { code: 'invalid_input', message: expect.stringContaining("'Login'") } },
  });
});

test('an object without members may be printed as a list; a page is as large as it can be, whatever is asked for', async () => {
  const { call, token } = ramm;
  const empty = { Filter: [], Pagination: [], OrderBy: [] };
  expect((await call('manager/v1/managers.search', empty, { token })).body).toMatchObject({
    Filter: {},
    Pagination: { CurrentPage: 1, PerPage: 100 },
  });
  expect((await call('manager/v1/company.getEquity', { Filter: [] }, { token })).status).toBe(200);
  expect((await call('manager/v1/session.get', '[]', { token })).status).toBe(200);
  expect((await call('manager/v1/managers.search', { Filter: [1] }, { token })).status).toBe(400);
  for (const PerPage of [1_000, 10_000_001, '9007199254740991'])
    expect(
      (await call('manager/v1/managers.search', { Pagination: { PerPage } }, { token })).body.Pagination.PerPage,
    ).toBe(100);
});
