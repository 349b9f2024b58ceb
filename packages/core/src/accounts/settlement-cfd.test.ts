import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';

/** A margin account in dollars; the margin rate is 1 %, the quantity step 10 units of the base currency. */
function currencies(settings: { hedging?: boolean; currency?: string } = {}): { world: World; account: number } {
  const world = new World();
  const account = world.open({ currency: 'usd', margin: true, ...settings });
  world.deposit(account, settings.currency ?? 'usd', '10000');
  world.quote('EURUSD', '1.09999', '1000000', '1.1', '1000000');
  world.quote('USDJPY', '150', '1000000', '150.01', '1000000');
  world.quote('EURJPY', '165', '1000000', '165.01', '1000000');
  return { world, account };
}

describe('cfd: margin and results in the currency of the account', () => {
  it('EURUSD on a dollar account: the quote currency is the account’s', () => {
    const { world, account } = currencies();
    world.place({ account, symbol: 'EURUSD', quantity: '100000' });
    expect(world.balance(account, 'usd')).toBe('10000 0 1100');
    expect(world.holding(account, 'EURUSD')).toBe('100000 110000 0');
    expect(world.balance(account, 'eur')).toBe('0 0 0');
    world.quote('EURUSD', '1.1025', '1000000', '1.1026', '1000000');
    world.place({ account, symbol: 'EURUSD', action: 'sell', quantity: '40000' });
    expect(world.holding(account, 'EURUSD')).toBe('60000 66000 100');
    expect(world.balance(account, 'usd')).toBe('10100 0 660');
    world.place({ account, symbol: 'EURUSD', action: 'sell', quantity: '60000' });
    expect(world.balance(account, 'usd')).toBe('10250 0 0');
    expect(new Set(world.ledgerSums())).toEqual(new Set([0n]));
  });

  it('USDJPY on a dollar account: the base currency is the account’s, yen are turned at the price of the fill', () => {
    const { world, account } = currencies();
    world.place({ account, symbol: 'USDJPY', action: 'sell', quantity: '100000' });
    // 15 000 000 yen at 150 are 100 000 dollars, 1 % of them
    expect(world.balance(account, 'usd')).toBe('10000 0 1000');
    world.quote('USDJPY', '147.99', '1000000', '148', '1000000');
    world.place({ account, symbol: 'USDJPY', quantity: '100000' });
    // 200 000 yen at 148
    expect(world.balance(account, 'usd')).toBe('11351.3513513514 0 0');
    expect(new Set(world.ledgerSums())).toEqual(new Set([0n]));
  });

  it('EURJPY on a dollar account: yen are turned at the last USDJPY', () => {
    const { world, account } = currencies();
    world.trade('USDJPY', '150', '10');
    world.place({ account, symbol: 'EURJPY', quantity: '10000' });
    // 1 650 100 yen at 150 are 11 000.666… dollars, 1 % of them, rounded up
    expect(world.balance(account, 'usd')).toBe('10000 0 110.0066666667');
    world.quote('EURJPY', '166.01', '1000000', '166.02', '1000000');
    world.trade('USDJPY', '151', '10');
    world.place({ account, symbol: 'EURJPY', action: 'sell', quantity: '10000' });
    // 10 000 yen at 151
    expect(world.balance(account, 'usd')).toBe('10066.2251655629 0 0');
  });

  it('without a price to convert with no order is taken', () => {
    const { world, account } = currencies({ currency: 'rub' });
    expect(world.refused({ account, symbol: 'EURUSD', quantity: '10' })).toBe('no_market_price instrument');
  });

  it('needs a margin account', () => {
    const { world } = currencies();
    const cash = world.open({ currency: 'usd' });
    world.deposit(cash, 'usd', '10000');
    expect(world.refused({ account: cash, symbol: 'EURUSD', quantity: '10' })).toBe('margin_disabled account');
  });

  it('a position whose loss is larger than the account can be closed', () => {
    const { world, account } = currencies();
    world.place({ account, symbol: 'EURUSD', quantity: '900000' });
    world.quote('EURUSD', '1.08', '1000000', '1.08001', '1000000');
    world.place({ account, symbol: 'EURUSD', action: 'sell', quantity: '900000' });
    expect(world.balance(account, 'usd')).toBe('-8000 0 0');
  });
});

describe('tickets: hedging accounts keep positions apart', () => {
  it('every new order opens a ticket of its own id, both sides at once', () => {
    const { world, account } = currencies({ hedging: true });
    const long = world.place({ account, symbol: 'EURUSD', quantity: '1000', leg: 'new' });
    const short = world.place({ account, symbol: 'EURUSD', action: 'sell', quantity: '2000', leg: 'new' });
    expect(world.holding(account, 'EURUSD', long)).toBe('1000 1100 0');
    expect(world.holding(account, 'EURUSD', short)).toBe('-2000 2199.98 0');
    expect(world.holding(account, 'EURUSD')).toBe('none');
    expect(world.balance(account, 'usd')).toBe('10000 0 32.9998');
  });

  it('a ticket is closed partly, then wholly, by the opposite side', () => {
    const { world, account } = currencies({ hedging: true });
    const ticket = world.place({ account, symbol: 'EURUSD', quantity: '1000', leg: 'new' });
    world.quote('EURUSD', '1.12', '1000000', '1.12001', '1000000');
    world.place({ account, symbol: 'EURUSD', action: 'sell', quantity: '400', leg: ticket });
    expect(world.holding(account, 'EURUSD', ticket)).toBe('600 660 8');
    world.place({ account, symbol: 'EURUSD', action: 'sell', quantity: '600', leg: ticket });
    expect(world.holding(account, 'EURUSD', ticket)).toBe('none');
    expect(world.balance(account, 'usd')).toBe('10020 0 0');
    expect(world.account(account).tickets.size).toBe(0);
  });

  it('an order that would close more than is left of its ticket ends: ticket_closed', () => {
    const { world, account } = currencies({ hedging: true });
    const ticket = world.place({ account, symbol: 'EURUSD', quantity: '1000', leg: 'new' });
    const first = world.place({
      account,
      symbol: 'EURUSD',
      action: 'sell',
      quantity: '1000',
      price: '1.11',
      leg: ticket,
    });
    const second = world.place({
      account,
      symbol: 'EURUSD',
      action: 'sell',
      quantity: '600',
      price: '1.11',
      leg: ticket,
    });
    const from = world.events.length;
    world.quote('EURUSD', '1.11', '5000', '1.12', '5000');
    expect(world.told(from)).toEqual([`${first} 1.11 1000 m`, `${second} cancelled ticket_closed`]);
    expect(world.balance(account, 'usd')).toBe('10010 0 0');
  });

  it('names what it cannot close', () => {
    const { world, account } = currencies({ hedging: true });
    const ticket = world.place({ account, symbol: 'EURUSD', quantity: '1000', leg: 'new' });
    const order = { account, symbol: 'EURUSD', quantity: '1000' };
    expect(world.refused(order)).toBe('wrong_position leg');
    expect(world.refused({ ...order, action: 'sell', leg: 17 })).toBe('unknown_ticket leg');
    expect(world.refused({ ...order, leg: ticket })).toBe('wrong_position action');
    expect(world.refused({ ...order, symbol: 'USDJPY', action: 'sell', leg: ticket })).toBe('unknown_ticket leg');
    expect(world.refused({ ...order, action: 'sell', quantity: '1010', leg: ticket })).toBe(
      'quantity_too_large quantity',
    );
    expect(
      world.refused({
        account: world.open({ currency: 'usd', margin: true }),
        symbol: 'EURUSD',
        quantity: '10',
        leg: 'new',
      }),
    ).toBe('wrong_position leg');
    const closing = world.place({ ...order, action: 'sell', quantity: '500', price: '1.2', leg: ticket });
    const { rejection } = world.run({
      type: 'orders.move',
      order: closing,
      quantity: world.quantity('EURUSD', '1010'),
    });
    expect(rejection).toMatchObject({ reason: 'quantity_too_large', field: 'quantity' });
  });
});
