import { describe, expect, it } from 'vitest';
import { World } from '../../test/world.ts';
import { type Command, type Price, type Quantity, stopById, stopId } from '../index.ts';

const steps = (value: number): Price & Quantity => value as Price & Quantity;

function market(): { world: World; account: number } {
  const world = new World();
  const account = world.open({ margin: true });
  world.deposit(account, 'rub', '100000');
  world.deposit(account, 'SBER', '100');
  world.quote('SBER', '99', '10', '101', '10');
  world.trade('SBER', '100', '1');
  return { world, account };
}

/** Level and best price of an order as they stand now, in steps. */
function live(world: World, id: number): [number | undefined, number | undefined] {
  const view = stopById(world.core.state.stops, stopId('order', id));
  return [view?.level, view?.mark];
}

describe('changing an order that waits', () => {
  it('stop price, limit and quantity change; it waits for the new price in its old place', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', quantity: '2', stop: '105', price: '106' });
    world.must({ type: 'orders.move', order: id, stopPrice: steps(11_000), price: steps(11_100), quantity: steps(3) });
    expect(world.order(id)).toMatchObject({ status: 'armed', stopPrice: 11_000, price: 11_100, quantity: 3 });
    world.trade('SBER', '109', '1');
    expect(world.firings()).toEqual([]);
    world.trade('SBER', '110', '1');
    expect(world.firings()).toEqual([`${id} fired 110 111`]);
    expect(world.told()).toEqual([`${id} 101 3 t`]);
  });

  it('to a price that is reached it fires at once; when the account cannot pay it stays as it was', () => {
    const { world } = market();
    const account = world.open();
    world.deposit(account, 'rub', '250');
    const id = world.place({ account, symbol: 'SBER', quantity: '3', stop: '105' });
    const move: Command = { type: 'orders.move', order: id, stopPrice: steps(9_900) };
    expect(world.run(move).rejection).toMatchObject({ reason: 'insufficient_funds' });
    expect(world.order(id)).toMatchObject({ status: 'armed', stopPrice: 10_500 });
    world.must({ ...move, quantity: steps(2) });
    expect(world.firings()).toEqual([`${id} fired 100 -`]);
    expect(world.told()).toEqual([`${id} 101 2 t`]);
  });

  it('one that trails keeps its level; its activation price changes only while it waits for it', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1', stop: '120', trail: '5' });
    world.must({ type: 'orders.move', order: id, stopPrice: steps(11_000) });
    world.trade('SBER', '112', '1');
    expect(live(world, id)).toEqual([10700, 11200]);
    world.must({ type: 'orders.move', order: id, quantity: steps(4) });
    expect(live(world, id)).toEqual([10700, 11200]);
    expect(world.run({ type: 'orders.move', order: id, stopPrice: steps(11_500) }).rejection).toMatchObject({
      reason: 'invalid_value',
      field: 'stopPrice',
    });
    world.trade('SBER', '107', '1');
    expect(world.told()).toEqual([`${id} 99 4 t`]);
  });

  it('an activation price that is reached activates', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1', stop: '120', trail: '5' });
    world.must({ type: 'orders.move', order: id, stopPrice: steps(9_000) });
    expect([world.firings(), live(world, id)]).toEqual([[`${id} activated 100`], [9_500, 10_000]]);
  });

  it('needs an open market, as placing does', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', quantity: '1', stop: '120' });
    world.status('SBER', 'break');
    const { rejection } = world.run({ type: 'orders.move', order: id, stopPrice: steps(9_000) });
    expect([rejection?.reason, rejection?.field]).toEqual(['market_closed', 'order']);
  });

  it('a stop limit that has fired is moved as the limit order it is', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', quantity: '2', stop: '105', price: '98' });
    world.trade('SBER', '105', '1');
    world.must({ type: 'orders.move', order: id, price: steps(9_700) });
    expect(world.order(id)).toMatchObject({ status: 'working', price: 9_700 });
    expect(world.balance(account, 'rub')).toBe('100000 194 0');
  });
});

describe('replacing an order that waits', () => {
  it('keeps what it waits for, and begins anew', () => {
    const { world, account } = market();
    const old = world.place({
      account,
      symbol: 'SBER',
      action: 'sell',
      quantity: '1',
      stop: '110',
      trail: '1%',
      offset: '0.5',
      by: 'ask',
    });
    const order = world.must({
      type: 'orders.replace',
      account,
      order: old,
      quantity: steps(2),
      price: steps(0),
      key: null,
    });
    expect(world.order(order)).toMatchObject({
      orderType: 'trailingLimit',
      status: 'armed',
      stopPrice: 11_000,
      quantity: 2,
      trigger: {
        by: 'ask',
        trail: { unit: 'millionths', distance: 10_000 },
        offset: { unit: 'steps', distance: 50 },
      },
    });
    expect(world.told()).toEqual([`${old} cancelled replaced`]);
  });

  it('one that has fired is replaced by a limit order', () => {
    const { world, account } = market();
    const old = world.place({ account, symbol: 'SBER', quantity: '2', stop: '105', price: '98' });
    world.trade('SBER', '105', '1');
    const order = world.must({
      type: 'orders.replace',
      account,
      order: old,
      quantity: steps(2),
      price: steps(9_700),
      key: null,
    });
    expect(world.order(order)).toMatchObject({ orderType: 'limit', status: 'working', trigger: null, stopPrice: 0 });
  });
});
