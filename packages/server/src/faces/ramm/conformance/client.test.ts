import { expect, test } from 'vitest';
import { CLIENT_METHODS } from '../client/index.ts';
import { testCompany } from '../test-company.ts';

test('all 43 methods of the second version answer an investor and a trader', { timeout: 60_000 }, async () => {
  const company = await testCompany();
  const { accounts, done } = company;
  const open = { AccountID: accounts.open };
  const filter = { Filter: open };
  const calls: readonly (readonly [login: string, method: string, body: unknown])[] = [
    ['investor', 'statistic.get', {}],
    ['investor', 'platform.getSpecification', undefined],
    ['investor', 'wallets.get', { ID: company.investor.wallet }],
    ['investor', 'walletTransfers.search', { Filter: { Type: 4 } }],
    ['investor', 'strategies.get', { ID: 1 }],
    ['investor', 'strategies.search', { Filter: { SearchMode: 'Rating' }, OrderBy: { Field: 'Account.Equity' } }],
    ['investor', 'strategies.getOffers', { StrategyID: 1 }],
    ['investor', 'charts.get', { StrategyID: 1, MaxPoints: 10, chartType: 'yield', chartSize: 'full' }],
    ['investor', 'accounts.getCharts', { ...open, MaxPoints: 25 }],
    ['investor', 'strategyportfolio.get', { StrategyID: 1 }],
    ['investor', 'strategysymbolstat.get', { StrategyID: 1 }],
    ['trader', 'myStrategies.checkName', { Name: 'Mine' }],
    ['trader', 'myStrategies.add', { Name: 'Mine', Money: 500, Protection: 0.5, Target: 1 }],
    ['trader', 'myStrategies.addOffer', { StrategyID: 2, FeeRate: 0.2, CommissionRate: 2 }],
    ['trader', 'myStrategies.setPublicOffer', { StrategyID: 2, OfferID: 2 }],
    ['trader', 'myStrategies.getActiveAccounts', { StrategyID: 1, OrderBy: { Field: 'Equity' } }],
    ['trader', 'myStrategies.getClosedAccounts', { StrategyID: 1 }],
    ['trader', 'myStrategies.getToken', { StrategyID: 1 }],
    ['trader', 'myStrategies.setToken', { StrategyID: 1 }],
    ['trader', 'myStrategies.pause', { StrategyID: 2 }],
    ['trader', 'strategyCommands.get', { StrategyCommandID: 6, StrategyID: 2 }],
    ['trader', 'myStrategies.resume', { StrategyID: 2 }],
    ['trader', 'myStrategies.close', { StrategyID: 2 }],
    ['investor', 'accounts.searchSpec', undefined],
    ['investor', 'accounts.get', open],
    ['investor', 'positions.search', filter],
    ['investor', 'hedgingPositions.searchOpen', filter],
    ['leaver', 'hedgingPositions.searchClosed', { Filter: { AccountID: accounts.closed } }],
    ['investor', 'deals.search', filter],
    ['leaver', 'accounts.searchClosed', {}],
    ['leaver', 'accounts.add', { StrategyID: 1, Money: 300 }],
    ['investor', 'accounts.setFactor', { ...open, Factor: 2 }],
    ['investor', 'accounts.setProtection', { ...open, Protection: 0.2 }],
    ['investor', 'accounts.setTarget', { ...open, Target: 3 }],
    ['investor', 'accounts.fund', { ...open, Amount: 100 }],
    ['investor', 'accountCommands.get', { AccountCommandID: 2, ...open }],
    ['investor', 'accounts.pause', open],
    ['investor', 'accounts.withdraw', { ...open, Amount: '50.5' }],
    ['investor', 'accounts.resume', open],
    ['investor', 'accounts.close', open],
    ['investor', 'password.set', { OldPassword: 'correct horse', Password: 'another horse' }],
    ['investor', 'session.logout', undefined],
  ];
  for (const [login, method, body] of calls) {
    const { status, body: answer } = await company.as(login, method, body);
    expect([method, status, answer]).toEqual([method, 200, answer]);
    const found = answer as { Wallets?: { IntervalPnL: number }[]; Pagination?: { TotalRecords: number } } | null;
    const lists = method.includes('search') && method !== 'accounts.searchSpec';
    if (lists)
      expect([method, found?.Wallets?.length, typeof found?.Pagination?.TotalRecords]).toEqual([method, 1, 'number']);
    await done();
  }
  const second = CLIENT_METHODS.filter(({ versions }) => versions.includes(2)).map(({ name }) => name);
  expect([...calls.map(([, method]) => method), 'session.login'].sort()).toEqual(second.sort());
  expect(second.length).toBe(43);
});

test('a one-time password of a manager lets a client in, once; others of the company see no strategy without an offer', async () => {
  const { ann, call, as, investor } = await testCompany();
  const { OTP } = await ann('clients.getOTP', { ClientID: investor.client });
  const first = await call('client/v2/session.login', { OTP });
  expect(first.body).toMatchObject({
    Client: { Login: 'investor' },
    Session: { ExpirationMinutes: 60, WalletID: investor.wallet },
  });
  expect(await call('client/v2/session.login', { OTP })).toMatchObject({
    status: 401,
    body: { Error: { Code: 'bad_credentials' } },
  });
  await as('trader', 'myStrategies.add', { Name: 'Hidden', Money: 500 });
  expect(await as('investor', 'strategies.get', { ID: 2 })).toMatchObject({ status: 404 });
  const offer = await as('trader', 'myStrategies.addOffer', { StrategyID: 2, FeeRate: 0.2, CommissionRate: 2 });
  const { Link, OfferID } = offer.body as { Link: string; OfferID: number };
  expect(await as('investor', 'strategies.get', { Link })).toMatchObject({
    status: 200,
    body: { LinkOffer: { ID: OfferID, FeeRate: 0.2 } },
  });
  expect(await as('investor', 'accounts.add', { StrategyID: 2, OfferID, Money: 300 })).toMatchObject({ status: 404 });
  expect(await as('investor', 'accounts.add', { Link, Money: 300 })).toMatchObject({ status: 200 });
  expect(await as('investor', 'accounts.pause', { AccountID: 1 })).toMatchObject({
    status: 403,
    body: { Error: { Code: 'forbidden' } },
  });
  await ann('clients.set', { ID: investor.client, Enabled: false });
  expect((await as('investor', 'wallets.get', {})).status).toBe(401);
});
