import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';
import { Core, type Faults, REJECTED_ON_DEMAND } from '../index.ts';

/** A sandbox account with a million and these faults; last 100, bid 99 × 1, ask 101 × 1. */
function faulty(faults: Partial<Faults>): { world: World; account: number } {
  const world = new World();
  const account = world.open({ fillPolicy: 'sandbox', margin: true });
  world.deposit(account, 'rub', '1000000');
  world.quote('SBER', '99', '1', '101', '1');
  world.trade('SBER', '100', '1');
  world.must({ type: 'accounts.setFaults', account, faults });
  return { world, account };
}

/** What the journal comes to when it is replayed, and a snapshot of the world restored, are what the world is. */
function expectDurable(world: World): void {
  const replayed = new Core();
  for (const { at, body } of world.journal) replayed.applyTurn(at, body);
  expect(replayed.digest()).toBe(world.core.digest());
  const restored = Core.restore(JSON.parse(JSON.stringify(world.core.snapshot())));
  expect(restored.digest()).toBe(world.core.digest());
  expect(restored.nextTimer).toBe(world.core.nextTimer);
}

describe('faults on demand of a sandbox account', () => {
  it('rejectEvery 3: the venue rejects the third and the sixth order, and frees what they held', () => {
    const { world, account } = faulty({ rejectEvery: 3 });
    const ids = [1, 2, 3, 4, 5, 6].map((n) => world.place({ account, symbol: 'SBER', quantity: `${n}` }));
    expect(world.told()).toEqual([
      `${ids[0]} 100 1 t`,
      `${ids[1]} 100 2 t`,
      `${ids[2]} rejected venue`,
      `${ids[3]} 100 4 t`,
      `${ids[4]} 100 5 t`,
      `${ids[5]} rejected venue`,
    ]);
    const ended = world.events.filter(({ type }) => type === 'orders.ended');
    expect(ended.map((event) => (event as unknown as { detail: string }).detail)).toEqual([
      REJECTED_ON_DEMAND,
      REJECTED_ON_DEMAND,
    ]);
    expect(world.balance(account, 'rub')).toBe('998800 0 0');
    expectDurable(world);
  });

  it('orders are counted anew when faults are set, and each account counts its own', () => {
    const { world, account } = faulty({ rejectEvery: 2 });
    const other = world.open({ fillPolicy: 'sandbox', margin: true });
    world.deposit(other, 'rub', '1000');
    world.place({ account, symbol: 'SBER', quantity: '1' });
    world.must({ type: 'accounts.setFaults', account, faults: { rejectEvery: 2 } });
    world.place({ account: other, symbol: 'SBER', quantity: '1' });
    const first = world.place({ account, symbol: 'SBER', quantity: '1' });
    const second = world.place({ account, symbol: 'SBER', quantity: '1' });
    expect(world.told().slice(-2)).toEqual([`${first} 100 1 t`, `${second} rejected venue`]);
  });

  it('an order that waits for its price is counted when it goes out; a moved one is not counted again', () => {
    const { world, account } = faulty({ rejectEvery: 2 });
    const stop = world.place({ account, symbol: 'SBER', quantity: '1', stop: '103' });
    const resting = world.place({ account, symbol: 'SBER', quantity: '1', price: '90' });
    world.must({ type: 'orders.move', order: resting, price: world.price('SBER', '91') });
    world.trade('SBER', '103', '1');
    expect(world.told()).toEqual([`${stop} rejected venue`]);
  });

  it('partialPercent 40: a limit order fills 40 %, then with each trade at its price 40 % and what is left', () => {
    const { world, account } = faulty({ partialPercent: 40 });
    const id = world.place({ account, symbol: 'SBER', quantity: '50', price: '105' });
    expect(world.told()).toEqual([`${id} 101 20 t`]);
    expectDurable(world);
    world.trade('SBER', '106', '1');
    world.trade('SBER', '105', '1');
    expect(world.told()).toEqual([`${id} 101 20 t`, `${id} 105 20 m`]);
    world.trade('SBER', '104', '1');
    expect(world.told().slice(2)).toEqual([`${id} 105 10 m`]);
    expect(world.balance(account, 'rub')).toBe('994830 0 0');
    expect(world.core.state.orders.open.size).toBe(0);
    expectDurable(world);
  });

  it('what may not wait is cancelled after its share; fill-or-kill does not begin; one step fills whole', () => {
    const { world, account } = faulty({ partialPercent: 99 });
    const market = world.place({ account, symbol: 'SBER', quantity: '10' });
    const fak = world.place({ account, symbol: 'SBER', quantity: '10', price: '105', validity: 'fak' });
    const fok = world.place({ account, symbol: 'SBER', quantity: '10', price: '105', validity: 'fok' });
    const one = world.place({ account, symbol: 'SBER', quantity: '1', price: '105', validity: 'fok' });
    expect(world.told()).toEqual([
      `${market} 100 9 t`,
      `${market} cancelled no_liquidity`,
      `${fak} 101 9 t`,
      `${fak} cancelled not_filled_at_once`,
      `${fok} cancelled not_filled_at_once`,
      `${one} 101 1 t`,
    ]);
    expectDurable(world);
  });

  it('delayMs 500: the venue answers after 500 ms of market time, not one earlier, with the prices of then', () => {
    const { world, account } = faulty({ delayMs: 500, rejectEvery: 2 });
    const start = world.now;
    const first = world.place({ account, symbol: 'SBER', quantity: '2' });
    const second = world.place({ account, symbol: 'SBER', quantity: '3' });
    expect(world.core.state.orders.open.get(first)?.status).toBe('submitting');
    expect(world.core.nextTimer).toBe(start + 500);
    expect(world.run({ type: 'orders.move', order: first, quantity: world.quantity('SBER', '1') }).rejection).toEqual(
      expect.objectContaining({ reason: 'not_movable' }),
    );
    expectDurable(world);
    world.advance(start + 499);
    world.trade('SBER', '102', '1');
    expect(world.told()).toEqual([]);
    world.advance(start + 500);
    expect(world.told()).toEqual([`${first} 102 2 t`, `${second} rejected venue`]);
    expect(world.core.state.exchange.held.size).toBe(0);
    expectDurable(world);
  });

  it('an order that waits for the answer can be cancelled, and is answered by the faults it came under', () => {
    const { world, account } = faulty({ delayMs: 500 });
    const start = world.now;
    const gone = world.place({ account, symbol: 'SBER', quantity: '2' });
    const slow = world.place({ account, symbol: 'SBER', quantity: '1', price: '105' });
    world.must({ type: 'orders.cancel', order: gone });
    world.must({ type: 'accounts.setFaults', account, faults: { delayMs: 100 } });
    const quick = world.place({ account, symbol: 'SBER', quantity: '3' });
    world.must({ type: 'accounts.setFaults', account, faults: { delayMs: null } });
    expect(world.core.state.accounts.accounts.get(account)).not.toHaveProperty('faults');
    world.advance(start + 100);
    world.advance(start + 500);
    expect(world.told()).toEqual([`${gone} cancelled client`, `${quick} 100 3 t`, `${slow} 101 1 t`]);
    expectDurable(world);
  });

  it('the kill switch with flatten goes on until faults let it', () => {
    const { world, account } = faulty({});
    world.place({ account, symbol: 'SBER', quantity: '10' });
    world.must({ type: 'accounts.setFaults', account, faults: { rejectEvery: 2, partialPercent: 50 } });
    world.must({ type: 'risk.kill', account, flatten: true, note: null });
    for (let second = 1; second <= 20; second++) world.advance(world.now + 1_000);
    expect(world.core.state.accounts.accounts.get(account)?.net.size).toBe(0);
    expectDurable(world);
  });

  it('faults of all kinds are kept, what is left out stays, and null takes one away', () => {
    const { world, account } = faulty({ rejectEvery: 7, unavailableEvery: 5, disconnectEvery: 10 });
    world.must({ type: 'accounts.setFaults', account, faults: { partialPercent: 30, rejectEvery: null } });
    expect(world.core.state.accounts.accounts.get(account)?.faults).toEqual({
      rejectEvery: null,
      partialPercent: 30,
      delayMs: null,
      unavailableEvery: 5,
      disconnectEvery: 10,
      orders: 0,
    });
    expectDurable(world);
  });

  it('wrong numbers, other policies and unknown accounts are refused; leaving the sandbox ends faults', () => {
    const { world, account } = faulty({ rejectEvery: 2 });
    const book = world.open();
    const refused = (id: number, faults: unknown): string => {
      const { rejection } = world.run({ type: 'accounts.setFaults', account: id, faults: faults as Partial<Faults> });
      return `${rejection?.reason} ${rejection?.field}`;
    };
    for (const [name, value] of [
      ['rejectEvery', 0],
      ['rejectEvery', 1.5],
      ['partialPercent', 100],
      ['partialPercent', '50'],
      ['delayMs', 60_001],
      ['unavailableEvery', 1],
      ['disconnectEvery', -1],
      ['other', 1],
      ['toString', 1],
    ])
      expect(refused(account, { [name as string]: value })).toBe(`invalid_value faults.${name}`);
    for (const faults of [null, 3, []]) expect(refused(account, faults)).toBe('invalid_value faults');
    expect(refused(book, { rejectEvery: 2 })).toBe('invalid_value account');
    expect(refused(1, { rejectEvery: 2 })).toBe('unknown_account account');
    world.must({ type: 'accounts.configure', account, fillPolicy: 'book' });
    expect(world.core.state.accounts.accounts.get(account)).not.toHaveProperty('faults');
    expectDurable(world);
  });
});
