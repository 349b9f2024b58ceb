import { expect, test } from 'vitest';
import { type TestCompany, testCompany } from './test-company.ts';

const DAY = 86_400_000;

/** A call of a client in a version; fails the test unless it is answered with 200. */
function caller({ call, tokenOf }: TestCompany) {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  return async (version: number, login: string, method: string, body?: unknown): Promise<any> => {
    const answer = await call(`client/v${version}/${method}`, body, { token: await tokenOf(login) });
    expect([method, answer.status, answer.text]).toEqual([method, 200, answer.text]);
    return answer.body;
  };
}

test('a statement, an account and its deals tell the same figures in every version, to the cent', async () => {
  const company = await testCompany();
  const as = caller(company);
  const open = { AccountID: company.accounts.open };
  // 0.2 lot bought at 1.10001, now 1.11: 20000 × 0.00999 = 199.80; 22000.20 of turnover cost 0.2200… = 0.23
  // a week has ended: a quarter of 199.57 is 49.8925, so 49.89 are paid; 200 dollars stay in the account
  const figures = { Balance: 1_949.88, Equity: 2_149.68, Margin: 222, AvailableToWithdraw: 1_749.88 };
  const { Statement } = await as(1, 'investor', 'accounts.getStatement', open);
  expect(Statement).toHaveLength(1);
  expect(Statement[0]).toMatchObject({
    Strategy: { ID: 1, Fee: 0.25, Commission: 0.00001, IsMyStrategy: false, Status: 1 },
    Account: {
      ...figures,
      IsMyAccount: true,
      FreeMargin: 1_927.68,
      MarginLevel: 968.32,
      Target: 1,
      TargetEquity: 4_000,
      Protection: 0.5,
      ProtectionEquity: 1_000,
      State: 3,
      Status: 1,
    },
  });
  expect(await as(1, 'investor', 'accounts.get', open)).toMatchObject({
    ...figures,
    Fee: 0.25,
    ProfitBase: 2_149.68,
    TotalProfitGross: 199.57,
  });
  expect((await as(1, 'investor', 'strategies.get', { ID: 1 })).MyAccount).toMatchObject({
    ProfitCurrentIntervalGross: 0,
    FeeToPay: 0,
    FeePaid: 49.89,
    TotalProfit: 149.68,
    TotalProfitNet: 149.68,
    TotalCommissionPaid: 0.23,
  });
  const second = { FeePaid: 49.89, TotalProfit: 149.68, Offer: { ID: 1, FeeRate: 0.25, CommissionRate: 10 } };
  expect((await as(2, 'investor', 'accounts.get', open)).Account).toMatchObject({ ...figures, ...second });
  expect((await as(3, 'investor', 'accounts.get', open)).Account).toMatchObject({ ...figures, ...second, Leverage: 1 });

  const sums = { Profit: 1_950.11, Swap: 0, Commission: 0.23, TotalProfit: 1_949.88 };
  const filter = { Filter: open };
  expect((await as(1, 'investor', 'deals.search', filter)).DealsTotal).toEqual([sums]);
  for (const version of [2, 3]) {
    const { DealsTotal, Deals } = await as(version, 'investor', 'deals.search', filter);
    expect(DealsTotal).toEqual(sums);
    expect(Deals).toMatchObject([
      { Type: 2, Profit: 2_000, CommandID: 2 },
      { Type: 0, Volume: 0.2, Price: 1.10001, Commission: 0.23, Entry: 0, SignalID: 1 },
      { Type: 7, Profit: -49.89 },
    ]);
  }
  const floating = { Profit: 199.8, TotalProfit: 199.8, Swap: 0 };
  expect((await as(1, 'investor', 'positions.search', filter)).PositionsTotal).toEqual([floating]);
  expect((await as(2, 'investor', 'positions.search', filter)).PositionsTotal).toEqual({ ...floating, Margin: 222 });
  expect((await as(3, 'investor', 'positions.search', filter)).PositionsTotal).toEqual(floating);
  // funds: 1000 free, the rest invested
  expect((await as(1, 'investor', 'ratings.get', {})).MyFunds).toEqual([
    { InvestedNet: 2_149.68, EquityNet: 3_149.68 },
  ]);
});

test('the history of a terminal shows a closed trade with both commissions, and what comes to the account', async () => {
  const company = await testCompany();
  const as = caller(company);
  const Filter = { AccountID: company.accounts.closed };
  const { Positions, PositionsTotal } = await as(2, 'leaver', 'hedgingPositions.searchClosed', { Filter });
  // 0.05 lot from 1.10001 to 1.11: 49.95; turnovers 5500.05 and 5550 cost 0.06 each, rounded up
  expect(Positions).toMatchObject([
    {
      TicketIn: 't1',
      Type: 0,
      Volume: 0.05,
      Symbol: 'EURUSD',
      PriceOpen: 1.10001,
      PriceClose: 1.11,
      Profit: 49.95,
      TotalProfit: 49.89,
      CommissionTrader: 0.12,
    },
  ]);
  expect('TicketOut' in Positions[0]).toBe(false);
  expect(PositionsTotal).toEqual({ Profit: 49.95, TotalProfit: 49.89, Swap: 0 });
  const { Deals } = await as(2, 'leaver', 'deals.search', { Filter });
  expect(Deals.map(({ Type, VolumeClosed }: { Type: number; VolumeClosed?: number }) => [Type, VolumeClosed])).toEqual([
    [2, undefined],
    [0, undefined],
    [1, -0.05],
    [7, undefined],
    [2, undefined],
  ]);
  // the fee: a quarter of 500 − 0.06 + 49.95 − 0.06 − 500 = 49.83
  expect(Deals[3]).toMatchObject({ Profit: -12.46, TotalProfit: -12.46 });
});

test('charts are in percent, yields are fractions; a chart has as many points as are asked for, from beginning to end', async () => {
  const company = await testCompany();
  const as = caller(company);
  const { clock, done } = company;
  for (let day = 0; day < 12; day++) {
    clock.market += DAY;
    await done();
  }
  // 0.1 lot of the trader's 1000: 99.90 is 9.99 %
  const strategy = await as(2, 'investor', 'strategies.get', { ID: 1 });
  expect(strategy).toMatchObject({ Yield: 0.0999, AgeByDays: 13 });
  for (const MaxPoints of [2, 5, 10]) {
    const { Chart } = await as(2, 'investor', 'charts.get', { StrategyID: 1, MaxPoints });
    expect(Chart).toHaveLength(MaxPoints);
    expect(Chart[0]).toEqual({ DT: strategy.DTStat, Yield: 0 });
    expect(Chart.at(-1)).toEqual({ DT: new Date(clock.market).toISOString().slice(0, -1), Yield: 9.99 });
    const moments = Chart.map(({ DT }: { DT: string }) => DT);
    expect(moments).toEqual([...moments].sort());
  }
  const whole = (await as(1, 'investor', 'charts.get', { StrategyID: 1 })).Chart;
  // the beginning, the beginnings of 13 days, now
  expect(whole).toHaveLength(15);
  const { Chart } = await as(1, 'investor', 'accounts.getCharts', { AccountID: company.accounts.open, MaxPoints: 4 });
  expect(Chart).toHaveLength(4);
  const [found] = (await as(2, 'investor', 'strategies.search', {})).Strategies;
  expect(found.Chart).toEqual(whole.map(({ Yield }: { Yield: number }) => ({ Yield })));
  const refused = await company.as('investor', 'charts.get', { StrategyID: 1, MaxPoints: 251 });
  expect(refused).toMatchObject({ status: 400, body: { Error: { Code: 'invalid_input' } } });
  const { StrategyPortfolio } = await as(1, 'investor', 'strategyportfolio.get', { StrategyID: 1 });
  expect(StrategyPortfolio).toEqual([{ Symbol: 'EURUSD', Share: 1 }]);
});

test('deals name the trading interval in which they happened', async () => {
  const company = await testCompany();
  const as = caller(company);
  const { open: AccountID } = company.accounts;
  const intervalNow = async (): Promise<number> =>
    (await as(2, 'investor', 'accounts.get', { AccountID })).Account.TradingIntervalCurrentID;
  const fund = async () => {
    await as(2, 'investor', 'accounts.fund', { AccountID, Amount: 5 });
    await company.done();
  };
  const second = await intervalNow();
  await fund();
  company.clock.market += 7 * DAY;
  await company.done();
  const third = await intervalNow();
  await fund();
  const { Deals } = await as(3, 'investor', 'deals.search', { Filter: { AccountID } });
  const seen = Deals.map((deal: { Type: number; TradingIntervalID: number }) => [deal.Type, deal.TradingIntervalID]);
  const [first] = seen.map(([, interval]: [number, number]) => interval);
  // the money, the trade and the fee of the week that has ended; then what came in each week after it
  expect(seen).toEqual([
    [2, first],
    [0, first],
    [7, first],
    [2, second],
    [2, third],
  ]);
  expect(first < second && second < third).toBe(true);
});

test('ratings: the best that have not lost, all by age, the popular; searches filter by what is mine', async () => {
  const company = await testCompany();
  const as = caller(company);
  const { StrategyID } = await as(2, 'leaver', 'myStrategies.add', { Name: 'Falling', Money: 200 });
  const { OfferID } = await as(2, 'leaver', 'myStrategies.addOffer', { StrategyID, FeeRate: 0.1, CommissionRate: 1 });
  await as(2, 'leaver', 'myStrategies.setPublicOffer', { StrategyID, OfferID });
  await company.done();
  await company.ann('trading.addSignal', { StrategyID, Symbol: 'EURUSD', Lot: -1, Equity: 10_000 });
  await company.done();
  await company.at('1.12', '1.12001');
  const names = ({ Strategies }: { Strategies: { Strategy?: { Name: string }; Name?: string }[] }) =>
    Strategies.map(({ Strategy, Name }) => Strategy?.Name ?? Name);
  const rating = async (RatingType: number) =>
    names(await as(1, 'investor', 'ratings.get', { Filter: { RatingType } }));
  expect(await rating(0)).toEqual(['SuperProfit USD 25']);
  expect(await rating(1)).toEqual(['SuperProfit USD 25', 'Falling']);
  expect(await rating(2)).toEqual(['SuperProfit USD 25', 'Falling']);
  const search = async (version: number, Filter: object) =>
    names(await as(version, 'investor', 'strategies.search', { Filter, OrderBy: { Field: 'Name' } }));
  expect(await search(1, {})).toEqual(['Falling', 'SuperProfit USD 25']);
  expect(await search(1, { MyActiveAccounts: true })).toEqual(['SuperProfit USD 25']);
  expect(await search(1, { MyActiveAccounts: false })).toEqual(['Falling']);
  expect(await search(1, { MyStrategies: true })).toEqual([]);
  expect(await search(2, { YieldMin: 0 })).toEqual(['SuperProfit USD 25']);
  expect(await search(2, { SearchMode: 'MyActiveAccounts' })).toEqual(['SuperProfit USD 25']);
  expect(await search(3, { SearchMode: 'Rating', Type: 'Advanced', IDMax: 1 })).toEqual(['SuperProfit USD 25']);
  expect(await search(3, { SearchMode: 'Rating', Type: 'Simple' })).toEqual([]);
  // after a year without a trade nothing is in the ratings any more, and everything where it belongs to somebody
  company.clock.market += 366 * DAY;
  await company.done();
  expect(await rating(1)).toEqual([]);
  expect(await search(2, {})).toEqual([]);
  expect(await search(2, { SearchMode: 'MyActiveAccounts' })).toEqual(['SuperProfit USD 25']);
});

test('the statistic of a client holds what his closed investments have come to, at every sorting', async () => {
  const company = await testCompany();
  // 0.05 lot from 1.10001 to 1.11: 49.95, commissions 0.06 each way; a quarter of 49.83 is 12.4575
  const figures = {
    AccountsPastProfit: 37.37,
    AccountsFeePaid: 12.46,
    AccountsFeeCharged: 12.46,
    AccountsCommissionPaid: 0.12,
  };
  const filter = { Filter: { Login: 'leaver' } };
  expect((await company.ann('clients.searchStatistic', filter)).Statistic).toMatchObject([figures]);
  expect(await caller(company)(2, 'leaver', 'statistic.get')).toMatchObject(figures);
  const OrderBy = { Field: 'AccountsFeePaid', Direction: 'Desc' };
  const { Statistic } = await company.ann('clients.searchStatistic', { OrderBy });
  expect(Statistic.map(({ Login }: { Login: string }) => Login)).toEqual(['investor', 'leaver', 'trader']);
});

test('sizes and types of charts are those that are documented; a size bounds the points, unless their number is given', async () => {
  const company = await testCompany();
  for (let day = 0; day < 60; day++) {
    company.clock.market += DAY;
    await company.done();
  }
  const points = async (more: object) =>
    (await caller(company)(2, 'investor', 'charts.get', { StrategyID: 1, ...more })).Chart.length;
  const sizes = ['full', 'large', 'Medium', 'small'].map((chartSize) => points({ chartSize, chartType: 'yield' }));
  expect(await Promise.all(sizes)).toEqual([63, 63, 50, 25]);
  expect(await points({ chartSize: 'small', MaxPoints: 40, chartType: 'yield-leverage' })).toBe(40);
  for (const odd of [{ chartSize: 'huge' }, { chartType: 'profit' }]) {
    const refused = await company.as('investor', 'charts.get', { StrategyID: 1, ...odd });
    expect(refused).toMatchObject({ status: 400, body: { Error: { Code: 'invalid_input' } } });
  }
});

test('the small chart of a search shows the whole of a long life, not its last days', async () => {
  const company = await testCompany();
  for (let day = 0; day < 100; day++) {
    // it gains on the first days and stands still after that
    if (day < 10) await company.at(`1.${200 + day}`, `1.${200 + day}1`);
    company.clock.market += DAY;
    await company.done();
  }
  const { Strategies } = await company.ann('strategies.search', {});
  const yields: number[] = Strategies[0].Chart.map((point: { Yield: number }) => point.Yield);
  expect(yields.length).toBeLessThanOrEqual(25);
  const last = yields.at(-1) as number;
  expect(yields.filter((value) => value < last).length).toBeGreaterThan(2);
  expect(yields.filter((value) => value === last).length).toBeGreaterThan(15);
});
