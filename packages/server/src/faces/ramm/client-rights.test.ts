import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENT_METHODS } from './client/index.ts';
import { type Belongings, RIGHTS_CASES } from './test-client-rights.ts';
import { testCompany } from './test-company.ts';

const PASSWORD = 'correct horse';

let others: Belongings;
const ends: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  const company = await testCompany({ atEnd: (end) => void ends.unshift(end) });
  const { ann, as, done } = company;
  const name = 'Hidden behind a link';
  const added = (await as('trader', 'myStrategies.add', { Name: name, Money: 500 })).body as { StrategyID: number };
  const terms = { StrategyID: added.StrategyID, FeeRate: 0.1, CommissionRate: 1 };
  const offer = (await as('trader', 'myStrategies.addOffer', terms)).body as { OfferID: number };
  await as('trader', 'myStrategies.getToken', { StrategyID: 1 });
  const paused = (await as('trader', 'myStrategies.pause', { StrategyID: added.StrategyID })).body as {
    CommandID: number;
  };
  const funded = (await as('investor', 'accounts.fund', { AccountID: company.accounts.open, Amount: 10 })).body as {
    CommandBalanceID: number;
  };
  const made = await ann('clients.addWithWallet', { Login: 'stranger', Password: PASSWORD });
  await ann('walletTransfers.add', { WalletID: made.Wallet.ID, Type: 0, Amount: 5_000 });
  const mine = (await as('stranger', 'myStrategies.add', { Name: 'Own', Money: 300 })).body as {
    StrategyID: number;
    AccountID: number;
  };
  await done();
  others = {
    company,
    hidden: { strategy: added.StrategyID, offer: offer.OfferID, name },
    commands: { strategy: paused.CommandID, account: funded.CommandBalanceID },
    own: {
      client: made.Client.ID,
      wallet: made.Wallet.ID,
      strategy: mine.StrategyID,
      account: mine.AccountID,
    },
  };
});

afterAll(async () => {
  for (const end of ends) await end();
});

test('every method of clients has its case', () => {
  expect(Object.keys(RIGHTS_CASES).sort()).toEqual([...new Set(CLIENT_METHODS.map(({ name }) => name))].sort());
});

// what ends the stranger's session or changes his password comes last
const order = Object.keys(RIGHTS_CASES);
const calls = CLIENT_METHODS.flatMap(({ name, versions }) => versions.map((version) => ({ name, version }))).sort(
  (a, b) => order.indexOf(a.name) - order.indexOf(b.name) || a.version - b.version,
);

describe('a stranger', () => {
  test.each(calls)('neither sees nor changes what is another’s with v$version $name', async ({ name, version }) => {
    const { company } = others;
    const wanted = RIGHTS_CASES[name];
    if (wanted === undefined) throw new Error(`no case of ${name}`);
    const token = await strangersToken();
    if ('refused' in wanted) {
      for (const body of wanted.refused(others)) {
        const before = await everything();
        const answer = await company.call(`client/v${version}/${name}`, body, { token });
        const code: unknown = answer.body?.Error?.Code;
        const seen = [body, answer.status, code];
        expect([...seen, answer.status === 403 ? code === 'forbidden' : answer.status === 404]).toEqual([
          ...seen,
          true,
        ]);
        await company.done();
        expect(await everything()).toEqual(before);
      }
      return;
    }
    const before = await ofOthers();
    const answer = await company.call(`client/v${version}/${name}`, wanted.own(others, version), { token });
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    expect(answer.text).not.toContain(others.hidden.name);
    for (const login of ['investor', 'trader', 'leaver']) expect(answer.text).not.toContain(`"${login}"`);
    demandOwn(answer.body, await ownAccounts());
    await company.done();
    expect(await ofOthers()).toEqual(before);
  });
});

describe('a trader', () => {
  const changes = calls.filter(({ name }) => /^accounts\.(fund|withdraw|close|pause|resume|set)/.test(name));

  test.each(changes)('changes no investment in his strategy with v$version $name', async ({ name, version }) => {
    const { company } = others;
    const token = await company.tokenOf('trader');
    const before = await everything();
    const body = { AccountID: company.accounts.open, Amount: 1, Factor: 2, Leverage: 2, Protection: 0.1, Target: 1 };
    const answer = await company.call(`client/v${version}/${name}`, body, { token });
    expect(answer).toMatchObject({ status: 403, body: { Error: { Code: 'forbidden' } } });
    expect(await everything()).toEqual(before);
  });

  test('sees the investments in his strategy, as their statement says: not his own, in a strategy of his', async () => {
    const { company } = others;
    const token = await company.tokenOf('trader');
    const body = { AccountID: company.accounts.open };
    const { Statement } = (await company.call('client/v1/accounts.getStatement', body, { token })).body;
    expect(Statement).toMatchObject([{ Strategy: { IsMyStrategy: true }, Account: { IsMyAccount: false } }]);
  });
});

test('a client of another company sees no strategy, with a public offer or by a link', async () => {
  const { company, hidden } = others;
  const { CompanyID } = await company.ann('companies.add', { Name: 'Other' });
  const there = { Login: 'ann', Password: PASSWORD, CompanyID };
  const manager = (await company.call('manager/v1/session.login', there)).body.Token;
  const client = { Login: 'foreigner', Password: PASSWORD };
  expect((await company.call('manager/v1/clients.addWithWallet', client, { token: manager })).status).toBe(200);
  const token = (await company.call('client/v2/session.login', client)).body.Session.Token;
  const Link = company.parts.identity.business.linkOf(hidden.offer);
  for (const [method, body] of [
    ['strategies.get', { ID: 1 }],
    ['strategies.get', { Link }],
    ['charts.get', { StrategyID: 1 }],
    ['accounts.add', { StrategyID: 1, Money: 200 }],
    ['accounts.add', { Link, Money: 200 }],
  ] as const)
    expect([method, (await company.call(`client/v2/${method}`, body, { token })).status]).toEqual([method, 404]);
  expect((await company.call('client/v2/strategies.search', {}, { token })).body.Strategies).toEqual([]);
});

test('a link opens a hidden strategy with its charts to the session that has followed it, to no other', async () => {
  const { company, hidden } = others;
  await company.ann('clients.addWithWallet', { Login: 'guest', Password: PASSWORD });
  const login = async () =>
    (await company.call('client/v2/session.login', { Login: 'guest', Password: PASSWORD })).body.Session.Token;
  const [followed, other] = [await login(), await login()];
  const Link = company.parts.identity.business.linkOf(hidden.offer);
  const statusOf = async (method: string, body: object, token: string) =>
    (await company.call(`client/v2/${method}`, body, { token })).status;
  const charts = { StrategyID: hidden.strategy };
  expect(await statusOf('charts.get', charts, followed)).toBe(404);
  expect(await statusOf('strategies.get', { Link }, followed)).toBe(200);
  for (const method of ['charts.get', 'strategysymbolstat.get', 'strategyportfolio.get'])
    expect([method, await statusOf(method, charts, followed)]).toEqual([method, 200]);
  expect(await statusOf('charts.get', charts, other)).toBe(404);
  expect(await statusOf('myStrategies.getToken', charts, followed)).toBe(403);
});

/** A live session of the stranger, whatever password he has now. */
async function strangersToken(): Promise<string> {
  const { call } = others.company;
  for (const Password of [PASSWORD, 'another horse']) {
    const { body } = await call('client/v2/session.login', { Login: 'stranger', Password });
    if (body.Session === undefined) continue;
    if (Password === PASSWORD) return body.Session.Token;
    const back = { OldPassword: Password, Password: PASSWORD };
    await call('client/v2/password.set', back, { token: body.Session.Token });
    return body.Session.Token;
  }
  throw new Error('the stranger cannot come in');
}

/** The core as a whole, and what identity keeps of the strategies. */
async function everything(): Promise<unknown> {
  const { engine } = others.company;
  return engine.read(() => [engine.digest().digest, secrets()]);
}

/** What is others': wallets, accounts, strategies and offers, as they stand. */
async function ofOthers(): Promise<unknown> {
  const { company, own } = others;
  return company.engine.read(({ copy }) => {
    const wallets = [...copy.wallets.values()].filter(({ id }) => id !== own.wallet);
    const accounts = [...copy.accounts.values()].filter(({ wallet }) => wallet !== own.wallet);
    const strategies = [...copy.strategies.values()].filter(({ wallet }) => wallet !== own.wallet);
    const offers = strategies.flatMap((strategy) => strategy.offers.map((offer) => copy.offers.get(offer)));
    return [JSON.stringify([wallets, accounts, strategies, offers]), secrets()];
  });
}

function secrets(): unknown {
  const { business } = others.company.parts.identity;
  return [1, others.hidden.strategy].map((strategy) => [
    business.strategyTokens.get(strategy),
    business.videos.get(strategy),
  ]);
}

/** Accounts of the stranger, those among them that he has just opened. */
async function ownAccounts(): Promise<readonly number[]> {
  const { company, own } = others;
  return company.engine.read(({ copy }) => [...(copy.wallets.get(own.wallet)?.accounts ?? [])]);
}

/** Fails when an answer tells of an account, a wallet or a client that is not one's own, or of what only owners see. */
function demandOwn(value: unknown, accounts: readonly number[], path = 'answer'): void {
  if (typeof value !== 'object' || value === null) return;
  const { own } = others;
  const allowed: Readonly<Record<string, readonly number[]>> = {
    Wallets: [own.wallet],
    Account: accounts,
    MyAccount: accounts,
    Accounts: accounts,
  };
  for (const [key, each] of Object.entries(value)) {
    const at = `${path}.${key}`;
    for (const { ID } of allowed[key] === undefined ? [] : ([each].flat() as { ID?: number }[]))
      if (ID !== undefined) expect([at, ID, allowed[key]?.includes(ID)]).toEqual([at, ID, true]);
    if (key === 'ClientID' || key === 'IDClient') expect([at, each]).toEqual([at, own.client]);
    if (key === 'WalletID') expect([at, each]).toEqual([at, own.wallet]);
    if (key === 'WalletTransfers' || key === 'Offers') expect([at, each]).toEqual([at, []]);
    demandOwn(each, accounts, at);
  }
}
