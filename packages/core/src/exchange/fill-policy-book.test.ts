import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';

/** Two accounts with 1 000 000 rub and 1000 SBER each; bid 99 × 10, ask 101 × 10. */
function market(): { world: World; one: number; two: number } {
  const world = new World();
  const [one, two] = [world.open(), world.open()];
  for (const account of [one, two]) {
    world.deposit(account, 'rub', '1000000');
    world.deposit(account, 'SBER', '1000');
  }
  world.quote('SBER', '99', '10', '101', '10');
  return { world, one, two };
}

describe('an order queues behind the size displayed at its price', () => {
  it('trades at the price consume the queue, then the order', () => {
    const { world, one } = market();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '99' });
    world.trade('SBER', '99', '7', 'sell');
    expect(world.told()).toEqual([]);
    world.trade('SBER', '99', '5', 'sell');
    expect(world.told()).toEqual([`${id} 99 2 m`]);
    world.trade('SBER', '99', '9', 'sell');
    expect(world.told().slice(1)).toEqual([`${id} 99 3 m`]);
  });

  it('a trade whose aggressor is not known counts for both sides, one of the other side does not', () => {
    const { world, one } = market();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '100' });
    world.trade('SBER', '100', '2', 'buy');
    expect(world.told()).toEqual([]);
    world.trade('SBER', '100', '2');
    world.trade('SBER', '100', '2', 'sell');
    expect(world.told()).toEqual([`${id} 100 2 m`, `${id} 100 2 m`]);
  });

  it('the queue shrinks with the displayed size and does not grow again', () => {
    const { world, one } = market();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '99' });
    world.level('SBER', 'bid', '99', '3');
    world.level('SBER', 'bid', '99', '50');
    world.trade('SBER', '99', '4', 'sell');
    expect(world.told()).toEqual([`${id} 99 1 m`]);
  });

  it('later orders of users stand behind earlier ones and behind what is displayed by then', () => {
    const { world, one, two } = market();
    const first = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '99' });
    world.level('SBER', 'bid', '99', '14');
    const second = world.place({ account: two, symbol: 'SBER', quantity: '5', price: '99' });
    // 10 before the first, 4 more before the second
    world.trade('SBER', '99', '17', 'sell');
    expect(world.told()).toEqual([`${first} 99 5 m`]);
    world.trade('SBER', '99', '3', 'sell');
    expect(world.told().slice(1)).toEqual([`${second} 99 1 m`]);
  });

  it('a user who sells into the level takes first what stood before the order', () => {
    const { world, one, two } = market();
    const first = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '99' });
    world.level('SBER', 'bid', '99', '14');
    const seller = world.place({ account: two, symbol: 'SBER', action: 'sell', quantity: '17', price: '99' });
    expect(world.told()).toEqual([`${seller} 99 10 t`, `${first} 99 5 m`, `${seller} 99 5 t`, `${seller} 99 2 t`]);
  });
});

describe('what goes through the price fills it at its own price', () => {
  it('a trade, limited by its size, best price first', () => {
    const { world, one, two } = market();
    const worse = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '99.5' });
    const better = world.place({ account: two, symbol: 'SBER', quantity: '5', price: '100' });
    world.trade('SBER', '99.4', '7', 'sell');
    expect(world.told()).toEqual([`${better} 100 5 m`, `${worse} 99.5 2 m`]);
  });

  it('also one whose aggressor bought: somebody sold below the order', () => {
    const { world, one } = market();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '100' });
    world.trade('SBER', '99.9', '3', 'buy');
    expect(world.told()).toEqual([`${id} 100 3 m`]);
  });

  it('an opposite quote at or through the price, limited by its size', () => {
    const { world, one } = market();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '12', price: '100' });
    world.quote('SBER', '99', '10', '100.01', '5');
    expect(world.told()).toEqual([]);
    world.quote('SBER', '99', '10', '100', '5');
    world.quote('SBER', '98', '10', '99.5', '4');
    expect(world.told()).toEqual([`${id} 100 5 m`, `${id} 100 4 m`]);
  });

  it('what was taken stays taken until the feed changes the level', () => {
    const { world, one, two } = market();
    world.place({ account: one, symbol: 'SBER', quantity: '10' });
    const waits = world.place({ account: two, symbol: 'SBER', quantity: '4', price: '101' });
    world.quote('SBER', '99', '10', '101', '10');
    world.level('SBER', 'ask', '101', '10');
    world.depth(
      'SBER',
      [['99', '10']],
      [
        ['101', '10'],
        ['102', '1'],
      ],
    );
    expect(world.told()).toEqual(['16 101 10 t']);
    world.level('SBER', 'ask', '101', '11');
    expect(world.told().slice(1)).toEqual([`${waits} 101 4 m`]);
  });
});

describe('users trade with each other by price and time', () => {
  it('at the resting order’s price', () => {
    const { world, one, two } = market();
    const resting = world.place({ account: one, symbol: 'SBER', action: 'sell', quantity: '5', price: '100' });
    const taker = world.place({ account: two, symbol: 'SBER', quantity: '3', price: '100.5' });
    expect(world.told()).toEqual([`${resting} 100 3 m`, `${taker} 100 3 t`]);
    expect([world.balance(one, 'SBER'), world.balance(two, 'SBER')]).toEqual(['997 2 0', '1003 0 0']);
    expect([world.balance(one, 'rub'), world.balance(two, 'rub')]).toEqual(['1000300 0 0', '999700 0 0']);
    const fills = world.events
      .filter((event) => event.type === 'orders.filled')
      .map((event) => (event as unknown as { fill: number }).fill);
    expect(fills[0]).toBe(fills[1]);
  });

  it('the better of displayed and users comes first, then the earlier user', () => {
    const { world, one, two } = market();
    const three = world.open();
    world.deposit(three, 'rub', '1000000');
    const worst = world.place({ account: one, symbol: 'SBER', action: 'sell', quantity: '5', price: '101.5' });
    const early = world.place({ account: one, symbol: 'SBER', action: 'sell', quantity: '5', price: '100' });
    const late = world.place({ account: two, symbol: 'SBER', action: 'sell', quantity: '5', price: '100' });
    const taker = world.place({ account: three, symbol: 'SBER', quantity: '24', price: '102' });
    const trades = [
      [early, '100 5'],
      [late, '100 5'],
      ['', '101 10'],
      [worst, '101.5 4'],
    ] as const;
    expect(world.told()).toEqual(
      trades.flatMap(([maker, figures]) => [
        ...(maker === '' ? [] : [`${maker} ${figures} m`]),
        `${taker} ${figures} t`,
      ]),
    );
  });

  it('own orders never trade with each other: the older one is cancelled', () => {
    const { world, one, two } = market();
    const own = world.place({ account: one, symbol: 'SBER', action: 'sell', quantity: '5', price: '100' });
    const others = world.place({ account: two, symbol: 'SBER', action: 'sell', quantity: '5', price: '100' });
    const taker = world.place({ account: one, symbol: 'SBER', quantity: '8', price: '100' });
    expect(world.told()).toEqual([`${own} cancelled self_trade`, `${others} 100 5 m`, `${taker} 100 5 t`]);
    expect(world.order(taker)).toMatchObject({ filled: 5, status: 'working' });
    expect(world.balance(one, 'SBER')).toBe('1005 0 0');
  });

  it('a maker that can no longer pay is cancelled and the taker goes on', () => {
    const { world, one, two } = market();
    const margin = world.open({ margin: true });
    world.deposit(margin, 'rub', '7476');
    world.quote('SRZ6', '29999', '1', '30000', '1');
    world.place({ account: margin, symbol: 'SRZ6', quantity: '1' });
    const broke = world.place({ account: margin, symbol: 'SBER', action: 'short', quantity: '39', price: '100' });
    world.place({ account: one, symbol: 'SBER', action: 'sell', quantity: '5', price: '100' });
    // 6500 and 975 are set aside, too little is free for the fee; the portfolio is worth 5475 and needs 6500
    world.trade('SRZ6', '28000', '1');
    world.must({
      type: 'accounts.configure',
      account: margin,
      fees: { maker: 100_000, taker: 100_000, decimals: 2, rounding: 'up', mode: 'quote' },
    });
    const told = world.events.length;
    const taker = world.place({ account: two, symbol: 'SBER', quantity: '4', price: '100' });
    expect(world.told(told)).toEqual([`${broke} cancelled insufficient_funds`, '48 100 4 m', `${taker} 100 4 t`]);
  });
});

describe('sessions', () => {
  it('while trading rests, nothing is filled; afterwards the quotes of meanwhile count', () => {
    const { world, one } = market();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '100' });
    world.status('SBER', 'break');
    world.quote('SBER', '98', '10', '99', '3');
    world.trade('SBER', '99', '5', 'sell');
    expect(world.told()).toEqual([]);
    expect(world.refused({ account: one, symbol: 'SBER', quantity: '5', price: '100' })).toBe(
      'market_closed instrument',
    );
    world.status('SBER', 'normal');
    expect(world.told()).toEqual([`${id} 100 3 m`]);
  });

  it('after a close the orders queue behind what is displayed first', () => {
    const { world, one } = market();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '99', validity: 'gtc' });
    world.status('SBER', 'closed');
    world.status('SBER', 'normal');
    world.trade('SBER', '99', '5', 'sell');
    expect(world.told()).toEqual([]);
    world.quote('SBER', '99', '2', '101', '10');
    world.trade('SBER', '99', '3', 'sell');
    expect(world.told()).toEqual([`${id} 99 1 m`]);
  });

  it('after a restart as well, and what is displayed is taken from anew', () => {
    const { world, one } = market();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '99' });
    const core = (world.core.constructor as typeof import('../core.ts').Core).restore(world.core.snapshot());
    const restarted = new World(core, true);
    restarted.trade('SBER', '99', '50', 'sell');
    expect(restarted.told()).toEqual([]);
    restarted.quote('SBER', '99', '6', '101', '10');
    restarted.trade('SBER', '99', '8', 'sell');
    expect(restarted.told()).toEqual([`${id} 99 2 m`]);
  });
});
