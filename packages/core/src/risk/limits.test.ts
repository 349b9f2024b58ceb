import { describe, expect, it } from 'vitest';
import { limit, market, rejection, rub, said, show } from '../../test/limited-market.ts';
import { MINUTE, NOON, World } from '../../test/world.ts';
import type { Limits, Money, Price, Quantity } from '../index.ts';
import { NO_LIMITS, riskOf } from './index.ts';

describe('limits of an account', () => {
  it('are set one by one: what is left out stays, null takes one away', () => {
    const { world, account } = market();
    limit(world, account, { maxOrderValue: rub('500'), maxOrdersPerMinute: 3 });
    limit(world, account, { maxOrderValue: null, maxPositionValue: rub('900') });
    expect(riskOf(world.core.state.risk, account).limits).toEqual({
      maxOrderValue: null,
      maxPositionValue: rub('900'),
      maxOrdersPerMinute: 3,
      maxDailyLoss: null,
    });
    limit(world, account, { maxPositionValue: null, maxOrdersPerMinute: null });
    expect(world.core.state.risk.accounts.size).toBe(0);
  });

  it('setting the same again is no event', () => {
    const { world, account } = market();
    limit(world, account, { maxDailyLoss: rub('5') });
    const before = world.events.length;
    limit(world, account, { maxDailyLoss: rub('5') });
    expect(world.events).toHaveLength(before);
  });

  it.each<[string, unknown]>([
    ['invalid_value limits', null],
    ['invalid_value limits', {}],
    ['invalid_value limits', []],
    ['invalid_value limits.maxOrders', { maxOrders: 3 }],
    ['invalid_value limits.maxOrderValue', { maxOrderValue: 0n }],
    ['invalid_value limits.maxOrderValue', { maxOrderValue: 100 }],
    ['invalid_value limits.maxPositionValue', { maxPositionValue: -1n }],
    ['invalid_value limits.maxDailyLoss', { maxDailyLoss: 10n ** 41n }],
    ['invalid_value limits.maxOrdersPerMinute', { maxOrdersPerMinute: 0 }],
    ['invalid_value limits.maxOrdersPerMinute', { maxOrdersPerMinute: 10_001 }],
    ['invalid_value limits.maxOrdersPerMinute', { maxOrdersPerMinute: 1.5 }],
  ])('that make no sense are refused: %s', (expected, limits) => {
    const { world, account } = market();
    const found = world.run({ type: 'risk.setLimits', account, limits: limits as Partial<Limits> }).rejection;
    expect(`${found?.reason} ${found?.field}`).toBe(expected);
  });

  it('only open accounts of traders have any', () => {
    const { world } = market();
    const empty = world.open();
    world.must({ type: 'accounts.close', account: empty });
    for (const [account, reason] of [
      [1, 'unknown_account'],
      [2_000_000_999, 'unknown_account'],
      [empty, 'account_closed'],
    ] as const) {
      expect(world.run({ type: 'risk.setLimits', account, limits: NO_LIMITS }).rejection?.reason).toBe(reason);
    }
  });
});

describe('the value of one order', () => {
  it('is its limit price × quantity', () => {
    const { world, account } = market();
    limit(world, account, { maxOrderValue: rub('950') });
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '10', price: '95' }))).toBe('accepted');
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '10', price: '95.01' }))).toBe(
      'order_value_limit quantity: maxOrderValue is 950 rub, 950.1 rub ordered',
    );
  });

  it('of a market order is what the displayed book asks for it', () => {
    const { world, account } = market();
    limit(world, account, { maxOrderValue: rub('2019.99') });
    // 10 × 100 + 10 × 101 = 2010
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '20' }))).toBe('accepted');
    // 20 × 101
    show(world);
    world.level('SBER', 'ask', '100', '0');
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '20' }))).toBe(
      'order_value_limit quantity: maxOrderValue is 2019.99 rub, 2020 rub ordered',
    );
  });

  it('of a stop is its stop price × quantity', () => {
    const { world, account } = market();
    limit(world, account, { maxOrderValue: rub('1100') });
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '10', stop: '110' }))).toBe('accepted');
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '10', stop: '110.5' }))).toBe(
      'order_value_limit quantity: maxOrderValue is 1100 rub, 1105 rub ordered',
    );
  });

  it('is held in the currency of the account', () => {
    const world = new World();
    const account = world.open({ currency: 'usd', margin: true, hedging: true });
    world.deposit(account, 'usd', '100000');
    world.trade('USDJPY', '150', '10');
    world.trade('EURUSD', '1.1', '10');
    world.quote('EURJPY', '164.999', '1000000', '165', '1000000');
    world.must({ type: 'risk.setLimits', account, limits: { maxOrderValue: world.money('usd', '110') } });
    const eur = { account, symbol: 'EURJPY', leg: 'new' } as const;
    // 100 eur × 165 jpy ÷ 150 = 110 usd
    expect(said(rejection(world, { ...eur, quantity: '100' }))).toBe('accepted');
    expect(said(rejection(world, { ...eur, quantity: '110' }))).toBe(
      'order_value_limit quantity: maxOrderValue is 110 usd, 121 usd ordered',
    );
  });

  it('that cannot be converted is not accepted', () => {
    const { world, account } = market();
    world.deposit(account, 'USDT', '100000');
    world.quote('USDT_BTC', '49999', '1', '50000', '1');
    limit(world, account, { maxOrderValue: rub('1000000000') });
    expect(rejection(world, { account, symbol: 'USDT_BTC', quantity: '0.1' })).toMatchObject({
      reason: 'no_market_price',
      field: 'instrument',
    });
  });

  it('is checked when an order is replaced or moved up, and the old one stays when the new one is too large', () => {
    const { world, account } = market();
    const order = world.place({ account, symbol: 'SBER', quantity: '10', price: '90' });
    limit(world, account, { maxOrderValue: rub('950') });
    const steps = (value: number): Price & Quantity => value as Price & Quantity;
    const replace = { type: 'orders.replace', account, order, quantity: steps(11), price: steps(9_000), key: null };
    expect(said(world.run(replace as never).rejection)).toBe(
      'order_value_limit quantity: maxOrderValue is 950 rub, 990 rub ordered',
    );
    expect(said(world.run({ type: 'orders.move', order, price: steps(9_501) }).rejection)).toBe(
      'order_value_limit quantity: maxOrderValue is 950 rub, 950.1 rub ordered',
    );
    limit(world, account, { maxOrderValue: rub('1') });
    expect(said(world.run({ type: 'orders.move', order, price: steps(8_000) }).rejection)).toBe('accepted');
    expect(said(world.run({ type: 'orders.move', order, price: steps(8_001) }).rejection)).toBe(
      'order_value_limit quantity: maxOrderValue is 1 rub, 800.1 rub ordered',
    );
    expect(world.order(order)?.price).toBe(8_000);
  });
});

describe('the value of a position', () => {
  it('counts what is held, open orders of the same side and waiting stops, at the dearer of price and market', () => {
    const { world, account } = market();
    world.place({ account, symbol: 'SBER', quantity: '10' });
    world.place({ account, symbol: 'SBER', quantity: '5', price: '90' });
    world.place({ account, symbol: 'SBER', quantity: '5', stop: '110' });
    world.place({ account, symbol: 'SBER', action: 'sell', quantity: '7', price: '120' });
    limit(world, account, { maxPositionValue: rub('3000') });
    // 10 + 5 + 5 + 10 = 30 at the market's 100
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '11', price: '90' }))).toBe(
      'position_value_limit quantity: maxPositionValue is 3000 rub, 3100 rub to be held',
    );
    // 20 + 9 at 104
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '9', stop: '104' }))).toBe(
      'position_value_limit quantity: maxPositionValue is 3000 rub, 3016 rub to be held',
    );
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '10', price: '90' }))).toBe('accepted');
  });

  it('is held for each instrument alone', () => {
    const { world, account } = market();
    limit(world, account, { maxPositionValue: rub('30000') });
    expect(said(rejection(world, { account, symbol: 'SRZ6', quantity: '1', price: '30000' }))).toBe('accepted');
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '300', price: '95' }))).toBe('accepted');
    expect(said(rejection(world, { account, symbol: 'SRZ6', quantity: '1', price: '29000' }))).toBe(
      'position_value_limit quantity: maxPositionValue is 30000 rub, 60000 rub to be held',
    );
  });

  it('counts a short position alike, and a sale first takes off what is held', () => {
    const { world, account } = market();
    world.place({ account, symbol: 'SBER', quantity: '10' });
    limit(world, account, { maxPositionValue: rub('500') });
    // 15 sold of 10 held leave 5 short
    expect(said(rejection(world, { account, symbol: 'SBER', action: 'sell', quantity: '16', price: '100' }))).toBe(
      'position_value_limit quantity: maxPositionValue is 500 rub, 600 rub to be held',
    );
    expect(said(rejection(world, { account, symbol: 'SBER', action: 'sell', quantity: '15', price: '100' }))).toBe(
      'accepted',
    );
  });

  it('of a moved order counts the order itself once, with what is left of it', () => {
    const { world, account } = market();
    const order = world.place({ account, symbol: 'SBER', quantity: '10', price: '95' });
    limit(world, account, { maxPositionValue: rub('1200') });
    expect(said(world.run({ type: 'orders.move', order, quantity: 12 as Quantity }).rejection)).toBe('accepted');
    expect(said(world.run({ type: 'orders.move', order, quantity: 13 as Quantity }).rejection)).toBe(
      'position_value_limit quantity: maxPositionValue is 1200 rub, 1300 rub to be held',
    );
  });
});

describe('what only makes a position smaller', () => {
  it('passes every limit on money', () => {
    const { world, account } = market();
    world.place({ account, symbol: 'SBER', quantity: '10' });
    limit(world, account, { maxOrderValue: rub('1'), maxPositionValue: rub('1'), maxDailyLoss: rub('0.01') });
    world.quote('SBER', '50', '100', '51', '100');
    world.trade('SBER', '50', '1');
    expect(rejection(world, { account, symbol: 'SBER', quantity: '1' })?.reason).toBe('daily_loss_limit');
    const sell = { account, symbol: 'SBER', action: 'sell' } as const;
    expect(said(rejection(world, { ...sell, quantity: '10', price: '60' }))).toBe('accepted');
    expect(rejection(world, { ...sell, quantity: '1', price: '60' })?.reason).toBe('daily_loss_limit');
  });

  it('a position may have a stop and a take profit at once', () => {
    const { world, account } = market();
    world.place({ account, symbol: 'SBER', quantity: '10' });
    limit(world, account, { maxOrderValue: rub('1') });
    const sell = { account, symbol: 'SBER', action: 'sell', quantity: '10' } as const;
    expect(said(rejection(world, { ...sell, stop: '90' }))).toBe('accepted');
    expect(said(rejection(world, { ...sell, price: '120' }))).toBe('accepted');
    expect(rejection(world, { ...sell, price: '120' })?.reason).toBe('order_value_limit');
    expect(rejection(world, { ...sell, stop: '90' })?.reason).toBe('order_value_limit');
  });

  it('without margin every sale of a spot instrument does', () => {
    const { world, account } = market({});
    world.deposit(account, 'SBER', '50');
    limit(world, account, { maxOrderValue: rub('1') });
    expect(said(rejection(world, { account, symbol: 'SBER', action: 'sell', quantity: '50' }))).toBe('accepted');
  });

  it('and so does the order that closes a ticket, not one that opens another', () => {
    const world = new World();
    const account = world.open({ currency: 'usd', margin: true, hedging: true });
    world.deposit(account, 'usd', '100000');
    world.quote('EURUSD', '1.09999', '1000000', '1.1', '1000000');
    const ticket = world.place({ account, symbol: 'EURUSD', quantity: '100', leg: 'new' });
    world.must({ type: 'risk.setLimits', account, limits: { maxOrderValue: 1n as Money } });
    const sell = { account, symbol: 'EURUSD', action: 'sell', quantity: '100' } as const;
    expect(rejection(world, { ...sell, leg: 'new' })?.reason).toBe('order_value_limit');
    expect(said(rejection(world, { ...sell, leg: ticket }))).toBe('accepted');
  });
});

describe('orders a minute', () => {
  it('are counted over the last 60 s, moves and replacements too, refused ones not', () => {
    const { world, account } = market();
    limit(world, account, { maxOrdersPerMinute: 3 });
    const order = world.place({ account, symbol: 'SBER', quantity: '1', price: '90' });
    world.advance(NOON + 10_000);
    world.must({ type: 'orders.move', order, price: 9_001 as Price });
    world.refused({ account, symbol: 'SBER', quantity: '1', price: '1', action: 'cover' });
    const steps = { quantity: 1 as Quantity, price: 9_000 as Price };
    const replaced = world.must({ type: 'orders.replace', account, order, ...steps, key: null });
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '1', price: '90' }))).toBe(
      'order_rate_limit account: maxOrdersPerMinute is 3, 3 were placed or moved in the last 60 s',
    );
    expect(world.run({ type: 'orders.move', order: replaced, price: 8_000 as Price }).rejection?.reason).toBe(
      'order_rate_limit',
    );
    world.must({ type: 'orders.cancel', order: replaced });
    world.advance(NOON + 59_999);
    expect(rejection(world, { account, symbol: 'SBER', quantity: '1', price: '90' })?.reason).toBe('order_rate_limit');
    world.advance(NOON + 60_000);
    expect(said(rejection(world, { account, symbol: 'SBER', quantity: '1', price: '90' }))).toBe('accepted');
    expect(rejection(world, { account, symbol: 'SBER', quantity: '1', price: '90' })?.reason).toBe('order_rate_limit');
  });

  it('no more times are kept than the limit counts', () => {
    const { world, account } = market();
    limit(world, account, { maxOrdersPerMinute: 5 });
    for (let i = 0; i < 20; i++) {
      world.advance(world.now + MINUTE);
      world.place({ account, symbol: 'SBER', quantity: '1', price: '90' });
    }
    expect(world.core.state.risk.accounts.get(account)?.placements).toEqual([world.now]);
    limit(world, account, { maxOrdersPerMinute: null });
    expect(world.core.state.risk.accounts.size).toBe(0);
  });

  it('a repeated key is answered as before, whatever the limits say', () => {
    const { world, account } = market();
    limit(world, account, { maxOrdersPerMinute: 1 });
    const words = { account, symbol: 'SBER', quantity: '1', price: '90', key: 'one' };
    const id = world.place(words);
    limit(world, account, { maxOrderValue: rub('1') });
    world.must({ type: 'risk.kill', account, flatten: false, note: null });
    expect(world.run(world.command(words)).outcome).toEqual({ id, repeated: true });
  });
});
