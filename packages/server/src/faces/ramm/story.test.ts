import { expect, test } from 'vitest';
import { testRamm } from './test-ramm.ts';

test('first look', async () => {
  const { ann } = await testRamm();
  const made = await ann('clients.addWithWallet', { Login: 'trader', Password: 'trader password' });
  console.log(made);
  console.log(await ann('walletTransfers.add', { WalletID: made.Wallet.ID, Type: 0, Amount: 5000 }));
  const strategy = await ann('strategies.add', {
    WalletID: made.Wallet.ID,
    ClientID: made.Client.ID,
    Name: 'First',
    Money: 1000,
    FeeRate: 0.25,
    CommissionRate: 10,
  });
  await new Promise((done) => setTimeout(done, 50));
  console.log(JSON.stringify(await ann('strategies.get', strategy.Strategy)));
  console.log(JSON.stringify(await ann('accounts.search', {})));
  console.log(await ann('trading.addSignal', { StrategyID: strategy.Strategy.ID, Symbol: 'EURUSD', Lot: 1, Equity: 10000 }));
  await new Promise((done) => setTimeout(done, 50));
  for (const name of ['deals', 'positions', 'fills', 'fillRequests', 'signals', 'wallets', 'walletTransfers', 'clients'])
    console.log(name, JSON.stringify(await ann(`${name}.search`, {})));
  console.log(JSON.stringify(await ann(`accounts.get`, {ID: 1})));
  console.log(JSON.stringify(await ann(`clients.get`, {ID: 1})));
  console.log(JSON.stringify(await ann(`clients.searchStatistic`, {})));
  expect(1).toBe(1);
});
