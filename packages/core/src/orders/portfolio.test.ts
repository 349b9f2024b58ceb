import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';
import { maxOrder } from './index.ts';

/** A rouble account on margin, SBER at 100.00/100.01 (last 100), SRZ6 at 30 000/30 001 (last 30 000). */
function roubles(money: string, taker = 0): { world: World; account: number } {
  const world = new World();
  const account = world.open({ margin: true, closeOut: false, fees: { taker, maker: taker } });
  world.deposit(account, 'rub', money);
  world.depth('SBER', [['100', '100000']], [['100.01', '100000']]);
  world.trade('SBER', '100', '1');
  world.depth('SRZ6', [['30000', '1000']], [['30001', '1000']]);
  world.trade('SRZ6', '30000', '1');
  return { world, account };
}

function detail(world: World, words: Parameters<World['command']>[0]): string {
  return world.run(world.command(words)).rejection?.detail ?? 'accepted';
}

describe('an account on margin may open what its liquid portfolio covers', () => {
  it('shares are bought with leverage: five times the money at a rate of 20 %', () => {
    const { world, account } = roubles('10000');
    expect(detail(world, { account, symbol: 'SBER', quantity: '501', price: '100' })).toBe(
      'needs margin of 10020 rub, the liquid portfolio is 10000 rub after costs',
    );
    // 10 000 - 4.99 lost at once >= 499 x 100 x 20 %
    world.place({ account, symbol: 'SBER', quantity: '499', price: '100.01' });
    expect(world.holding(account, 'SBER')).toBe('499 49904.99 0');
    expect(world.balance(account, 'rub')).toBe('-39904.99 0 0');
  });

  it('fees and what a worse limit loses at once count against it', () => {
    const { world, account } = roubles('10000', 1000);
    // 490 x 102 costs 980 more than it is worth, and 49.98 of fee: 8970.02 for 490 x 102 x 20 %
    expect(detail(world, { account, symbol: 'SBER', quantity: '490', price: '102' })).toBe(
      'needs margin of 9996 rub, the liquid portfolio is 8970.02 rub after costs',
    );
    // at the market the displayed 100.01: 4.9 and 49.0049 rounded
    world.place({ account, symbol: 'SBER', quantity: '490' });
    expect(world.balance(account, 'rub')).toBe('-39053.9 0 0');
  });

  it('own shares back shorts and futures', () => {
    const { world, account } = roubles('1');
    world.deposit(account, 'SBER', '1000');
    // 100 001 against 20 000 of the shares and 12 contracts of 6500
    expect(detail(world, { account, symbol: 'SRZ6', action: 'sell', quantity: '13', price: '30000' })).toBe(
      'needs margin of 104500 rub, the liquid portfolio is 100001 rub after costs',
    );
    world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '12', price: '30000' });
    expect(world.holding(account, 'SRZ6')).toBe('-12 360000 0');
    expect(world.balance(account, 'rub')).toBe('1 0 78000');
  });

  it('unrealised losses count, and closing is never refused', () => {
    const { world, account } = roubles('20000');
    world.place({ account, symbol: 'SRZ6', quantity: '2', price: '30001' });
    world.trade('SRZ6', '23000', '1');
    world.depth('SRZ6', [['23000', '1000']], [['23001', '1000']]);
    // 20 000 - 14 002
    expect(detail(world, { account, symbol: 'SBER', quantity: '1', price: '100' })).toBe(
      'needs margin of 13020 rub, the liquid portfolio is 5998 rub after costs',
    );
    expect(world.refused({ account, symbol: 'SRZ6', action: 'sell', quantity: '3' })).toBe(
      'insufficient_funds quantity',
    );
    world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '2' });
    expect(world.balance(account, 'rub')).toBe('5998 0 0');
  });

  it('a debt is bought back whatever the portfolio is worth', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '390', price: '100' });
    world.trade('SBER', '200', '1');
    world.depth('SBER', [['199', '1000']], [['200', '1000']]);
    world.place({ account, symbol: 'SBER', quantity: '390' });
    expect(world.balance(account, 'SBER')).toBe('0 0 0');
    expect(world.balance(account, 'rub')).toBe('-29000 0 0');
  });

  it('a moved order counts once', () => {
    const { world, account } = roubles('10000');
    const order = world.place({ account, symbol: 'SBER', quantity: '500', price: '99' });
    world.must({ type: 'orders.move', order, price: world.price('SBER', '98') });
    const { rejection } = world.run({ type: 'orders.move', order, quantity: world.quantity('SBER', '511') });
    // 511 x 98 x 20 % = 10 015.6
    expect(rejection).toMatchObject({ reason: 'insufficient_funds', field: 'quantity' });
    world.must({ type: 'orders.move', order, quantity: world.quantity('SBER', '510') });
  });

  it('what is wanted far below the market needs what it costs, not what it is worth', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SBER', quantity: '5000', price: '10' });
    expect(detail(world, { account, symbol: 'SBER', quantity: '1', price: '10' })).toBe(
      'needs margin of 10002 rub, the liquid portfolio is 10000 rub after costs',
    );
  });

  it('cash accounts and sandbox accounts keep their rules', () => {
    const { world } = roubles('1');
    const cash = world.open();
    world.deposit(cash, 'rub', '10000');
    expect(detail(world, { account: cash, symbol: 'SBER', quantity: '101', price: '100' })).toBe(
      'needs 10100 rub, 10000 rub free',
    );
  });

  it('where nothing prices the traded asset in the currency of the account free money decides', () => {
    const { world, account } = roubles('1000000');
    world.depth('USDT_BTC', [['50000', '1']], [['50000.01', '1']]);
    world.deposit(account, 'USDT', '5000');
    expect(detail(world, { account, symbol: 'USDT_BTC', quantity: '0.2', price: '50000' })).toBe(
      'needs 10000 USDT, 5000 USDT free',
    );
    world.place({ account, symbol: 'USDT_BTC', quantity: '0.1', price: '49000' });
  });
});

describe('at the fill', () => {
  it('an order that the portfolio no longer covers is cancelled when free money does not pay for it either', () => {
    const { world, account } = roubles('10000');
    const order = world.place({ account, symbol: 'SBER', quantity: '150', price: '99' });
    world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '1' });
    world.trade('SRZ6', '36000', '1');
    const told = world.events.length;
    world.quote('SBER', '98', '10', '98.5', '500');
    // 4000 are left for 6500; 14 850 are not there
    expect(world.told(told)).toEqual([`${order} cancelled insufficient_funds`]);
  });
});

describe('withdrawals of accounts on margin', () => {
  it('leave a liquid portfolio that covers the corrected margin', () => {
    const { world, account } = roubles('10000');
    world.place({ account, symbol: 'SBER', quantity: '50', price: '100.01' });
    world.place({ account, symbol: 'SBER', quantity: '50', price: '90' });
    const withdraw = (asset: string, amount: string): string =>
      world.run({ type: 'accounts.withdraw', account, asset, amount: world.money(asset, amount), key: null }).rejection
        ?.detail ?? 'done';
    // 9999.5 of which 5000 are shares; (50 x 100 + 50 x 90) x 20 % stay, and no more than the 4999.5 of money leave
    expect(withdraw('rub', '5000')).toBe('only 4999.5 rub free');
    expect(withdraw('rub', '4999.5')).toBe('done');
    expect(withdraw('SBER', '39')).toBe('would leave a liquid portfolio of 1100 rub, the margin needs 1120 rub');
  });

  it('units that are promised to a buyer stay', () => {
    const { world, account } = roubles('10000');
    world.deposit(account, 'SBER', '10');
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '4', price: '101' });
    const { rejection } = world.run({
      type: 'accounts.withdraw',
      account,
      asset: 'SBER',
      amount: world.money('SBER', '7'),
      key: null,
    });
    expect(rejection).toMatchObject({ reason: 'insufficient_funds', detail: 'only 6 SBER free' });
  });
});

describe('the largest order', () => {
  const largest = (world: World, account: number, symbol: string, side: 0 | 1, price?: string): string => {
    const instrument = world.instrument(symbol);
    const limit = price === undefined ? 0 : world.price(symbol, price);
    const { own, margin } = maxOrder(world.core.state, world.account(account), instrument, side, limit);
    return `${own} ${margin}`;
  };

  it('of shares, futures and shorts, for own money and on margin', () => {
    const { world, account } = roubles('10000');
    expect(largest(world, account, 'SBER', 0, '100')).toBe('100 500');
    // at 100.01 each piece loses 0.01 at once: 10 000 / 20.01
    expect(largest(world, account, 'SBER', 0)).toBe('99 499');
    expect(largest(world, account, 'SBER', 1, '100')).toBe('0 400');
    expect(largest(world, account, 'SRZ6', 1, '30000')).toBe('1 1');
    world.deposit(account, 'SBER', '50');
    // sells 50 and goes short with 15 000 / 25
    expect(largest(world, account, 'SBER', 1, '100')).toBe('50 650');
  });

  it('of a cash account, with its fees', () => {
    const { world } = roubles('1');
    const cash = world.open({ fees: { taker: 1000, maker: 500 } });
    world.deposit(cash, 'rub', '10000');
    expect(largest(world, cash, 'SBER', 0, '100')).toBe('99 99');
    expect(largest(world, cash, 'SRZ6', 0)).toBe('0 0');
  });

  it('closes a position of an account that has nothing left', () => {
    const { world, account } = roubles('6501');
    world.place({ account, symbol: 'SRZ6', quantity: '1', price: '30001' });
    world.trade('SRZ6', '20000', '1');
    expect(largest(world, account, 'SRZ6', 1)).toBe('1 1');
    expect(largest(world, account, 'SRZ6', 0)).toBe('0 0');
  });

  it('is taken, and one step more is not', () => {
    const { world, account } = roubles('12345.67', 700);
    for (const [symbol, side, price] of [
      ['SBER', 0, '103.21'],
      ['SBER', 1, '99.5'],
      ['SBER', 0, undefined],
      ['SRZ6', 0, '30100'],
    ] as const) {
      const instrument = world.instrument(symbol);
      const limit = price === undefined ? 0 : world.price(symbol, price);
      const { margin } = maxOrder(world.core.state, world.account(account), instrument, side, limit);
      const words = { account, symbol, action: side === 0 ? ('buy' as const) : ('sell' as const) };
      const at = price === undefined ? {} : { price };
      expect(world.refused({ ...words, ...at, quantity: `${margin + 1}` })).toBe('insufficient_funds quantity');
      const order = world.place({ ...words, ...at, quantity: `${margin}`, validity: 'fak' });
      expect(order).toBeGreaterThan(0);
      world.must({ type: 'orders.cancelAll', account, instrument: 0 });
      const held = world.position(account, symbol)?.quantity ?? 0;
      if (held !== 0) {
        world.place({ account, symbol, action: held > 0 ? 'sell' : 'buy', quantity: `${Math.abs(held)}` });
      }
    }
  });
});
