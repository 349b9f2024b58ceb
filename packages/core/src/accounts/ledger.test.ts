import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';
import { Core } from '../core.ts';
import type { Money } from '../numbers/index.ts';
import { accountsOf, equity, exposure, ledgerSum, SYSTEM_ACCOUNTS } from './index.ts';

describe('every movement has two sides', () => {
  it('a deposit comes from outside, a withdrawal goes back there', () => {
    const world = new World();
    const account = world.open();
    expect(world.deposit(account, 'rub', '1000.50')).toBe(16);
    expect(world.balance(account, 'rub')).toBe('1000.5 0 0');
    expect(world.balance(SYSTEM_ACCOUNTS.outside, 'rub')).toBe('-1000.5 0 0');
    world.must({ type: 'accounts.withdraw', account, asset: 'rub', amount: world.money('rub', '0.25'), key: null });
    expect(world.balance(account, 'rub')).toBe('1000.25 0 0');
    expect(world.balance(SYSTEM_ACCOUNTS.outside, 'rub')).toBe('-1000.25 0 0');
    expect(new Set(world.ledgerSums())).toEqual(new Set([0n]));
  });

  it('a fill goes through the market account, its fee to the fees account; all sums stay zero', () => {
    const world = new World();
    const account = world.open({ fees: { taker: 1000 } });
    world.deposit(account, 'rub', '10000');
    world.quote('SBER', '99', '50', '100', '50');
    world.place({ account, symbol: 'SBER', quantity: '20' });
    expect(world.balance(account, 'rub')).toBe('7998 0 0');
    expect(world.balance(account, 'SBER')).toBe('20 0 0');
    expect(world.balance(SYSTEM_ACCOUNTS.market, 'rub')).toBe('2000 0 0');
    expect(world.balance(SYSTEM_ACCOUNTS.market, 'SBER')).toBe('-20 0 0');
    expect(world.balance(SYSTEM_ACCOUNTS.fees, 'rub')).toBe('2 0 0');
    const { accounts, instruments } = world.core.state;
    for (const code of ['rub', 'SBER', 'usd'])
      expect(ledgerSum(accounts, instruments.assetByCode.get(code)?.id ?? 0)).toBe(0n);
  });

  it('there are six system accounts, which no command reaches', () => {
    const world = new World();
    expect(SYSTEM_ACCOUNTS).toEqual({ house: 1, fees: 2, outside: 3, rewards: 4, bonus: 5, market: 6 });
    const amount = 1n as Money;
    for (const account of Object.values(SYSTEM_ACCOUNTS)) {
      for (const command of [
        { type: 'accounts.deposit', account, asset: 'rub', amount, key: null },
        { type: 'accounts.withdraw', account, asset: 'rub', amount, key: null },
        { type: 'accounts.close', account },
        { type: 'accounts.configure', account, name: 'mine' },
        { type: 'orders.cancelAll', account, instrument: 0 },
        world.command({ account, symbol: 'SBER', quantity: '1' }),
      ] as const) {
        expect(world.run(command).rejection).toMatchObject({ reason: 'unknown_account', field: 'account' });
      }
    }
  });
});

describe('opening and settings', () => {
  it('ids count up from 2 000 000 000; an owner sees his accounts, oldest first', () => {
    const world = new World();
    expect([world.open(), world.open({ owner: 2 }), world.open()]).toEqual([
      2_000_000_000, 2_000_000_001, 2_000_000_002,
    ]);
    expect(accountsOf(world.core.state.accounts, 1).map(({ id }) => id)).toEqual([2_000_000_000, 2_000_000_002]);
    expect(accountsOf(world.core.state.accounts, 9)).toEqual([]);
  });

  it('an owner has at most 1000 open accounts; a closed one makes room', () => {
    const world = new World();
    const first = world.open();
    for (let i = 1; i < 1000; i++) world.open();
    const another = {
      type: 'accounts.open',
      owner: 1,
      name: 'n',
      currency: 'rub',
      venue: 'paper',
      fillPolicy: 'book',
      margin: false,
      hedging: false,
      fees: world.account(first).fees,
    } as const;
    expect(world.run(another).rejection).toMatchObject({ reason: 'too_many', field: 'owner' });
    world.must({ type: 'accounts.close', account: first });
    expect(world.must(another)).toBe(2_000_001_000);
  });

  it('what is left out of a change stays', () => {
    const world = new World();
    const account = world.open({ margin: true, fees: { taker: 500 } });
    world.must({ type: 'accounts.configure', account, name: 'renamed' });
    expect(world.account(account)).toMatchObject({
      name: 'renamed',
      margin: true,
      fillPolicy: 'book',
      fees: { taker: 500 },
    });
  });

  it('what orders and positions rest on does not change under them', () => {
    const world = new World();
    const account = world.open({ margin: true });
    world.deposit(account, 'rub', '10000');
    world.quote('SBER', '100', '50', '101', '50');
    const order = world.place({ account, symbol: 'SBER', quantity: '5', price: '99' });
    const change = (settings: object): string => {
      const { rejection } = world.run({ type: 'accounts.configure', account, ...settings });
      return rejection === null ? 'done' : `${rejection.reason} ${rejection.field}`;
    };
    const fees = { maker: 0, taker: 100, decimals: 2, rounding: 'halfUp', mode: 'quote' };
    expect(change({ margin: false })).toBe('account_not_empty margin');
    expect(change({ fillPolicy: 'sandbox' })).toBe('account_not_empty fillPolicy');
    expect(change({ fees: { ...fees, mode: 'received' } })).toBe('account_not_empty fees.mode');
    expect(change({ fees })).toBe('done');
    world.must({ type: 'orders.cancel', order });
    expect(change({ fees: { ...fees, mode: 'received' } })).toBe('done');
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '5' });
    expect(change({ margin: false })).toBe('account_not_empty margin');
    world.place({ account, symbol: 'SBER', action: 'cover', quantity: '5' });
    expect(change({ margin: false })).toBe('done');
    expect(change({ fillPolicy: 'sandbox' })).toBe('done');
  });
});

describe('closing', () => {
  it('needs an account without orders and positions; money and units left go back outside', () => {
    const world = new World();
    const account = world.open();
    world.deposit(account, 'rub', '1000');
    world.deposit(account, 'GAZP', '10');
    world.quote('SBER', '100', '50', '101', '50');
    const close = (): string => {
      const { rejection } = world.run({ type: 'accounts.close', account });
      return rejection === null ? 'closed' : `${rejection.reason}: ${rejection.detail}`;
    };
    const order = world.place({ account, symbol: 'SBER', quantity: '1', price: '99' });
    expect(close()).toBe('account_not_empty: cancel its orders first');
    world.must({ type: 'orders.cancel', order });
    world.place({ account, symbol: 'SBER', quantity: '1' });
    expect(close()).toBe('account_not_empty: close its positions first');
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1' });
    expect(close()).toBe('closed');
    expect([world.balance(account, 'rub'), world.balance(account, 'GAZP')]).toEqual(['0 0 0', '0 0 0']);
    expect(world.balance(SYSTEM_ACCOUNTS.outside, 'rub')).toBe('-1 0 0');
    expect(close()).toBe('account_closed: account 2000000000 is closed');
    expect(world.refused({ account, symbol: 'SBER', quantity: '1' })).toBe('account_closed account');
    expect(new Set(world.ledgerSums())).toEqual(new Set([0n]));
  });

  it('with its units an account goes that still holds what it bought', () => {
    const world = new World();
    const account = world.open();
    world.deposit(account, 'rub', '1000');
    world.quote('SBER', '100', '50', '101', '50');
    world.place({ account, symbol: 'SBER', quantity: '2' });
    expect(world.run({ type: 'accounts.close', account }).rejection?.reason).toBe('account_not_empty');
    world.must({ type: 'accounts.close', account, withUnits: true });
    expect([world.balance(account, 'rub'), world.balance(account, 'SBER')]).toEqual(['0 0 0', '0 0 0']);
    expect(world.balance(SYSTEM_ACCOUNTS.outside, 'SBER')).toBe('2 0 0');
    expect(new Set(world.ledgerSums())).toEqual(new Set([0n]));
  });

  it('a sandbox account ends with whatever it has: bought, owed, futures', () => {
    const world = new World();
    const account = world.open({ fillPolicy: 'sandbox', margin: true });
    world.deposit(account, 'rub', '100000');
    for (const symbol of ['SBER', 'GAZP']) {
      world.quote(symbol, '99', '10', '101', '10');
      world.trade(symbol, '100', '10');
    }
    world.quote('SRZ6', '29990', '1', '30010', '1');
    world.trade('SRZ6', '30000', '1');
    world.place({ account, symbol: 'SBER', quantity: '900' });
    world.place({ account, symbol: 'GAZP', action: 'sell', quantity: '20' });
    world.place({ account, symbol: 'SRZ6', quantity: '1' });
    const order = world.place({ account, symbol: 'SBER', quantity: '1', price: '90' });
    const close = { type: 'accounts.close', account } as const;
    expect(world.run(close).rejection?.detail).toBe('cancel its orders first');
    world.must({ type: 'orders.cancel', order });
    world.must(close);
    for (const asset of ['rub', 'SBER', 'GAZP']) expect(world.balance(account, asset)).toBe('0 0 0');
    expect([world.account(account).closed, world.account(account).net.size]).toEqual([true, 0]);
    expect(world.core.state.accounts.futuresHolders.get(world.instrument('SRZ6').id)?.has(account)).toBe(false);
    expect(new Set(world.ledgerSums())).toEqual(new Set([0n]));
    const replayed = new Core();
    for (const { at, body } of world.journal) replayed.applyTurn(at, body);
    expect(replayed.digest()).toBe(world.core.digest());
  });

  it('is not hindered by a position whose units have been withdrawn', () => {
    const world = new World();
    const account = world.open();
    world.deposit(account, 'rub', '1000');
    world.quote('SBER', '100', '50', '101', '50');
    world.place({ account, symbol: 'SBER', quantity: '3' });
    world.must({ type: 'accounts.withdraw', account, asset: 'SBER', amount: 3n as Money, key: null });
    world.must({ type: 'accounts.close', account });
    expect(world.holding(account, 'SBER')).toBe('none');
  });

  it('an overdrawn account stays open', () => {
    const world = new World();
    const account = world.open({ margin: true, closeOut: false });
    world.deposit(account, 'rub', '100');
    world.quote('SBER', '100', '50', '100.01', '50');
    world.trade('SBER', '100', '1');
    world.place({ account, symbol: 'SBER', quantity: '2' });
    world.quote('SBER', '10', '50', '11', '50');
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '2' });
    expect(world.balance(account, 'rub')).toBe('-80.02 0 0');
    expect(world.run({ type: 'accounts.close', account }).rejection).toMatchObject({ reason: 'account_not_empty' });
  });
});

describe('withdrawals', () => {
  it('take free money alone: what orders hold stays', () => {
    const world = new World();
    const account = world.open();
    world.deposit(account, 'rub', '1000');
    world.quote('SBER', '100', '50', '101', '50');
    world.place({ account, symbol: 'SBER', quantity: '6', price: '100' });
    const withdraw = (amount: string) =>
      world.run({ type: 'accounts.withdraw', account, asset: 'rub', amount: world.money('rub', amount), key: null });
    expect(withdraw('400.01').rejection).toMatchObject({ reason: 'insufficient_funds', field: 'amount' });
    expect(withdraw('400').rejection).toBeNull();
    expect(world.balance(account, 'rub')).toBe('600 600 0');
  });

  it.each([0n, -5n, 10n ** 40n + 1n])('an amount of %s is refused', (amount) => {
    const world = new World();
    const account = world.open();
    for (const type of ['accounts.deposit', 'accounts.withdraw'] as const) {
      const { rejection } = world.run({ type, account, asset: 'rub', amount: amount as Money, key: null });
      expect(rejection?.field).toBe('amount');
      expect(rejection?.reason).toBe(amount > 0n ? 'invalid_value' : 'amount_not_positive');
    }
  });

  it('the largest deposit is still exact', () => {
    const world = new World();
    const account = world.open();
    world.must({ type: 'accounts.deposit', account, asset: 'BTC', amount: (10n ** 40n) as Money, key: null });
    world.must({ type: 'accounts.deposit', account, asset: 'BTC', amount: 1n as Money, key: null });
    expect(world.balance(account, 'BTC')).toBe('10000000000000000000000.000000000000000001 0 0');
  });

  it('an asset nobody defined is refused', () => {
    const world = new World();
    const account = world.open();
    const { rejection } = world.run({
      type: 'accounts.deposit',
      account,
      asset: 'XXX',
      amount: 1n as Money,
      key: null,
    });
    expect(rejection).toMatchObject({ reason: 'unknown_asset', field: 'asset' });
  });
});

describe('a real venue tells what an account has', () => {
  it('the difference is booked against the outside, the same again books nothing', () => {
    const world = new World();
    const account = world.open({ venue: 'binance' });
    const report = (total: string) =>
      world.run({ type: 'accounts.reportBalance', account, asset: 'USDT', total: world.money('USDT', total) });
    report('100');
    expect(world.balance(account, 'USDT')).toBe('100 0 0');
    report('70.5');
    expect(world.balance(SYSTEM_ACCOUNTS.outside, 'USDT')).toBe('-70.5 0 0');
    expect(report('70.5').events).toEqual([]);
  });

  it('and each kind of account has its own way of moving money', () => {
    const world = new World();
    const paper = world.open();
    const venue = world.open({ venue: 'binance' });
    const amount = 1n as Money;
    const reason = (command: Parameters<World['run']>[0]) => world.run(command).rejection?.reason;
    expect(reason({ type: 'accounts.reportBalance', account: paper, asset: 'rub', total: amount })).toBe('wrong_venue');
    expect(reason({ type: 'accounts.deposit', account: venue, asset: 'rub', amount, key: null })).toBe('wrong_venue');
    expect(reason({ type: 'accounts.withdraw', account: venue, asset: 'rub', amount, key: null })).toBe('wrong_venue');
  });
});

describe('what an account is worth', () => {
  it('balances at the last price and the open results of contracts, in the currency of the account', () => {
    const world = new World();
    const account = world.open({ margin: true });
    world.deposit(account, 'rub', '100000');
    world.deposit(account, 'SBER', '10');
    world.deposit(account, 'USDT', '3');
    world.quote('SBER', '99', '50', '101', '50');
    world.quote('SRZ6', '29999', '10', '30000', '10');
    world.place({ account, symbol: 'SRZ6', quantity: '2' });
    world.trade('SRZ6', '30150', '1');
    const usdt = world.core.state.instruments.assetByCode.get('USDT')?.id;
    // 100 000 + 10 × 100 (the middle: no trade yet) + 2 × 150
    expect(equity(world.core.state, world.account(account))).toEqual({
      value: world.money('rub', '101300'),
      unpriced: [usdt],
    });
    expect(exposure(world.core.state, world.account(account))).toBe(world.money('rub', '60300'));
  });
});
