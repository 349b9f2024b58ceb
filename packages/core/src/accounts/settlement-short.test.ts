import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';
import type { FeePlan } from './index.ts';

/** A margin account with 10 000 rub; the margin rate for shorts is 25 %. */
function onMargin(fees: Partial<FeePlan> = {}): { world: World; account: number } {
  const world = new World();
  const account = world.open({ margin: true, fees });
  world.deposit(account, 'rub', '10000');
  world.quote('SBER', '100', '200', '100.1', '200');
  return { world, account };
}

describe('short selling on a margin account (SmartCOM short and cover, chp.md 7.2)', () => {
  it('the proceeds and 25 % of own money are set aside; covering frees them and books the result', () => {
    const { world, account } = onMargin();
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '100' });
    expect(world.balance(account, 'SBER')).toBe('-100 0 0');
    expect(world.balance(account, 'rub')).toBe('20000 0 12500');
    expect(world.free(account, 'rub')).toBe('7500');
    expect(world.holding(account, 'SBER')).toBe('-100 10000 0');
    world.quote('SBER', '89.9', '200', '90', '200');
    world.place({ account, symbol: 'SBER', action: 'cover', quantity: '40' });
    expect(world.holding(account, 'SBER')).toBe('-60 6000 400');
    expect(world.balance(account, 'rub')).toBe('16400 0 7500');
    world.quote('SBER', '109.9', '200', '110', '200');
    world.place({ account, symbol: 'SBER', action: 'cover', quantity: '60' });
    expect(world.holding(account, 'SBER')).toBe('none');
    expect(world.balance(account, 'rub')).toBe('9800 0 0');
    expect(world.balance(account, 'SBER')).toBe('0 0 0');
    expect(new Set(world.ledgerSums())).toEqual(new Set([0n]));
  });

  it('a resting short holds its margin and the fee; the liquid portfolio must cover 25 % of what may be short', () => {
    const { world, account } = onMargin({ maker: 1000, taker: 1000 });
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '100', price: '120' });
    // 12 000 × 25 % + 12
    expect(world.balance(account, 'rub')).toBe('10000 3012 0');
    // 10 000 - 0.12 a piece >= (100 + pieces) x 120 x 25 %
    expect(world.refused({ account, symbol: 'SBER', action: 'short', quantity: '233', price: '120' })).toBe(
      'insufficient_funds quantity',
    );
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '232', price: '120' });
    expect(world.balance(account, 'rub')).toBe('10000 9999.84 0');
  });

  it('a plain sale beyond the units sells what is there and goes short with the rest', () => {
    const { world, account } = onMargin();
    world.deposit(account, 'SBER', '30');
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '50', price: '101' });
    expect([world.balance(account, 'SBER'), world.balance(account, 'rub')]).toEqual(['30 30 0', '10000 505 0']);
    world.trade('SBER', '101.5', '50');
    expect([world.balance(account, 'SBER'), world.holding(account, 'SBER')]).toEqual(['-20 0 0', '-20 2020 0']);
    expect(world.balance(account, 'rub')).toBe('15050 0 2525');
  });

  it('buying more than the short position turns it long', () => {
    const { world, account } = onMargin();
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '10' });
    world.place({ account, symbol: 'SBER', quantity: '25' });
    expect(world.holding(account, 'SBER')).toBe('15 1501.5 -1');
    expect(world.balance(account, 'rub')).toBe('8497.5 0 0');
  });

  it('selling more than the long position turns it short', () => {
    const { world, account } = onMargin();
    world.place({ account, symbol: 'SBER', quantity: '10' });
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '25' });
    expect(world.holding(account, 'SBER')).toBe('-15 1500 -1');
    // 10 000 - 1001 + 2500, margin 1500 × 1.25
    expect(world.balance(account, 'rub')).toBe('11499 0 1875');
  });

  it('each action fits its position or is refused', () => {
    const { world, account } = onMargin();
    const cash = world.open();
    world.deposit(cash, 'rub', '10000');
    expect(world.refused({ account: cash, symbol: 'SBER', action: 'short', quantity: '1' })).toBe(
      'margin_disabled action',
    );
    expect(world.refused({ account: cash, symbol: 'SBER', action: 'sell', quantity: '1' })).toBe(
      'insufficient_units quantity',
    );
    world.quote('FUND', '100', '200', '101', '200');
    expect(world.refused({ account, symbol: 'FUND', action: 'short', quantity: '1' })).toBe(
      'short_not_allowed instrument',
    );
    expect(world.refused({ account, symbol: 'SBER', action: 'cover', quantity: '1' })).toBe('wrong_position action');
    world.place({ account, symbol: 'SBER', quantity: '5' });
    expect(world.refused({ account, symbol: 'SBER', action: 'short', quantity: '1' })).toBe('wrong_position action');
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '5' });
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '5' });
    expect(world.refused({ account, symbol: 'SBER', action: 'cover', quantity: '6' })).toBe('wrong_position action');
    world.place({ account, symbol: 'SBER', action: 'cover', quantity: '5' });
  });

  it('a loss beyond the money of the account can still be ended', () => {
    const { world, account } = onMargin({ taker: 1000 });
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '300' });
    world.quote('SBER', '100', '1000', '100.1', '1000');
    world.place({ account, symbol: 'SBER', action: 'short', quantity: '90' });
    // 39 000 are proceeds; at 200 covering costs 78 000 and more than the 49 000 that are there
    world.quote('SBER', '199.9', '1000', '200', '1000');
    world.place({ account, symbol: 'SBER', action: 'cover', quantity: '290' });
    expect(world.holding(account, 'SBER')).toBe('none');
    expect(world.free(account, 'rub').startsWith('-')).toBe(true);
  });
});
