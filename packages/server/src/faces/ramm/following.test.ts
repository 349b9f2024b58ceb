import { expect, test } from 'vitest';
import { testCompany } from './test-company.ts';

test('a strategy that names an account of this platform by its key copies what that trades, and syncs by itself', async () => {
  const company = await testCompany();
  const { ann, call, engine, done, trader, parts, token } = company;
  const { outcome } = await engine.submit({
    type: 'accounts.open',
    owner: 1,
    name: 'robot',
    currency: 'usd',
    venue: 'paper',
    fillPolicy: 'book',
    margin: true,
    closeOut: true,
    hedging: false,
    fees: { maker: 0, taker: 0, decimals: 2, rounding: 'up', mode: 'quote' },
  } as never);
  const robot = outcome?.id as number;
  const instrument = await engine.read(({ instruments }) => instruments.bySymbol.get('EURUSD')?.id);
  await engine.submit({
    type: 'accounts.deposit',
    account: robot,
    asset: 'usd',
    amount: 10_000n * 10n ** 10n,
    key: null,
  } as never);
  const buy = async () => {
    const order = {
      account: robot,
      instrument,
      action: 'buy',
      orderType: 'market',
      validity: 'day',
      price: 0,
      stopPrice: 0,
      leg: 'net',
      origin: 'native',
      comment: null,
    };
    const { rejection } = await engine.submit({ type: 'orders.place', ...order, quantity: 10_000, key: null } as never);
    expect(rejection).toBeNull();
    await done();
  };
  const key = parts.identity.business.followKeyOf(robot);
  const wanted = { WalletID: trader.wallet, ClientID: trader.client, Name: 'Robot', Money: 1_010, FeeRate: 0.1 };
  for (const odd of ['', `${robot}`, `${robot}-00000000000000000000`, key.replace(/^\d+/, '1')]) {
    const refused = await call(
      'manager/v1/strategies.add',
      { ...wanted, ExternalServer: 'Outcry', ExternalAccount: odd },
      { token },
    );
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect(refused.body.error.message).toContain("'ExternalAccount'");
  }
  const added = await ann('strategies.add', { ...wanted, ExternalServer: 'outcry', ExternalAccount: key });
  const StrategyID = added.Strategy.ID;
  await done();
  await buy();
  const lots = async () =>
    (await ann('positions.search', { Filter: { StrategyID } })).Positions.map(
      (each: { VolumeOpen: number }) => each.VolumeOpen,
    );
  expect(await lots()).toEqual([0.1]);
  await company.as('investor', 'accounts.add', { StrategyID, Money: 510 });
  await done();
  expect(await lots()).toEqual([0.1, 0.05]);
  // the key is not told: who sees the strategy sees the account's number alone
  expect(await ann('strategies.get', { ID: StrategyID })).toMatchObject({
    ExternalServer: 'outcry',
    ExternalAccount: `${robot}`,
  });
});
