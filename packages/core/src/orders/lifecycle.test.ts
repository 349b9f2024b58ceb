import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';
import { openOrder, openOrders, type Price, type Quantity } from '../index.ts';

/** Two cash accounts with 10 000 rub and 100 SBER each; bid 99 × 10, ask 101 × 10. */
function market(): { world: World; one: number; two: number } {
  const world = new World();
  const [one, two] = [
    world.open({ fees: { maker: 1000, taker: 1000 } }),
    world.open({ fees: { maker: 1000, taker: 1000 } }),
  ];
  for (const account of [one, two]) {
    world.deposit(account, 'rub', '10000');
    world.deposit(account, 'SBER', '100');
  }
  world.quote('SBER', '99', '10', '101', '10');
  return { world, one, two };
}

describe('holds follow an order through its life', () => {
  it('a limit purchase holds its value and the dearer fee, at every step', () => {
    const { world, one } = market();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '20', price: '100' });
    expect(world.balance(one, 'rub')).toBe('10000 2002 0');
    world.trade('SBER', '99.5', '5');
    // 500 and 0.50 paid, 15 left
    expect(world.balance(one, 'rub')).toBe('9499.5 1501.5 0');
    world.must({ type: 'orders.move', order: id, price: world.price('SBER', '98') });
    // 1470 and the fee of all of it, 0.50 of which is charged
    expect(world.balance(one, 'rub')).toBe('9499.5 1471.47 0');
    world.must({ type: 'orders.move', order: id, quantity: world.quantity('SBER', '10') });
    expect(world.balance(one, 'rub')).toBe('9499.5 490.49 0');
    world.must({ type: 'orders.cancel', order: id });
    expect(world.balance(one, 'rub')).toBe('9499.5 0 0');
    expect(world.told().at(-1)).toBe(`${id} cancelled client`);
    expect(openOrder(world.core.state.orders, id)).toBeUndefined();
  });

  it('a limit purchase that fills at a better price frees the difference', () => {
    const { world, one } = market();
    world.place({ account: one, symbol: 'SBER', quantity: '12', price: '102' });
    // 10 at 101 with 1.01; two left at 102: 204 and 0.20 of fee (1.214 in all, 1.01 charged)
    expect(world.balance(one, 'rub')).toBe('8988.99 204.2 0');
  });

  it('a sale holds units; a market order holds nothing when it is done', () => {
    const { world, one } = market();
    const id = world.place({ account: one, symbol: 'SBER', action: 'sell', quantity: '30', price: '105' });
    expect(world.balance(one, 'SBER')).toBe('100 30 0');
    expect(world.refused({ account: one, symbol: 'SBER', action: 'sell', quantity: '71', price: '105' })).toBe(
      'insufficient_units quantity',
    );
    world.trade('SBER', '106', '10');
    expect(world.balance(one, 'SBER')).toBe('90 20 0');
    world.place({ account: one, symbol: 'SBER', action: 'sell', quantity: '70' });
    expect(world.told().slice(-2)).toEqual(['32 99 10 t', '32 cancelled no_liquidity']);
    expect(world.balance(one, 'SBER')).toBe('80 20 0');
    world.must({ type: 'orders.cancel', order: id });
    expect(world.balance(one, 'SBER')).toBe('80 0 0');
  });

  it('a market purchase is weighed by what is displayed', () => {
    const { world, one } = market();
    world.depth(
      'SBER',
      [],
      [
        ['101', '10'],
        ['110', '50'],
      ],
    );
    expect(world.refused({ account: one, symbol: 'SBER', quantity: '92' })).toBe('insufficient_funds quantity');
    world.place({ account: one, symbol: 'SBER', quantity: '60' });
    // 1010 + 5500 and 6.51
    expect(world.balance(one, 'rub')).toBe('3483.49 0 0');
  });

  it('a stop holds nothing until it is triggered', () => {
    const { world, one } = market();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '50', stop: '103', price: '104' });
    expect(world.balance(one, 'rub')).toBe('10000 0 0');
    expect(world.order(id)?.status).toBe('armed');
    world.quote('SBER', '104', '10', '105', '10');
    world.trade('SBER', '103', '1', 'sell');
    expect(world.order(id)?.status).toBe('working');
    expect(world.balance(one, 'rub')).toBe('10000 5205.2 0');
  });
});

describe('move', () => {
  it('keeps the id, loses its place but for a smaller quantity, and trades where it may', () => {
    const { world, one, two } = market();
    const first = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '100' });
    const second = world.place({ account: two, symbol: 'SBER', quantity: '5', price: '100' });
    world.must({ type: 'orders.move', order: first, quantity: world.quantity('SBER', '4') });
    world.trade('SBER', '100', '1', 'sell');
    expect(world.told().at(-1)).toBe(`${first} 100 1 m`);
    world.must({ type: 'orders.move', order: first, quantity: world.quantity('SBER', '6') });
    world.trade('SBER', '100', '1', 'sell');
    expect(world.told().at(-1)).toBe(`${second} 100 1 m`);
    world.must({ type: 'orders.move', order: second, price: world.price('SBER', '101') });
    expect(world.told().at(-1)).toBe(`${second} 101 4 t`);
    expect([...world.core.state.orders.open.keys()]).toEqual([first]);
  });

  it('to the same figures changes nothing', () => {
    const { world, one } = market();
    const order = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '100' });
    const { events, outcome } = world.run({ type: 'orders.move', order, price: world.price('SBER', '100') });
    expect([events, outcome]).toEqual([[], { id: order, repeated: false }]);
  });
});

describe('replace', () => {
  it('cancels and places in one turn, and what was held counts for the new order', () => {
    const { world, one } = market();
    const old = world.place({ account: one, symbol: 'SBER', quantity: '90', price: '100', validity: 'gtc' });
    const from = world.events.length;
    const id = world.must({
      type: 'orders.replace',
      account: one,
      order: old,
      quantity: 95 as Quantity,
      price: 10_010 as Price,
      key: null,
    });
    expect(world.told(from)).toEqual([`${old} cancelled replaced`]);
    expect(world.order(id)).toMatchObject({ price: 10_010, quantity: 95, validity: 'gtc', origin: 'test' });
    // 95 × 100.10 = 9509.50 and 9.51
    expect(world.balance(one, 'rub')).toBe('10000 9519.01 0');
  });

  it('a refused replacement leaves nothing: the old order is gone', () => {
    const { world, one } = market();
    const old = world.place({ account: one, symbol: 'SBER', quantity: '10', price: '100' });
    const { events, rejection } = world.run({
      type: 'orders.replace',
      account: one,
      order: old,
      quantity: 500 as Quantity,
      price: 10_000 as Price,
      key: null,
    });
    expect(rejection).toMatchObject({ reason: 'insufficient_funds', field: 'quantity' });
    expect(events.map(({ type }) => type)).toEqual(['orders.ended']);
    expect(world.balance(one, 'rub')).toBe('10000 0 0');
  });

  it('an armed stop is replaced with its stop price', () => {
    const { world, one } = market();
    const old = world.place({ account: one, symbol: 'SBER', quantity: '10', stop: '105', price: '106' });
    const id = world.must({
      type: 'orders.replace',
      account: one,
      order: old,
      quantity: 7 as Quantity,
      price: 10_700 as Price,
      key: null,
    });
    expect(world.order(id)).toMatchObject({ status: 'armed', stopPrice: 10_500, price: 10_700, quantity: 7 });
  });
});

describe('cancel all', () => {
  it('of an account, or of one instrument', () => {
    const { world, one, two } = market();
    world.quote('GAZP', '99', '100', '101', '100');
    const a = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '90' });
    const b = world.place({ account: one, symbol: 'GAZP', quantity: '20', price: '90' });
    const c = world.place({ account: one, symbol: 'SBER', quantity: '5', stop: '150' });
    const kept = world.place({ account: two, symbol: 'SBER', quantity: '5', price: '90' });
    world.must({ type: 'orders.cancelAll', account: one, instrument: world.instrument('SBER').id });
    expect(openOrders(world.core.state.orders, one).map(({ id }) => id)).toEqual([b]);
    world.must({ type: 'orders.cancelAll', account: one, instrument: 0 });
    expect(world.told()).toEqual([a, c, b].map((id) => `${id} cancelled client`));
    expect([...world.core.state.orders.open.keys()]).toEqual([kept]);
    expect(world.run({ type: 'orders.cancelAll', account: one, instrument: 0 }).events).toEqual([]);
  });
});

describe('open orders of an account', () => {
  it('oldest first, in pages, also from behind an order that has ended', () => {
    const { world, one } = market();
    const ids = [1, 2, 3, 4, 5].map(() => world.place({ account: one, symbol: 'SBER', quantity: '1', price: '90' }));
    const page = (after: number, limit?: number): number[] =>
      openOrders(world.core.state.orders, one, after, limit).map(({ id }) => id);
    expect(page(0)).toEqual(ids);
    expect(page(0, 2)).toEqual(ids.slice(0, 2));
    expect(page(ids[1] as number, 2)).toEqual(ids.slice(2, 4));
    world.must({ type: 'orders.cancel', order: ids[1] as number });
    expect(page(ids[1] as number, 2)).toEqual(ids.slice(2, 4));
    expect(page(ids[4] as number)).toEqual([]);
  });
});

describe('finished orders', () => {
  it('are handed over once, with what became of them, and leave memory', () => {
    const { world, one } = market();
    const filled = world.place({ account: one, symbol: 'SBER', quantity: '5' });
    const cancelled = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '90' });
    world.must({ type: 'orders.cancel', order: cancelled });
    const finished = world.core.takeFinished();
    expect(finished.map(({ order, status, reason }) => [order.id, status, reason, order.filled])).toEqual([
      [filled, 'filled', null, 5],
      [cancelled, 'cancelled', 'client', 0],
    ]);
    expect(world.core.takeFinished()).toEqual([]);
    expect(world.core.state.orders.byAccount.size).toBe(0);
  });
});
