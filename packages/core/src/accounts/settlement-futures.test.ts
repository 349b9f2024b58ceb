import { describe, expect, it } from 'vitest';
import { DAY, NOON, World } from '../../test/world.ts';

/** 00:00 in Moscow of the day after NOON. */
const MIDNIGHT = Date.UTC(2026, 10, 20, 21);

/** A margin account with 20 000 rub; SRZ6 blocks 6500 a contract, one point is one rouble. */
function future(): { world: World; account: number } {
  const world = new World();
  const account = world.open({ margin: true, closeOut: false });
  world.deposit(account, 'rub', '20000');
  world.quote('SRZ6', '29990', '10', '30000', '10');
  return { world, account };
}

describe('futures: initial margin, daily settlement, cash at expiry', () => {
  it('opening takes no money but the margin; the day is settled at the last price', () => {
    const { world, account } = future();
    world.place({ account, symbol: 'SRZ6', quantity: '2' });
    expect(world.balance(account, 'rub')).toBe('20000 0 13000');
    expect(world.holding(account, 'SRZ6')).toBe('2 60000 0');
    world.trade('SRZ6', '30150', '1');
    world.advance(MIDNIGHT - 1);
    expect(world.balance(account, 'rub')).toBe('20000 0 13000');
    world.advance(MIDNIGHT);
    expect(world.balance(account, 'rub')).toBe('20300 0 13000');
    expect(world.holding(account, 'SRZ6')).toBe('2 60300 300');
    world.quote('SRZ6', '30050', '10', '30060', '10');
    world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '1' });
    // 30 050 against the settled 30 150; half of the margin is free
    expect(world.balance(account, 'rub')).toBe('20200 0 6500');
    expect(world.holding(account, 'SRZ6')).toBe('1 30150 200');
    world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '1' });
    expect(world.balance(account, 'rub')).toBe('20100 0 0');
    expect(world.holding(account, 'SRZ6')).toBe('none');
    expect(new Set(world.ledgerSums())).toEqual(new Set([0n]));
  });

  it('a short position earns what a long one loses, with the multiplier of the contract', () => {
    const { world, account } = future();
    world.deposit(account, 'rub', '20000');
    world.quote('MXZ6', '300000', '10', '300100', '10');
    world.place({ account, symbol: 'MXZ6', action: 'sell', quantity: '1' });
    expect(world.balance(account, 'rub')).toBe('40000 0 30000');
    world.trade('MXZ6', '299000', '1');
    world.advance(MIDNIGHT);
    // 1000 points × 2.5
    expect(world.balance(account, 'rub')).toBe('42500 0 30000');
    world.trade('MXZ6', '299100', '1');
    world.advance(MIDNIGHT + DAY);
    expect(world.balance(account, 'rub')).toBe('42250 0 30000');
    expect(world.holding(account, 'MXZ6')).toBe('-1 747750 2250');
  });

  it('without a trade since the last settlement nothing is booked twice', () => {
    const { world, account } = future();
    world.place({ account, symbol: 'SRZ6', quantity: '1' });
    world.trade('SRZ6', '30100', '1');
    world.advance(MIDNIGHT);
    const settled = (): number => world.events.filter((event) => event.type === 'accounts.positionSettled').length;
    expect(settled()).toBe(1);
    world.advance(MIDNIGHT + DAY);
    expect(settled()).toBe(1);
  });

  it('at expiry the position ends in cash, its orders expire and the contract is delisted', () => {
    const { world, account } = future();
    world.place({ account, symbol: 'SRZ6', quantity: '2' });
    const rests = world.place({ account, symbol: 'SRZ6', quantity: '1', price: '29000', validity: 'gtc' });
    const stop = world.place({
      account,
      symbol: 'SRZ6',
      action: 'sell',
      quantity: '1',
      stop: '20000',
      validity: 'gtc',
    });
    const expiry = Date.UTC(2026, 11, 17, 21);
    expect([world.order(rests)?.expiresAt, world.order(stop)?.expiresAt]).toEqual([expiry, expiry]);
    world.advance(expiry - DAY);
    world.trade('SRZ6', '30500', '1');
    const before = world.events.length;
    world.advance(expiry);
    expect(world.balance(account, 'rub')).toBe('21000 0 0');
    expect(world.holding(account, 'SRZ6')).toBe('none');
    expect(world.told(before)).toEqual([`${rests} expired expired`, `${stop} expired expired`]);
    expect(world.events.at(-1)?.type).not.toBe('orders.filled');
    expect(world.refused({ account, symbol: 'SRZ6', quantity: '1' })).toBe('not_tradable instrument');
    expect(world.quote('SRZ6', '1', '5', '2', '5')).toEqual([]);
    expect(world.core.nextTimer).toBeGreaterThan(expiry);
  });

  it('a delisted contract is no more traded: all its orders end', () => {
    const { world, account } = future();
    const other = world.open({ margin: true });
    world.deposit(other, 'rub', '20000');
    const orders = [
      world.place({ account, symbol: 'SRZ6', quantity: '1', price: '29000' }),
      world.place({ account: other, symbol: 'SRZ6', action: 'sell', quantity: '1', stop: '20000' }),
    ];
    world.quote('SBER', '99', '5', '100', '5');
    const kept = world.place({ account: other, symbol: 'SBER', quantity: '1', price: '90' });
    const before = world.events.length;
    world.must({ type: 'instruments.delist', symbol: 'SRZ6' });
    world.advance();
    expect(world.told(before)).toEqual(orders.map((id) => `${id} cancelled instrument_expired`));
    expect(world.order(kept)).toBeDefined();
    expect(world.balance(account, 'rub')).toBe('20000 0 0');
  });

  it('needs a margin account, and margin for every contract', () => {
    const { world, account } = future();
    const cash = world.open();
    world.deposit(cash, 'rub', '20000');
    expect(world.refused({ account: cash, symbol: 'SRZ6', quantity: '1' })).toBe('margin_disabled account');
    expect(world.refused({ account, symbol: 'SRZ6', quantity: '4', price: '29000' })).toBe(
      'insufficient_funds quantity',
    );
    world.place({ account, symbol: 'SRZ6', quantity: '3', price: '29000' });
    expect(world.balance(account, 'rub')).toBe('20000 19500 0');
  });

  it('a position that has lost more than the account has can still be closed', () => {
    const { world, account } = future();
    world.place({ account, symbol: 'SRZ6', quantity: '3' });
    world.trade('SRZ6', '22000', '1');
    world.advance(MIDNIGHT);
    expect(world.balance(account, 'rub')).toBe('-4000 0 19500');
    world.quote('SRZ6', '21900', '10', '22000', '10');
    world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '3' });
    expect(world.balance(account, 'rub')).toBe('-4300 0 0');
    expect(world.refused({ account, symbol: 'SRZ6', quantity: '1' })).toBe('insufficient_funds quantity');
  });

  it('two closing orders cannot turn the position without margin', () => {
    const { world, account } = future();
    world.place({ account, symbol: 'SRZ6', quantity: '3' });
    const first = world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '3', price: '30100' });
    const second = world.place({ account, symbol: 'SRZ6', action: 'sell', quantity: '3', price: '30100' });
    world.trade('SRZ6', '20000', '1');
    world.advance(NOON + 1);
    world.trade('SRZ6', '30200', '10');
    expect(world.told().slice(-2)).toEqual([`${first} 30100 3 m`, `${second} 30100 3 m`]);
    expect(world.holding(account, 'SRZ6')).toBe('-3 90300 0');
    expect(world.balance(account, 'rub')).toBe('20300 0 19500');
  });
});
