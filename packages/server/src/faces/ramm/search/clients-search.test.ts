import { expect, test } from 'vitest';
import { walletHistories } from '../../../readmodel/copy/sums.ts';
import { keptHistories } from '../../../readmodel/index.ts';
import { type TestCompany, testCompany } from '../test-company.ts';

type Row = Readonly<Record<string, number | string | undefined>>;

const CLIENT_FIELDS = [
  'ID',
  'Login',
  'Email',
  'FirstName',
  'Status',
  'Tag',
  'Test',
  'ActiveAccountsCount',
  'ActiveAccountsTotalBalance',
  'ActiveAccountsTotalEquity',
  'ActiveAccountsTotalPositionsCount',
  'ClosedAccountsCount',
  'ActiveStrategiesCount',
  'TotalFunds',
];

const STATISTIC_FIELDS = [
  'IDClient',
  'Login',
  'AccountsEquity',
  'AccountsProfitPositionsGross',
  'AccountsFeeCharged',
  'AccountsClosed',
  'StrategiesActive',
  'StrategiesFeeDue',
  'WalletTransfersTotalIn',
  'WalletTransfersTotalDelta',
  'DealsVolume',
  'PositionsCount',
];

/** Every order both ways, in pages of two, against the whole list sorted plainly; what was kept from before is not told. */
async function checkOrders({ ann, readModel, engine }: TestCompany): Promise<Row[]> {
  const wallets = await engine.read(({ copy }) => [...copy.wallets.keys()]);
  for (const withClosed of [true, false])
    expect((await keptHistories(readModel, wallets, withClosed)).byWallet).toEqual(
      await walletHistories(readModel, wallets, withClosed),
    );
  let all: Row[] = [];
  for (const [method, entities, fields, id] of [
    ['clients.searchStatistic', 'Statistic', STATISTIC_FIELDS, 'IDClient'],
    ['clients.search', 'Clients', CLIENT_FIELDS, 'ID'],
  ] as const) {
    const list = async (body: object): Promise<Row[]> => (await ann(method, body))[entities];
    all = await list({});
    for (const field of fields) {
      for (const [Direction, sign] of [
        ['Asc', 1],
        ['Desc', -1],
      ] as const) {
        const key = (row: Row): number | string => row[field] ?? -Infinity;
        const plain = [...all].sort(
          (a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : (a[id] as number) - (b[id] as number)),
        );
        const pages: Row[] = [];
        for (let CurrentPage = 1; CurrentPage <= Math.ceil(all.length / 2); CurrentPage++)
          pages.push(
            ...(await list({ OrderBy: { Field: field, Direction }, Pagination: { CurrentPage, PerPage: 2 } })),
          );
        expect([method, field, Direction, pages]).toEqual([method, field, Direction, plain]);
      }
    }
  }
  return all;
}

test('clients are sorted by what they are and hold now: after prices, transfers, new accounts, closings and new names', async () => {
  const company = await testCompany();
  const { ann, as, at, done, investor, strategy, trader, accounts } = company;
  const equityOf = (rows: readonly Row[], client: number) =>
    rows.find(({ ID }) => ID === client)?.ActiveAccountsTotalEquity as number;
  const before = await checkOrders(company);
  await at('1.13', '1.13001');
  const dearer = await checkOrders(company);
  expect(equityOf(dearer, investor.client)).toBeGreaterThan(equityOf(before, investor.client));
  await ann('walletTransfers.add', { WalletID: trader.wallet, Type: 2, Amount: 40 });
  const { Client, Wallet } = await ann('clients.addWithWallet', { Login: 'a-newcomer', Password: 'correct horse' });
  await checkOrders(company);
  await ann('walletTransfers.add', { WalletID: Wallet.ID, Type: 0, Amount: 900 });
  await as('a-newcomer', 'accounts.add', { StrategyID: strategy, Money: 600 });
  await done();
  const joined = await checkOrders(company);
  expect(joined.find(({ ID }) => ID === Client.ID)).toMatchObject({ Status: 4, ActiveAccountsTotalEquity: 600 });
  await ann('clients.set', { ID: investor.client, Login: 'zacharias', Email: 'z@example.org' });
  await as('zacharias', 'accounts.close', { AccountID: accounts.open });
  await done();
  const left = await checkOrders(company);
  expect(left.find(({ ID }) => ID === investor.client)).toMatchObject({
    Login: 'zacharias',
    ActiveAccountsCount: 0,
    ClosedAccountsCount: 1,
  });
});

test('clients are found by parts of what is told of them, whatever they are sorted by', async () => {
  const company = await testCompany();
  const { ann, trader } = company;
  await ann('clients.set', { ID: trader.client, Email: 'Someone@Example.org', Comment: 'calls on MONDAYS' });
  const found = async (Filter: object, Field: string) => {
    const { Clients, Pagination } = await ann('clients.search', { Filter, OrderBy: { Field, Direction: 'Desc' } });
    return [Clients.map(({ Login }: Row) => Login), Pagination.TotalRecords];
  };
  for (const Field of ['ID', 'Login', 'ActiveAccountsTotalEquity', 'Status']) {
    expect(await found({ Value: 'example.ORG' }, Field)).toEqual([['trader'], 1]);
    expect(await found({ Comment: 'monday', Test: 0 }, Field)).toEqual([['trader'], 1]);
    expect(await found({ Login: 'e', Comment: 'monday', Test: 1 }, Field)).toEqual([[], 0]);
    expect((await found({ Value: 'E' }, Field))[1]).toBe(3);
    expect(await found({ ID: trader.client, Status: 4 }, Field)).toEqual([['trader'], 1]);
  }
});
