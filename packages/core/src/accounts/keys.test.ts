import { describe, expect, it } from 'vitest';
import { MINUTE, NOON, World } from '../../test/world.ts';
import { IdempotencyKeys, KEY_MEMORY } from './index.ts';

function trading(): { world: World; account: number } {
  const world = new World();
  const account = world.open();
  world.deposit(account, 'rub', '100000');
  world.quote('SBER', '99', '100', '100', '100');
  return { world, account };
}

describe('a command with a key that is known for its account is not carried out again', () => {
  it('a repeated order returns the id of the first, whatever else it says', () => {
    const { world, account } = trading();
    const id = world.place({ account, symbol: 'SBER', quantity: '5', price: '90', key: 'a' });
    const again = world.run(world.command({ account, symbol: 'GAZP', quantity: '70', price: '91', key: 'a' }));
    expect(again).toEqual({ events: [], outcome: { id, repeated: true }, rejection: null });
    expect(world.core.state.orders.open.size).toBe(1);
  });

  it('another account, another key, another order', () => {
    const { world, account } = trading();
    const other = world.open();
    world.deposit(other, 'rub', '100000');
    const words = { symbol: 'SBER', quantity: '5', price: '90' };
    const ids = [
      world.place({ ...words, account, key: 'a' }),
      world.place({ ...words, account: other, key: 'a' }),
      world.place({ ...words, account, key: 'b' }),
      world.place({ ...words, account }),
      world.place({ ...words, account }),
    ];
    expect(new Set(ids).size).toBe(5);
  });

  it('a refused order does not use its key up', () => {
    const { world, account } = trading();
    expect(world.refused({ account, symbol: 'SBER', quantity: '5000', price: '90', key: 'a' })).toBe(
      'insufficient_funds quantity',
    );
    world.place({ account, symbol: 'SBER', quantity: '5', price: '90', key: 'a' });
  });

  it('a repeated deposit or withdrawal moves money once', () => {
    const { world, account } = trading();
    const deposit = {
      type: 'accounts.deposit',
      account,
      asset: 'rub',
      amount: world.money('rub', '5'),
      key: 'd',
    } as const;
    const id = world.must(deposit);
    expect(world.run(deposit).outcome).toEqual({ id, repeated: true });
    const withdraw = { ...deposit, type: 'accounts.withdraw', key: 'w' } as const;
    world.must(withdraw);
    world.must(withdraw);
    expect(world.balance(account, 'rub')).toBe('100000 0 0');
  });

  it('a key of an order is refused for a transfer, and the other way round', () => {
    const { world, account } = trading();
    world.place({ account, symbol: 'SBER', quantity: '5', price: '90', key: 'o' });
    const amount = world.money('rub', '5');
    expect(world.run({ type: 'accounts.deposit', account, asset: 'rub', amount, key: 'o' }).rejection).toMatchObject({
      reason: 'duplicate_key',
      field: 'key',
    });
    world.must({ type: 'accounts.deposit', account, asset: 'rub', amount, key: 't' });
    expect(world.refused({ account, symbol: 'SBER', quantity: '5', price: '90', key: 't' })).toBe('duplicate_key key');
  });

  it('a repeated replacement returns the new order though the old one has gone', () => {
    const { world, account } = trading();
    const old = world.place({ account, symbol: 'SBER', quantity: '5', price: '90', key: 'o' });
    const replace = {
      type: 'orders.replace',
      account,
      order: old,
      quantity: world.quantity('SBER', '6'),
      price: world.price('SBER', '91'),
      key: 'r',
    } as const;
    const id = world.must(replace);
    expect(world.run(replace).outcome).toEqual({ id, repeated: true });
    expect(world.run({ ...replace, order: id }).rejection).toMatchObject({ reason: 'duplicate_key', field: 'key' });
  });
});

describe('how long keys are known', () => {
  it('ten minutes after the end of the order, at the next event after that', () => {
    const { world, account } = trading();
    const words = { account, symbol: 'SBER', quantity: '5', price: '90', key: 'a' };
    const id = world.place(words);
    world.advance(NOON + 60 * MINUTE);
    expect(world.run(world.command(words)).outcome?.repeated).toBe(true);
    world.must({ type: 'orders.cancel', order: id });
    world.advance(world.now + KEY_MEMORY - 1);
    world.deposit(account, 'rub', '1');
    expect(world.run(world.command(words)).outcome).toEqual({ id, repeated: true });
    world.advance(world.now + 1);
    world.deposit(account, 'rub', '1');
    expect(world.core.state.accounts.keys.size).toBe(0);
    const next = world.place(words);
    expect(next).toBeGreaterThan(id);
  });

  it('an older key is known from outside', () => {
    const { world, account } = trading();
    expect(
      world.run(
        world.command({
          account,
          symbol: 'SBER',
          quantity: '5',
          price: '90',
          key: 'old',
          known: { kind: 'order', id: 4096 },
        }),
      ).outcome,
    ).toEqual({
      id: 4096,
      repeated: true,
    });
    const amount = world.money('rub', '5');
    expect(
      world.run({
        type: 'accounts.deposit',
        account,
        asset: 'rub',
        amount,
        key: 'old',
        known: { kind: 'transfer', id: 32 },
      }).outcome,
    ).toEqual({ id: 32, repeated: true });
  });

  it('they survive a snapshot', () => {
    const keys = new IdempotencyKeys();
    keys.remember(1, 'a:b', 'order', 16);
    keys.remember(1, 'c', 'transfer', 32);
    keys.finish(1, 'c', 5);
    const restored = IdempotencyKeys.restore(
      JSON.parse(JSON.stringify(keys.snapshot())) as ReturnType<typeof keys.snapshot>,
    );
    expect(restored.find(1, 'a:b')).toEqual({ kind: 'order', id: 16 });
    restored.expire(5 + KEY_MEMORY);
    expect([restored.find(1, 'c'), restored.size]).toEqual([undefined, 1]);
  });

  it('a great many finished keys do not stay', () => {
    const keys = new IdempotencyKeys();
    for (let i = 0; i < 5000; i++) {
      keys.remember(1, `k${i}`, 'order', i);
      keys.finish(1, `k${i}`, i * 1000);
      keys.expire(i * 1000);
    }
    expect(keys.size).toBe(600);
    expect(keys.snapshot().finished.length).toBe(600);
  });
});
