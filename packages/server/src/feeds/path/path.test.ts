import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barTicks } from './bar-ticks.ts';
import { barTrades } from './bar-trades.ts';
import { distribute } from './distribute.ts';
import { type PathBar, tradesNeeded } from './path-bar.ts';
import { Random } from './random.ts';
import { splitBar } from './split-bar.ts';

const seeds = fc.integer();

/** Any possible bar: flat ones, one-tick ranges and wide ones, with little, much or no volume. */
const bars: fc.Arbitrary<PathBar> = fc
  .record({
    low: fc.integer({ min: 1, max: 10_000_000 }),
    range: fc.oneof(fc.constantFrom(0, 1, 2), fc.integer({ min: 0, max: 100_000 })),
    open: fc.double({ min: 0, max: 1, noNaN: true }),
    close: fc.double({ min: 0, max: 1, noNaN: true }),
    volume: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 2 ** 40 })),
  })
  .map(({ low, range, open, close, volume }) => ({
    open: low + Math.round(range * open),
    high: low + range,
    low,
    close: low + Math.round(range * close),
    volume,
  }));

const tradable = bars.map((bar) => ({ ...bar, volume: Math.max(bar.volume, tradesNeeded(bar)) }));

function expectJoin(parts: readonly PathBar[], bar: PathBar): void {
  expect(parts[0]?.open).toBe(bar.open);
  expect(parts.at(-1)?.close).toBe(bar.close);
  expect(Math.max(...parts.map((part) => part.high))).toBe(bar.high);
  expect(Math.min(...parts.map((part) => part.low))).toBe(bar.low);
  expect(parts.reduce((sum, part) => sum + part.volume, 0)).toBe(bar.volume);
  for (const [index, part] of parts.entries()) {
    expect(Object.values(part).every(Number.isSafeInteger)).toBe(true);
    expect(part.low).toBeLessThanOrEqual(Math.min(part.open, part.close));
    expect(part.high).toBeGreaterThanOrEqual(Math.max(part.open, part.close));
    expect(part.volume).toBeGreaterThanOrEqual(0);
    if (index > 0) expect(part.open).toBe(parts[index - 1]?.close);
  }
}

describe('distribute', () => {
  it('gives parts that sum to the total, each at least the floor when there is enough', () => {
    const weights = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 45 }),
        weights,
        fc.integer({ min: 0, max: 9 }),
        (total, shares, floor) => {
          const parts = new Float64Array(shares.length);
          distribute(total, shares, floor, parts);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
          const least = Math.min(floor, Math.floor(total / shares.length));
          expect(parts.every((part) => Number.isInteger(part) && part >= least)).toBe(true);
        },
      ),
    );
  });

  it('follows the weights: 100 by 1:2:1 is 25, 50, 25', () => {
    const parts = new Float64Array(3);
    distribute(100, [1, 2, 1], 0, parts);
    expect([...parts]).toEqual([25, 50, 25]);
  });
});

describe('splitBar', () => {
  it('splits any bar into parts that join to it exactly, each opening where the one before closed', () => {
    fc.assert(
      fc.property(bars, fc.integer({ min: 1, max: 60 }), seeds, (bar, n, seed) => {
        const parts = splitBar(bar, n, new Random(seed, 1, 2));
        expect(parts).toHaveLength(n);
        expectJoin(parts, bar);
      }),
    );
  });

  it('follows a guide however far it strays and still joins exactly', () => {
    const guide = fc.record({
      borders: fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 13, maxLength: 13 }),
      deviations: fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { minLength: 12, maxLength: 12 }),
    });
    fc.assert(
      fc.property(bars, guide, seeds, (bar, path, seed) => {
        expectJoin(splitBar(bar, 12, new Random(seed, 1, 2), path), bar);
      }),
    );
  });

  it('gives each part volume enough to touch its prices when the bar has 4 steps for every part', () => {
    fc.assert(
      fc.property(bars, fc.integer({ min: 1, max: 24 }), seeds, (bar, n, seed) => {
        const parts = splitBar({ ...bar, volume: bar.volume + 4 * n }, n, new Random(seed, 1, 2));
        for (const part of parts) expect(part.volume).toBeGreaterThanOrEqual(tradesNeeded(part));
      }),
    );
  });

  it('is repeatable: the same seed gives the same parts', () => {
    const bar = { open: 100, high: 140, low: 90, close: 120, volume: 1000 };
    expect(splitBar(bar, 12, new Random(1, 2, 3))).toEqual(splitBar(bar, 12, new Random(1, 2, 3)));
    expect(splitBar(bar, 12, new Random(1, 2, 3))).not.toEqual(splitBar(bar, 12, new Random(1, 2, 4)));
  });

  it('refuses to split into no part', () => {
    const bar = { open: 1, high: 1, low: 1, close: 1, volume: 0 };
    expect(() => splitBar(bar, 0, new Random(1, 2, 3))).toThrow('at least one part');
  });
});

describe('barTrades', () => {
  it('touches open first, close last, high and low, sums to the volume and stays inside the bar in time order', () => {
    fc.assert(
      fc.property(
        tradable,
        fc.constantFrom(5000, 60_000),
        fc.integer({ min: 0, max: 50 }),
        seeds,
        (bar, length, wished, seed) => {
          const trades = barTrades(bar, length, wished, new Random(seed, 1, 2));
          const prices = trades.map((trade) => trade.price);
          expect(prices[0]).toBe(bar.open);
          expect(prices.at(-1)).toBe(bar.close);
          expect(Math.max(...prices)).toBe(bar.high);
          expect(Math.min(...prices)).toBe(bar.low);
          expect(trades.reduce((sum, trade) => sum + trade.size, 0)).toBe(bar.volume);
          expect(trades.every((trade) => trade.size >= 1 && Number.isInteger(trade.price))).toBe(true);
          const times = trades.map((trade) => trade.after);
          expect(times).toEqual([...times].sort((a, b) => a - b));
          expect(times.every((time) => Number.isInteger(time) && time >= 0 && time < length)).toBe(true);
        },
      ),
    );
  });

  it('makes no trade of a bar without volume', () => {
    expect(barTrades({ open: 5, high: 5, low: 5, close: 5, volume: 0 }, 5000, 10, new Random(1, 2, 3))).toEqual([]);
  });

  it('needs one trade for one price and four for four, and says so when the volume cannot give them', () => {
    expect(tradesNeeded({ open: 5, high: 5, low: 5, close: 5, volume: 1 })).toBe(1);
    expect(tradesNeeded({ open: 5, high: 9, low: 5, close: 9, volume: 1 })).toBe(2);
    expect(tradesNeeded({ open: 5, high: 9, low: 5, close: 5, volume: 1 })).toBe(3);
    expect(tradesNeeded({ open: 5, high: 9, low: 2, close: 6, volume: 1 })).toBe(4);
    const bar = { open: 5, high: 9, low: 2, close: 6, volume: 3 };
    expect(() => barTrades(bar, 5000, 10, new Random(1, 2, 3))).toThrow('a volume of 3 steps');
  });
});

describe('barTicks', () => {
  it('prints every trade at the displayed ask or bid, in time order, never with a crossed book', () => {
    fc.assert(
      fc.property(tradable, fc.double({ min: 1, max: 500, noNaN: true }), seeds, (bar, spread, seed) => {
        const random = new Random(seed, 1, 2);
        const display = { instrument: 1, key: 7, spread, levelGap: spread, topSize: 10, extraQuotes: 5, depths: 3 };
        const ticks = barTicks(1_000_000, 5000, bar.open, barTrades(bar, 5000, 12, random), display, random);
        let quote = { bid: 0, ask: 0 };
        let last = 1_000_000;
        let traded = 0;
        for (const { at, tick } of ticks) {
          expect(at).toBeGreaterThanOrEqual(last);
          expect(at).toBeLessThan(1_005_000);
          last = at;
          if (tick.kind === 'quote') {
            quote = tick;
            expect(tick.bid).toBeGreaterThan(0);
            expect(tick.bid).toBeLessThan(tick.ask);
          }
          if (tick.kind === 'trade') {
            traded += tick.size;
            expect(tick.price).toBe(tick.aggressor === 'buy' ? quote.ask : quote.bid);
          }
        }
        expect(traded).toBe(bar.volume);
      }),
    );
  });
});

describe('Random', () => {
  it('is uniform in [0, 1), and its bell has mean 0 and variance 1 within 6', () => {
    const random = new Random(1, 2, 3);
    const samples = Array.from({ length: 200_000 }, () => random.next());
    expect(samples.every((sample) => sample >= 0 && sample < 1)).toBe(true);
    expect(samples.reduce((sum, sample) => sum + sample, 0) / samples.length).toBeCloseTo(0.5, 2);
    const bells = Array.from({ length: 200_000 }, () => random.bell());
    expect(bells.reduce((sum, bell) => sum + bell, 0) / bells.length).toBeCloseTo(0, 1);
    expect(bells.reduce((sum, bell) => sum + bell * bell, 0) / bells.length).toBeCloseTo(1, 1);
    expect(Math.max(...bells.slice(0, 50_000).map(Math.abs))).toBeLessThan(6);
  });

  it('gives these numbers on every machine', () => {
    const random = new Random(42, 7, 1_700_000_000);
    expect([random.below(1_000_000), random.below(1_000_000), random.below(1_000_000)]).toMatchInlineSnapshot(`
      [
        518128,
        323372,
        187539,
      ]
    `);
  });
});
