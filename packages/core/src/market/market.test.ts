import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOON, World } from '../../test/world.ts';
import {
  bestAsk,
  bestBid,
  depth,
  type InstrumentMarket,
  Ladder,
  MAX_DEPTH,
  RECENT_TRADES,
  recentTrades,
  valuationPrice,
} from './index.ts';

function market(): { world: World; sber: () => InstrumentMarket; view: () => string } {
  const world = new World();
  const id = world.instrument('SBER').id;
  const sber = (): InstrumentMarket => world.core.state.market.markets[id] as InstrumentMarket;
  const side = (name: 'bids' | 'asks'): string =>
    depth(sber(), name, 10)
      .map(({ price, size }) => `${price}x${size}`)
      .join(' ');
  return { world, sber, view: () => `${side('bids')} | ${side('asks')}` };
}

describe('the displayed book', () => {
  it('a quote replaces the top: better levels are gone, deeper ones stay', () => {
    const { world, view } = market();
    world.depth(
      'SBER',
      [
        ['100', '5'],
        ['99', '6'],
        ['98', '7'],
      ],
      [
        ['101', '5'],
        ['102', '6'],
      ],
    );
    world.quote('SBER', '99.5', '3', '101.5', '4');
    expect(view()).toBe('9950x3 9900x6 9800x7 | 10150x4 10200x6');
  });

  it('a size of 0 empties a side', () => {
    const { world, view } = market();
    world.depth(
      'SBER',
      [
        ['100', '5'],
        ['99', '6'],
      ],
      [['101', '5']],
    );
    world.quote('SBER', '0', '0', '101', '5');
    expect(view()).toBe(' | 10100x5');
  });

  it('newer levels sweep what they cross on the other side', () => {
    const { world, view } = market();
    world.depth(
      'SBER',
      [
        ['100', '5'],
        ['99', '6'],
      ],
      [
        ['101', '5'],
        ['102', '6'],
      ],
    );
    world.level('SBER', 'bid', '101', '2');
    expect(view()).toBe('10100x2 10000x5 9900x6 | 10200x6');
    world.level('SBER', 'bid', '101', '0');
    expect(view()).toBe('10000x5 9900x6 | 10200x6');
    world.quote('SBER', '97', '1', '99', '1');
    expect(view()).toBe('9700x1 | 9900x1 10200x6');
  });

  it('a depth tick is the whole book, at most 50 levels a side', () => {
    const { world, sber } = market();
    const many = Array.from({ length: 60 }, (_, i) => [String(90 - i / 100), '1'] as [string, string]);
    world.depth('SBER', many, []);
    expect(sber().bids.prices.length).toBe(MAX_DEPTH);
    world.level('SBER', 'bid', '95', '1');
    expect([sber().bids.prices.length, sber().bids.prices[0]]).toEqual([MAX_DEPTH, 9_500]);
  });

  it('closing empties it, a break does not', () => {
    const { world, view, sber } = market();
    world.quote('SBER', '99', '5', '100', '5');
    world.status('SBER', 'break');
    expect([view(), sber().status]).toEqual(['9900x5 | 10000x5', 'break']);
    world.status('SBER', 'closed');
    expect([view(), bestBid(sber()), bestAsk(sber())]).toEqual([' | ', undefined, undefined]);
  });

  it('what is taken is not shown as available', () => {
    const { world, sber } = market();
    const account = world.open();
    world.deposit(account, 'rub', '100000');
    world.depth(
      'SBER',
      [],
      [
        ['100', '5'],
        ['101', '6'],
      ],
    );
    world.place({ account, symbol: 'SBER', quantity: '7' });
    expect(bestAsk(sber())).toEqual({ price: 10_100, size: 4 });
    expect(sber().asks.availableUpTo(10_100, 100)).toBe(4);
  });

  it('is never crossed by quotes and levels, and always sorted', () => {
    const steps = fc.array(
      fc.tuple(
        fc.boolean(),
        fc.integer({ min: 9_990, max: 10_010 }),
        fc.nat(9),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(9),
      ),
    );
    fc.assert(
      fc.property(steps, (many) => {
        const { world, sber } = market();
        for (const [quote, price, size, spread, other] of many) {
          if (quote)
            world.quote('SBER', String(price / 100), String(size), String((price + spread) / 100), String(other));
          else world.level('SBER', other % 2 === 0 ? 'bid' : 'ask', String(price / 100), String(size));
          const { bids, asks } = sber();
          expect(bids.prices).toEqual([...bids.prices].sort((a, b) => b - a));
          expect(asks.prices).toEqual([...asks.prices].sort((a, b) => a - b));
          expect((bids.prices[0] ?? 0) < (asks.prices[0] ?? Number.POSITIVE_INFINITY)).toBe(true);
          expect(bids.sizes.every((shown) => shown > 0)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('trades and prices', () => {
  it('a day has its open, high, low, volume; the last price is the latest', () => {
    const { world, sber } = market();
    for (const [price, size] of [
      ['100', '3'],
      ['102', '1'],
      ['99', '4'],
      ['101', '2'],
    ] as const)
      world.trade('SBER', price, size, 'buy');
    expect(sber()).toMatchObject({
      open: 10_000,
      high: 10_200,
      low: 9_900,
      last: 10_100,
      lastSize: 2,
      lastAt: NOON,
      volume: 10,
    });
    expect(recentTrades(sber(), 2)).toEqual([
      { at: NOON, price: 10_100, size: 2, aggressor: 'buy' },
      { at: NOON, price: 9_900, size: 4, aggressor: 'buy' },
    ]);
  });

  it('recent trades are bounded', () => {
    const { world, sber } = market();
    for (let i = 0; i < 5 * RECENT_TRADES; i++) world.trade('SBER', '100', '1');
    expect(sber().trades.length).toBeLessThanOrEqual(2 * RECENT_TRADES);
    expect(recentTrades(sber(), 10_000).length).toBe(RECENT_TRADES);
  });

  it('positions are valued at the last trade, else the middle, else what there is', () => {
    const { world } = market();
    const { state } = world.core;
    const id = world.instrument('SBER').id;
    expect(valuationPrice(state.market, id)).toBeUndefined();
    world.quote('SBER', '99', '1', '0', '0');
    expect(valuationPrice(state.market, id)).toBe(9_900);
    world.quote('SBER', '99', '1', '102', '1');
    expect(valuationPrice(state.market, id)).toBe(10_050);
    world.trade('SBER', '101', '1');
    expect(valuationPrice(state.market, id)).toBe(10_100);
  });
});

describe('a side of the displayed book', () => {
  it('tells at which prices less is shown than before, or something again', () => {
    const ladder = new Ladder(1);
    ladder.replace([100, 5, 99, 6, 98, 7]);
    ladder.shrunk.length = 0;
    ladder.replace([100, 6, 98, 6]);
    expect(ladder.shrunk.sort()).toEqual([98, 99]);
    ladder.shrunk.length = 0;
    ladder.setLevel(100, 2);
    ladder.setLevel(97, 2);
    ladder.dropThrough(98);
    expect([ladder.shrunk, ladder.prices]).toEqual([[100, 97, 100, 98], [97]]);
    expect(ladder.bare).toEqual([Infinity, 100, 100, 99, 99, 98, 98, -Infinity, 98, -Infinity, 98, 97]);
  });
});
