import { expect, test } from 'vitest';
import { testCompany } from '../test-company.ts';

test('deals are found by each condition with their total, and sorted by names that only identity knows', async () => {
  const { ann, trader, investor, accounts, clock } = await testCompany();
  const search = async (Filter: object, OrderBy: object = {}, Pagination: object = {}) => {
    const { Deals, Pagination: page } = await ann('deals.search', { Filter, OrderBy, Pagination });
    return { ids: Deals.map(({ ID }: { ID: number }) => ID) as number[], total: page.TotalRecords as number, Deals };
  };
  const all = await search({});
  expect(all.total).toBe(all.ids.length);
  expect(all.ids).toEqual([...all.ids].sort((a, b) => a - b));
  for (const filter of [
    { AccountID: accounts.open },
    { WalletID: investor.wallet },
    { ClientID: trader.client },
    { StrategyID: 1 },
    { Symbol: 'eurusd' },
    { Type: 2 },
    { AccountType: 0 },
    { SignalID: 1 },
    { Test: 0 },
    { AccountID: accounts.open, Type: 0 },
    { DTFrom: '2026-11-20T00:00:00', DTTo: new Date(clock.market + 1).toISOString() },
  ]) {
    const found = await search(filter);
    expect([filter, found.total > 0, found.total]).toEqual([filter, true, found.ids.length]);
  }
  expect(await search({ Test: 1 })).toMatchObject({ ids: [], total: 0 });
  expect(await search({ AccountID: accounts.open, StrategyID: 99 })).toMatchObject({ ids: [], total: 0 });
  const byLogin = await search({}, { Field: 'ClientLogin', Direction: 'Desc' });
  const logins = byLogin.Deals.map(({ ClientLogin }: { ClientLogin: string }) => ClientLogin);
  expect(logins).toEqual([...logins].sort().reverse());
  expect(new Set(logins)).toEqual(new Set(['trader', 'leaver', 'investor']));
  const second = await search({}, { Field: 'TotalProfit', Direction: 'Asc' }, { CurrentPage: 2, PerPage: 2 });
  const whole = await search({}, { Field: 'TotalProfit', Direction: 'Asc' });
  expect(second.ids).toEqual(whole.ids.slice(2, 4));
});

test('open and closed accounts stand in one list, by each field it may be sorted by, page by page', async () => {
  const { ann, accounts } = await testCompany();
  const ids = ({ Accounts }: { Accounts: { ID: number }[] }) => Accounts.map(({ ID }) => ID);
  const everything = [accounts.security, accounts.open, accounts.closed].sort((a, b) => a - b);
  for (const Field of [
    'ID',
    'Equity',
    'DTClosed',
    'Factor',
    'State',
    'Balance',
    'StreamName',
    'MCReached',
    'IsSecurity',
  ]) {
    for (const Direction of ['Asc', 'Desc']) {
      const OrderBy = { Field, Direction };
      const whole = ids(await ann('accounts.search', { OrderBy }));
      expect([Field, [...whole].sort((a, b) => a - b)]).toEqual([Field, everything]);
      const pages: number[] = [];
      for (let CurrentPage = 1; CurrentPage <= 3; CurrentPage++)
        pages.push(...ids(await ann('accounts.search', { OrderBy, Pagination: { CurrentPage, PerPage: 1 } })));
      expect([Field, Direction, pages]).toEqual([Field, Direction, whole]);
    }
  }
  expect(ids(await ann('accounts.search', { Filter: { Statuses: [6] } }))).toEqual([accounts.closed]);
  expect(ids(await ann('accounts.search', { Filter: { State: 15 } }))).toEqual([accounts.closed]);
  expect(ids(await ann('accounts.search', { Filter: { Type: 0 } }))).toEqual([accounts.security]);
});
