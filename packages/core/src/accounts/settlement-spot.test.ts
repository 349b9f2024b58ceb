import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';
import { averagePrice, type Quantity } from '../index.ts';
import { formatDecimal } from '../numbers/index.ts';
import type { FeePlan } from './index.ts';

function shares(fees: Partial<FeePlan> = {}, rub = '100000'): { world: World; account: number } {
  const world = new World();
  const account = world.open({ fees });
  world.deposit(account, 'rub', rub);
  return { world, account };
}

function average(world: World, account: number, symbol: string): string {
  const position = world.position(account, symbol);
  if (position === undefined) return 'none';
  return formatDecimal(averagePrice(world.instrument(symbol), position.cost, position.quantity as Quantity));
}

describe('spot: money and units change hands', () => {
  it('a purchase in parts averages its price; a partial sale keeps the average and realises the rest', () => {
    const { world, account } = shares();
    world.depth(
      'SBER',
      [],
      [
        ['100', '10'],
        ['103', '20'],
      ],
    );
    world.place({ account, symbol: 'SBER', quantity: '30' });
    expect(world.holding(account, 'SBER')).toBe('30 3060 0');
    expect(average(world, account, 'SBER')).toBe('102');
    expect(world.balance(account, 'rub')).toBe('96940 0 0');
    world.depth('SBER', [['105', '50']], []);
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '10' });
    expect(world.holding(account, 'SBER')).toBe('20 2040 30');
    expect(average(world, account, 'SBER')).toBe('102');
    world.depth('SBER', [['99.5', '50']], []);
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '20' });
    expect(world.holding(account, 'SBER')).toBe('none');
    expect(world.balance(account, 'rub')).toBe('99980 0 0');
    const results = world.events
      .filter((event) => event.type === 'orders.filled')
      .map((event) => (event as unknown as { result: bigint }).result);
    expect(results).toEqual([0n, 0n, world.money('rub', '30'), world.money('rub', '-50')]);
  });

  it('an average that does not come out even is known to 36 digits', () => {
    const { world, account } = shares();
    world.depth(
      'SBER',
      [],
      [
        ['100', '1'],
        ['100.01', '2'],
      ],
    );
    world.place({ account, symbol: 'SBER', quantity: '3' });
    expect(average(world, account, 'SBER')).toBe(`100.00${'6'.repeat(30)}7`);
  });

  it('the cost of a sold part is rounded half to even, the last part takes what is left', () => {
    const { world, account } = shares();
    world.depth(
      'SBER',
      [],
      [
        ['100', '1'],
        ['100.01', '2'],
      ],
    );
    world.place({ account, symbol: 'SBER', quantity: '3' });
    world.depth('SBER', [['100', '50']], []);
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1' });
    expect(world.holding(account, 'SBER')).toBe('2 200.0133333333 -0.0066666667');
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '2' });
    expect(world.balance(account, 'rub')).toBe('99999.98 0 0');
  });

  it('units that came in from outside are sold without a position', () => {
    const { world, account } = shares();
    world.deposit(account, 'SBER', '10');
    world.depth('SBER', [['100', '50']], [['101', '50']]);
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '4' });
    expect(world.holding(account, 'SBER')).toBe('none');
    expect([world.balance(account, 'SBER'), world.balance(account, 'rub')]).toEqual(['6 0 0', '100400 0 0']);
    world.place({ account, symbol: 'SBER', quantity: '2' });
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '8' });
    expect(world.holding(account, 'SBER')).toBe('none');
    expect([world.balance(account, 'SBER'), world.balance(account, 'rub')]).toEqual(['0 0 0', '100998 0 0']);
  });

  it('a position follows the units the account really has', () => {
    const { world, account } = shares();
    world.depth('SBER', [['102', '50']], [['101', '50']].slice(1) as []);
    world.depth('SBER', [], [['101', '50']]);
    world.place({ account, symbol: 'SBER', quantity: '10' });
    world.must({ type: 'accounts.withdraw', account, asset: 'SBER', amount: world.money('SBER', '6'), key: null });
    world.depth('SBER', [['102', '50']], []);
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '3' });
    expect(world.holding(account, 'SBER')).toBe('1 101 3');
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1' });
    expect(world.holding(account, 'SBER')).toBe('none');
  });
});

describe('fees on top, in the quote asset (A2, mode quote)', () => {
  it('a purchase pays q·p·(1+f), a sale gets q·p·(1−f)', () => {
    const world = new World();
    const account = world.open({ currency: 'USDT', fees: { maker: 1000, taker: 1000, decimals: 18 } });
    world.deposit(account, 'USDT', '10000');
    world.depth('USDT_BTC', [], [['50000', '1']]);
    world.place({ account, symbol: 'USDT_BTC', quantity: '0.12345' });
    // 6172.5 and 6.1725
    expect(world.balance(account, 'USDT')).toBe('3821.3275 0 0');
    expect(world.balance(account, 'BTC')).toBe('0.12345 0 0');
    world.depth('USDT_BTC', [['51000', '1']], []);
    world.place({ account, symbol: 'USDT_BTC', action: 'sell', quantity: '0.1' });
    // + 5100 - 5.1
    expect(world.balance(account, 'USDT')).toBe('8916.2275 0 0');
    expect(world.holding(account, 'USDT_BTC')).toBe('0.02345 1172.5 100');
  });

  it('maker and taker pay their own rates', () => {
    const { world, account } = shares({ maker: 200, taker: 500 });
    world.quote('SBER', '99', '10', '100', '10');
    world.place({ account, symbol: 'SBER', quantity: '20', price: '100' });
    // the rest is held at the dearer rate
    expect(world.balance(account, 'rub')).toBe('98999.5 1000.5 0');
    world.trade('SBER', '99.9', '10');
    // filled at its own price: 10 × 100 and 0.02 %
    expect(world.balance(account, 'rub')).toBe('97999.3 0 0');
  });

  it('is rounded to 0.01 over the whole order, not fill by fill', () => {
    const { world, account } = shares({ taker: 500 });
    // 0.05 % of 7.01: 0.003505 a fill; three of them 0.010515
    world.depth('SBER', [], [['7.01', '1']]);
    world.place({ account, symbol: 'SBER', quantity: '3', price: '7.01' });
    const fees = (): string[] =>
      world.events
        .filter((event) => event.type === 'orders.filled')
        .map((event) => String((event as unknown as { fee: bigint }).fee));
    expect(fees()).toEqual(['0']);
    world.level('SBER', 'ask', '7.01', '2');
    expect(fees()).toEqual(['0', '0']);
    const later = shares({ maker: 500, taker: 500 });
    later.world.depth('SBER', [['6', '1']], [['7.01', '1']]);
    later.world.place({ account: later.account, symbol: 'SBER', quantity: '3', price: '7.01' });
    later.world.level('SBER', 'ask', '7.01', '2');
    const charged = later.world.events
      .filter((event) => event.type === 'orders.filled')
      .map((event) => String((event as unknown as { fee: bigint }).fee));
    expect(charged).toEqual(['0', '100000000']);
    expect(later.world.balance(later.account, 'rub')).toBe('99978.96 0 0');
  });
});

describe('fees out of what is received (A2, mode received)', () => {
  it('a purchase pays q·p and gets q·(1−f); the average is paid ÷ got', () => {
    const world = new World();
    const account = world.open({ currency: 'USDT', fees: { taker: 1000, decimals: 8, mode: 'received' } });
    world.deposit(account, 'USDT', '50000');
    world.depth('USDT_BTC', [], [['50000', '2']]);
    world.place({ account, symbol: 'USDT_BTC', quantity: '1' });
    expect([world.balance(account, 'USDT'), world.balance(account, 'BTC')]).toEqual(['0 0 0', '0.999 0 0']);
    expect(world.holding(account, 'USDT_BTC')).toBe('0.999 50000 0');
    expect(average(world, account, 'USDT_BTC')).toBe('50050.0500500500500500500500500500501');
    world.depth('USDT_BTC', [['51000', '2']], []);
    world.place({ account, symbol: 'USDT_BTC', action: 'sell', quantity: '0.999' });
    // 50 949 less 0.1 %
    expect([world.balance(account, 'USDT'), world.balance(account, 'BTC')]).toEqual(['50898.051 0 0', '0 0 0']);
    expect(world.holding(account, 'USDT_BTC')).toBe('none');
    world.must({ type: 'accounts.close', account });
  });

  it('what is less than a step stays as units without a position', () => {
    const world = new World();
    const account = world.open({ currency: 'USDT', fees: { taker: 1000, decimals: 8, mode: 'received' } });
    world.deposit(account, 'USDT', '5000');
    world.depth('USDT_BTC', [], [['50000', '2']]);
    world.place({ account, symbol: 'USDT_BTC', quantity: '0.00101' });
    expect(world.balance(account, 'BTC')).toBe('0.00100899 0 0');
    expect(world.holding(account, 'USDT_BTC')).toBe('0.00101 50.5 0');
    world.depth('USDT_BTC', [['50000', '2']], []);
    expect(world.refused({ account, symbol: 'USDT_BTC', action: 'sell', quantity: '0.00101' })).toBe(
      'insufficient_units quantity',
    );
    world.place({ account, symbol: 'USDT_BTC', action: 'sell', quantity: '0.001' });
    expect(world.balance(account, 'BTC')).toBe('0.00000899 0 0');
    expect(world.holding(account, 'USDT_BTC')).toBe('none');
  });
});
