import { expect, test } from 'vitest';
import { PASSWORD } from '../test-domain.ts';
import { testRamm } from './test-ramm.ts';

const APP = '0f0a1f6c-2f6e-4d5c-9b3e-0c9a3a9f4f11';

test('from an empty company to a paid-out investor', async () => {
  const { ann, call, at, engine, clock, manager } = await testRamm();
  const done = async (): Promise<void> => {
    engine.advance();
    await engine.read(() => undefined);
  };

  // a company of its own, which its founder enters with every right, and a manager who may do what is needed
  const { CompanyID } = await ann('companies.add', { Name: 'Story Ltd', URL: 'https://story.example', Demo: true });
  const founder = await call('manager/v1/session.login', { Login: 'ann', Password: PASSWORD, CompanyID });
  expect(founder.body).toMatchObject({ ManagerID: manager.id, CompanyID, Demo: true });
  const methods = ['clients.addWithWallet', 'walletTransfers.add', 'strategies.add', 'deals.search', 'wallets.get'];
  const hired = await call(
    'manager/v1/managers.add',
    { Manager: { Login: 'mia', Password: PASSWORD, FirstName: 'Mia' }, Methods: methods },
    { token: founder.body.Token },
  );
  expect(hired.body).toEqual({ ID: 2, Login: 'mia', Password: PASSWORD });
  const entered = await call('manager/v1/session.login', { Login: 'mia', Password: PASSWORD, CompanyID });
  const mia = async (method: string, body: unknown) => {
    const answer = await call(`manager/v1/${method}`, body, { token: entered.body.Token });
    expect([method, answer.status, answer.text]).toEqual([method, 200, answer.text]);
    return answer.body;
  };

  // a trader and an investor with money
  const trader = await mia('clients.addWithWallet', { Login: 'trader', Password: PASSWORD });
  const investor = await mia('clients.addWithWallet', { Login: 'investor', Password: PASSWORD });
  await mia('walletTransfers.add', { WalletID: trader.Wallet.ID, Type: 0, Amount: 5000 });
  await mia('walletTransfers.add', { WalletID: investor.Wallet.ID, Type: 0, Amount: '3000.00' });
  const { Strategy } = await mia('strategies.add', {
    WalletID: trader.Wallet.ID,
    ClientID: trader.Client.ID,
    Name: 'Story strategy',
    FeeRate: 0.25,
    CommissionRate: 0.00001,
    Money: 1000,
  });
  await done();

  // the investor finds the offer and invests
  const enter = async (Login: string): Promise<string> =>
    (await call('client/v2/session.login', { Login, Password: PASSWORD })).body.Session.Token;
  const investorToken = await enter('investor');
  const asInvestor = (method: string, body?: unknown) => call(`client/v2/${method}`, body, { token: investorToken });
  const seen = await asInvestor('strategies.get', { ID: Strategy.ID });
  expect(seen.body).toMatchObject({
    Name: 'Story strategy',
    IsMyStrategy: false,
    Status: 1,
    PublicOffer: { FeeRate: 0.25, CommissionRate: 10 },
  });
  const added = await asInvestor('accounts.add', {
    StrategyID: Strategy.ID,
    OfferID: seen.body.PublicOffer.ID,
    Factor: 1,
    Money: 2000,
  });
  expect(added.body).toEqual({ AccountID: 2, CommandBalanceID: 2 });
  await done();
  const command = { AccountCommandID: added.body.CommandBalanceID, AccountID: added.body.AccountID };
  expect((await asInvestor('accountCommands.get', command)).body).toEqual({ AccountCommandStatus: 1 });

  // the trader's terminal: heartbeat, hard sync, signals
  const traderToken = await enter('trader');
  const { Token } = (await call('client/v2/myStrategies.getToken', { StrategyID: Strategy.ID }, { token: traderToken }))
    .body;
  const send = (body: unknown) => call('trading/v1/signals.send', body, { token: Token, headers: { AppToken: APP } });
  expect((await send({ Type: 0, GetInfo: 1 })).body).toMatchObject({
    Strategy: { Yield: 0, Accounts: 2, Status: 1, NeedSync: 0 },
    Account: { Equity: 1000, Asset: 'USD' },
  });
  expect(await send({ Type: 3, Signals: [] })).toMatchObject({ status: 200, text: '' });
  expect((await send({ Type: 1, Symbol: 'EURUSD', Lot: 1, Equity: 10000 })).text).toBe('{"SignalID": 1 }');
  await done();
  const positions = await asInvestor('positions.search', { Filter: { AccountID: 2 } });
  expect(positions.body.Positions).toMatchObject([{ Symbol: 'EURUSD', Volume: 0.2, Price: 1.10001 }]);
  await at('1.11', '1.11001');
  await send({ Type: 1, Symbol: 'EURUSD', Lot: 0, Equity: 10999 });
  await done();

  // 20 000 x (1.11 - 1.10001) = 199.80; commission 0.23 a side (22 000.20 and 22 200 at 10 a million, rounded up)
  const account = await asInvestor('accounts.get', { AccountID: 2 });
  expect(account.body.Account).toMatchObject({ Balance: 2199.34, FeeToPay: 49.84, State: 2, TotalProfit: 199.34 });
  const closing = await asInvestor('accounts.close', { AccountID: 2 });
  expect(closing.status).toBe(200);
  await done();
  // 25 % of 199.34 is 49.835, half up
  const { Deals } = await mia('deals.search', { Filter: { AccountID: 2 } });
  expect(Deals.map((deal: { Type: number; TotalProfit: number }) => [deal.Type, deal.TotalProfit])).toEqual([
    [2, 2000],
    [0, -0.23],
    [1, 199.57],
    [7, -49.84],
    [2, -2149.5],
  ]);
  const closed = await asInvestor('accounts.searchClosed', {});
  expect(closed.body.Strategies).toMatchObject([
    { Name: 'Story strategy', Account: { ID: 2, State: 15, FeePaid: 49.84 } },
  ]);

  // everything is paid out; the trader has his fee at once and his commission at ten past midnight
  expect(await mia('wallets.get', { ID: investor.Wallet.ID })).toMatchObject({ Balance: 3149.5, Invested: 0 });
  await mia('walletTransfers.add', { WalletID: investor.Wallet.ID, Type: 1, Amount: 3149.5 });
  expect(await mia('wallets.get', { ID: investor.Wallet.ID })).toMatchObject({ Balance: 0 });
  expect(await mia('wallets.get', { ID: trader.Wallet.ID })).toMatchObject({ Balance: 4049.84, Invested: 1099.9 });
  clock.market += 86_400_000;
  await done();
  expect(await mia('wallets.get', { ID: trader.Wallet.ID })).toMatchObject({ Balance: 4050.3 });
});
