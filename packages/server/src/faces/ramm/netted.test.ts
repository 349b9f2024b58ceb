import { expect, test } from 'vitest';
import { testCompany } from './test-company.ts';

interface ShownDeal {
  readonly ID: number;
  readonly Type: number;
  readonly Volume: number;
  readonly Netting: number;
  readonly DealToID?: number;
  readonly Entry?: number;
  readonly VolumeClosed?: number;
  readonly TotalProfit: number;
  readonly SOID?: number;
  readonly CommandID?: number;
}

test('an order to close that a pausing strategy took over is a deal without money that names the executed one', async () => {
  const { ann, as, at, quote, trade, done, accounts, strategy } = await testCompany();
  // hardly anybody buys at the price that meets the protection of the investor
  await quote('EURUSD', '1.04', '10', '1.04001', '100000000');
  await trade('EURUSD', '1.04', '10');
  await done();
  const [stopped] = (await ann('accounts.search', { Filter: { ID: accounts.open } })).Accounts;
  expect(stopped).toMatchObject({ Status: 3, State: 6 });
  await at('1.04', '1.04001');
  await as('trader', 'myStrategies.pause', { StrategyID: strategy });
  await done();
  const { Deals } = (await ann('deals.search', { Filter: { AccountID: accounts.open } })) as { Deals: ShownDeal[] };
  const netted = Deals.filter(({ Netting }) => Netting === 1);
  expect(netted).toHaveLength(1);
  const [order] = netted as [ShownDeal];
  expect(order).toMatchObject({ Type: 1, TotalProfit: 0 });
  expect(order.SOID).toBeGreaterThan(0);
  const executed = Deals.find(({ ID }) => ID === order.DealToID) as ShownDeal;
  expect(executed).toMatchObject({ Type: 1, Netting: 0, Volume: order.Volume });
  expect(executed.CommandID).toBeGreaterThan(0);
  expect(executed.DealToID).toBeUndefined();
  const traded = Deals.filter(({ Type, Netting }) => Type <= 1 && Netting === 0);
  expect(traded.reduce((sum, { Volume }) => sum + Math.round(Volume * 10_000), 0)).toBe(0);
  const own = (await as('investor', 'deals.search', { Filter: { AccountID: accounts.open } })) as { body: unknown };
  const shown = (own.body as { Deals: ShownDeal[] }).Deals.find(({ ID }) => ID === order.ID);
  expect(shown).toMatchObject({ Netting: 1, DealToID: executed.ID, TotalProfit: 0 });
  // it has closed nothing itself
  expect([shown?.Entry, shown?.VolumeClosed]).toEqual([undefined, undefined]);
});
