import { expect, test } from 'vitest';
import { testCompany } from '../test-company.ts';

type Row = Readonly<Record<string, number | string | boolean>>;

test('closed accounts of a strategy are paged in the database: each order both ways, pages that make up the whole', async () => {
  const { ann, as, strategy, done, at } = await testCompany();
  for (const [login, money] of [
    ['second', 700],
    ['third', 300],
    ['fourth', 900],
  ] as const) {
    const { Wallet } = await ann('clients.addWithWallet', { Login: login, Password: 'correct horse' });
    await ann('walletTransfers.add', { WalletID: Wallet.ID, Type: 0, Amount: 5_000 });
    const { body } = await as(login, 'accounts.add', { StrategyID: strategy, Money: money });
    await done();
    await ann('trading.addSync', { StrategyID: strategy, Signals: [{ Symbol: 'EURUSD', Lot: 1, Equity: 10_000 }] });
    await done();
    await at(`1.12${money}`, `1.12${money + 1}`);
    await as(login, 'accounts.close', { AccountID: (body as { AccountID: number }).AccountID });
    await done();
  }
  const list = async (Field: string, Direction: string, Pagination: object = {}) => {
    const asked = { StrategyID: strategy, OrderBy: { Field, Direction }, Pagination };
    const { status, body } = await as('trader', 'myStrategies.getClosedAccounts', asked);
    expect([Field, status]).toEqual([Field, 200]);
    return body as { Accounts: Row[]; Pagination: { TotalRecords: number } };
  };
  for (const field of [
    'ID',
    'DT',
    'DTClosed',
    'FeePaid',
    'TotalCommissionTrader',
    'TotalProfitNet',
    'IsMyAccount',
    'ClientID',
  ]) {
    for (const [direction, sign] of [
      ['Asc', 1],
      ['Desc', -1],
    ] as const) {
      const { Accounts, Pagination } = await list(field, direction);
      expect([Accounts.length, Pagination.TotalRecords]).toEqual([4, 4]);
      const keyOf = (row: Row) => row[field] as number;
      const sorted = [...Accounts].sort(
        (a, b) => sign * (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : (a.ID as number) - (b.ID as number)),
      );
      expect([field, Accounts]).toEqual([field, sorted]);
      const pages: Row[] = [];
      for (let CurrentPage = 1; CurrentPage <= 3; CurrentPage++)
        pages.push(...(await list(field, direction, { CurrentPage, PerPage: 2 })).Accounts);
      expect([field, pages]).toEqual([field, Accounts]);
    }
  }
});
