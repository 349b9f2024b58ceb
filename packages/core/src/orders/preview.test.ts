import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OrderWords, World } from '../../test/world.ts';
import { isRejection } from '../turn.ts';
import { previewOrder } from './preview.ts';

const FEES = { maker: 500, taker: 500, decimals: 2, rounding: 'halfUp' } as const;

function trader() {
  const world = new World();
  const account = world.open({ fees: FEES, margin: true });
  world.deposit(account, 'rub', '100000');
  world.depth(
    'SBER',
    [['300.00', '200']],
    [
      ['300.10', '100'],
      ['300.20', '400'],
    ],
  );
  world.trade('SBER', '300.00', '10');
  return { world, account };
}

function preview(world: World, words: OrderWords) {
  const seen = previewOrder(world.core.state, world.command(words), world.now);
  if (isRejection(seen)) throw new Error(`${seen.reason}: ${seen.detail}`);
  return seen;
}

describe('what an order would cost', () => {
  it('a market order is counted with the levels it would take, and its fee', () => {
    const { world, account } = trader();
    const seen = preview(world, { account, symbol: 'SBER', quantity: '200' });
    expect(seen.value).toBe(world.money('rub', '60030')); // 100 x 300.10 + 100 x 300.20
    expect(seen.fee).toBe(world.money('rub', '30.02')); // 0.05 % of it is 30.015
    expect(seen.held.money).toBe(world.money('rub', '60060.02'));
    expect(seen.margin).toBe(0n);
    expect(seen.waits).toBe(false);
  });

  it('a short sale shows the margin it blocks', () => {
    const { world, account } = trader();
    const seen = preview(world, { account, symbol: 'SBER', action: 'sell', quantity: '10', price: '300.00' });
    const { marginShort } = world.instrument('SBER');
    const value = world.money('rub', '3000');
    expect(seen.margin).toBe(value + (value * BigInt(marginShort)) / 1_000_000n);
  });

  it('an order that waits sets nothing aside and is counted at the price it waits for', () => {
    const { world, account } = trader();
    const seen = preview(world, { account, symbol: 'SBER', quantity: '10', stop: '305.00' });
    expect(seen.waits).toBe(true);
    expect(seen.held).toEqual({ money: 0n, units: 0n });
    expect(seen.value).toBe(world.money('rub', '3050'));
  });

  it('says what placing would say, changes nothing, and places with what it said', () => {
    const amounts = fc.integer({ min: 1, max: 400 }).map((pieces) => `${pieces * 10}`);
    const prices = fc.option(fc.integer({ min: 29_000, max: 31_000 }).map((kopecks) => (kopecks / 100).toFixed(2)));
    fc.assert(
      fc.property(amounts, prices, fc.constantFrom('buy' as const, 'sell' as const), (quantity, price, action) => {
        const { world, account } = trader();
        const words = { account, symbol: 'SBER', action, quantity, ...(price === null ? {} : { price }) };
        const before = world.core.digest();
        const command = world.command(words);
        const seen = previewOrder(world.core.state, command, world.now);
        expect(world.core.digest()).toBe(before);
        const { rejection, events } = world.run(command);
        expect(rejection).toEqual(isRejection(seen) ? seen : null);
        if (isRejection(seen)) return;
        expect(events[0]).toMatchObject({ heldMoney: seen.held.money, heldUnits: seen.held.units });
      }),
      { numRuns: 60 },
    );
  });
});
