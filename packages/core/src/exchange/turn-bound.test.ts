import { describe, expect, it } from 'vitest';
import { DAY, World } from '../../test/world.ts';
import { Core, type CoreEvent, MAX_TURN_EVENTS } from '../index.ts';

/** A seller with many orders of one SBER each, and a buyer who can pay for all. */
function crowd(orders: number, price = '100'): { world: World; seller: number; buyer: number } {
  const world = new World();
  const [seller, buyer] = [world.open(), world.open()];
  world.deposit(seller, 'SBER', String(orders));
  world.deposit(seller, 'rub', '100000000');
  world.deposit(buyer, 'rub', '100000000');
  world.quote('SBER', '99', '1', '200', '1');
  for (let i = 0; i < orders; i++)
    world.place({ account: seller, symbol: 'SBER', action: 'sell', quantity: '1', price, validity: 'gtc' });
  return { world, seller, buyer };
}

/** The longest turn from a row of the journal on; the journal must replay to the live digest. */
function longestTurn(world: World, from: number): number {
  const replayed = new Core();
  let longest = 0;
  world.journal.forEach(({ at, body }, row) => {
    replayed.applyTurn(at, body);
    if (row >= from) longest = Math.max(longest, (JSON.parse(body) as unknown[]).length);
  });
  expect(replayed.digest()).toBe(world.core.digest());
  return longest;
}

const ends = (events: readonly CoreEvent[]): number => events.filter((event) => event.type === 'orders.ended').length;

describe('a turn has at most 10 000 events; the rest goes on from a durable continuation', { timeout: 60_000 }, () => {
  it('a large order goes on matching in the next turns', () => {
    const { world, buyer } = crowd(12_000);
    const row = world.journal.length;
    const id = world.place({ account: buyer, symbol: 'SBER', quantity: '12000', price: '100' });
    expect(world.core.state.exchange.deferred).toEqual([id]);
    expect(world.core.nextTimer).toBe(0);
    const restored = Core.restore(JSON.parse(JSON.stringify(world.core.snapshot())) as ReturnType<Core['snapshot']>);
    expect(restored.state.exchange.deferred).toEqual([id]);
    world.advance();
    expect(world.core.state.orders.open.size).toBe(0);
    expect(world.balance(buyer, 'SBER')).toBe('12000 0 0');
    expect(longestTurn(world, row)).toBeLessThanOrEqual(MAX_TURN_EVENTS);
  });

  it('a cancelled order does not go on', () => {
    const { world, buyer } = crowd(5_000);
    const id = world.place({ account: buyer, symbol: 'SBER', quantity: '6000', price: '100' });
    world.must({ type: 'orders.cancel', order: id });
    world.advance();
    expect(world.order(id)).toBeUndefined();
    expect(world.core.state.exchange.deferred).toEqual([]);
    expect(world.balance(buyer, 'rub').endsWith(' 0 0')).toBe(true);
  });

  it('when the market has closed meanwhile the rest is cancelled', () => {
    const { world, buyer } = crowd(5_000);
    const id = world.place({ account: buyer, symbol: 'SBER', quantity: '5000', price: '100' });
    world.status('SBER', 'closed');
    world.advance();
    expect(world.told().at(-1)).toBe(`${id} cancelled market_closed`);
  });

  it('a fill-or-kill order is filled in one turn or not at all', () => {
    const { world, buyer } = crowd(5_000);
    const id = world.place({ account: buyer, symbol: 'SBER', quantity: '5000', price: '100', validity: 'fok' });
    expect(world.told()).toEqual([`${id} cancelled not_filled_at_once`]);
    world.place({ account: buyer, symbol: 'SBER', quantity: '4000', price: '100', validity: 'fok' });
    expect(world.balance(buyer, 'SBER')).toBe('4000 0 0');
  });

  it('cancelling very many orders goes on in slices, and spares those placed since', () => {
    const { world, seller } = crowd(12_000);
    const row = world.journal.length;
    world.must({ type: 'orders.cancelAll', account: seller, instrument: 0 });
    expect(world.core.state.orders.massCancels.length).toBe(1);
    const kept = world.place({ account: seller, symbol: 'SBER', quantity: '1', price: '50' });
    world.advance();
    expect([...world.core.state.orders.open.keys()]).toEqual([kept]);
    expect(longestTurn(world, row)).toBeLessThanOrEqual(MAX_TURN_EVENTS);
  });

  it('the day ends after all its orders have ended, however many', () => {
    const { world } = crowd(12_000);
    const row = world.journal.length;
    const turns = world.advance(world.now + 31 * DAY);
    const rolled = turns.findIndex((events) => events.some((event) => event.type === 'exchange.dayRolled'));
    expect(turns.slice(0, rolled + 1).reduce((sum, events) => sum + ends(events), 0)).toBe(12_000);
    expect(longestTurn(world, row)).toBeLessThanOrEqual(MAX_TURN_EVENTS);
  });

  it('a quote that reaches very many orders fills them all, and the book is not crossed in between', () => {
    const { world, seller } = crowd(12_000);
    const row = world.journal.length;
    world.quote('SBER', '100', '11999', '200', '1');
    expect(world.core.state.exchange.deferred.length).toBe(1);
    world.advance();
    expect(world.balance(seller, 'SBER')).toBe('1 1 0');
    expect(longestTurn(world, row)).toBeLessThanOrEqual(MAX_TURN_EVENTS);
  });

  it('a trade that reaches very many stops triggers them all, at the price that reached them', () => {
    const { world, buyer } = crowd(10);
    for (let i = 0; i < 3_000; i++)
      world.place({ account: buyer, symbol: 'SBER', quantity: '1', stop: '150', price: '90' });
    const row = world.journal.length;
    world.trade('SBER', '150', '1');
    expect(world.core.state.stops.due.size).toBe(3_000 - 900);
    const restored = Core.restore(JSON.parse(JSON.stringify(world.core.snapshot())) as ReturnType<Core['snapshot']>);
    expect(restored.digest()).toBe(world.core.digest());
    world.trade('SBER', '120', '1');
    const late = world.place({ account: buyer, symbol: 'SBER', quantity: '1', stop: '140', price: '90' });
    world.advance();
    expect(
      [...world.core.state.orders.open.values()].filter(({ status }) => status === 'armed').map(({ id }) => id),
    ).toEqual([late]);
    expect(world.core.nextTimer).toBeGreaterThan(0);
    expect(longestTurn(world, row)).toBeLessThanOrEqual(MAX_TURN_EVENTS);
  });

  it('triggered market orders that find a crowd share the bound', () => {
    const { world, buyer } = crowd(12_000);
    for (let i = 0; i < 1_500; i++) world.place({ account: buyer, symbol: 'SBER', quantity: '8', stop: '150' });
    const row = world.journal.length;
    world.trade('SBER', '150', '1', 'sell');
    world.advance();
    expect(world.balance(buyer, 'SBER')).toBe('12000 0 0');
    expect(longestTurn(world, row)).toBeLessThanOrEqual(MAX_TURN_EVENTS);
  });

  it('orders of a delisted instrument end in slices', () => {
    const { world } = crowd(12_000);
    const row = world.journal.length;
    world.must({ type: 'instruments.delist', symbol: 'SBER' });
    world.advance();
    expect(world.core.state.orders.open.size).toBe(0);
    expect(longestTurn(world, row)).toBeLessThanOrEqual(MAX_TURN_EVENTS);
  });
});
