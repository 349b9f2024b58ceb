import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';

/** `count` bids from 99 down, 0.1 apart, 10 each. */
function bids(count: number): [string, string][] {
  return Array.from({ length: count }, (_, index) => [`${(990 - index) / 10}`, '10']);
}

/** Fifty bids from 99 to 94.1, one ask at 101, and two rich accounts. */
function deep(): { world: World; one: number; two: number } {
  const world = new World();
  const [one, two] = [world.open(), world.open()];
  for (const account of [one, two]) {
    world.deposit(account, 'rub', '10000000');
    world.deposit(account, 'SBER', '10000');
  }
  world.depth('SBER', bids(50), [['101', '10']]);
  return { world, one, two };
}

describe('a level that better ones push out of the displayed depth', () => {
  it('still stands before the orders behind it', () => {
    const { world, one } = deep();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '94.1' });
    world.level('SBER', 'bid', '99.5', '1');
    world.trade('SBER', '94.1', '8', 'sell');
    expect(world.told()).toEqual([]);
    world.trade('SBER', '94.1', '3', 'sell');
    expect(world.told()).toEqual([`${id} 94.1 1 m`]);
  });

  it('is pushed out by a whole new book too', () => {
    const { world, one } = deep();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '94.1' });
    world.depth('SBER', [['99.5', '1'], ...bids(49)], [['101', '10']]);
    world.trade('SBER', '94.1', '8', 'sell');
    expect(world.told()).toEqual([]);
    // fewer than fifty are all there are: nothing stands at 94.1 any more
    world.depth('SBER', bids(20), [['101', '10']]);
    world.trade('SBER', '94.1', '1', 'sell');
    expect(world.told()).toEqual([`${id} 94.1 1 m`]);
  });

  it('bounds what stands before an order again once it is seen again', () => {
    const { world, one } = deep();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '94.1' });
    world.level('SBER', 'bid', '99.5', '1');
    world.level('SBER', 'bid', '99.5', '0');
    world.level('SBER', 'bid', '94.1', '4');
    world.level('SBER', 'bid', '94.1', '40');
    world.trade('SBER', '94.1', '5', 'sell');
    expect(world.told()).toEqual([`${id} 94.1 1 m`]);
  });

  it('is gone when a worse one is displayed without it', () => {
    const { world, one } = deep();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '94.1' });
    world.level('SBER', 'bid', '99.5', '1');
    world.level('SBER', 'bid', '99.5', '0');
    world.level('SBER', 'bid', '94', '10');
    world.level('SBER', 'bid', '94.1', '40');
    world.trade('SBER', '94.1', '2', 'sell');
    expect(world.told()).toEqual([`${id} 94.1 2 m`]);
  });

  it('stays taken when it is seen again with the same size, and is fresh with another', () => {
    for (const [size, left] of [
      ['10', 4],
      ['11', 11],
    ] as const) {
      const { world, one } = deep();
      world.place({ account: one, symbol: 'SBER', action: 'sell', quantity: '496', price: '94.1', validity: 'fak' });
      for (const [price] of bids(49)) world.level('SBER', 'bid', price, '0');
      world.depth('SBER', [['99.5', '1'], ...bids(49)], [['101', '10']]);
      for (const price of ['99.5', ...bids(49).map(([each]) => each)]) world.level('SBER', 'bid', price, '0');
      world.level('SBER', 'bid', '94.1', size);
      const from = world.events.length;
      const id = world.place({ account: one, symbol: 'SBER', action: 'sell', quantity: '50', validity: 'fak' });
      expect(world.told(from)[0]).toBe(`${id} 94.1 ${left} t`);
    }
  });
});

describe('in a break', () => {
  it('the queue shrinks with the displayed size and does not grow again', () => {
    const { world, one } = deep();
    const id = world.place({ account: one, symbol: 'SBER', quantity: '5', price: '99' });
    world.status('SBER', 'break');
    world.level('SBER', 'bid', '99', '3');
    world.level('SBER', 'bid', '99', '50');
    world.status('SBER', 'normal');
    world.trade('SBER', '99', '4', 'sell');
    expect(world.told()).toEqual([`${id} 99 1 m`]);
  });
});
