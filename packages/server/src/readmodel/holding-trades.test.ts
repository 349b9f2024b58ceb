import type { OrderFilled } from '@outcry/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openingTrades, turnoverSince } from './holding-trades.ts';
import { History } from './test-history.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

function fillsOf({ turns }: History, account: number): OrderFilled[] {
  return turns
    .flatMap(({ events }) => events as OrderFilled[])
    .filter((event) => event.type === 'orders.filled' && event.account === account && event.leg === 0);
}

interface Lot {
  readonly price: number;
  left: number;
}

/** The slow way: a queue of lots for each instrument; what came first is closed first. */
function lotsOf(fills: readonly OrderFilled[]): Map<number, { side: number; lots: Lot[] }> {
  const queues = new Map<number, { side: number; lots: Lot[] }>();
  for (const { instrument, side, price, quantity } of fills) {
    const queue = queues.get(instrument) ?? { side, lots: [] };
    queues.set(instrument, queue);
    let left = quantity;
    while (queue.side !== side && left > 0 && queue.lots.length > 0) {
      const [oldest] = queue.lots as [Lot];
      const part = Math.min(left, oldest.left);
      oldest.left -= part;
      left -= part;
      if (oldest.left === 0) queue.lots.shift();
    }
    if (left === 0) continue;
    queue.side = side;
    queue.lots.push({ price, left });
  }
  return queues;
}

test('what positions stand on is what a queue of lots has left, at any turn', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(seeds, fc.integer({ min: 1, max: 600 }), async (seed, steps) => {
      const history = new History(seed).run(steps).flush();
      const seq = history.turns.length;
      const holdings = new Map(
        history.accounts.map((account) => {
          const queues = lotsOf(fillsOf(history, account));
          const held = [...queues].map(([instrument, { side, lots }]) => {
            const sum = lots.reduce((total, { left }) => total + left, 0);
            return { instrument, quantity: side === 0 ? sum : -sum, lots };
          });
          return [account, held] as const;
        }),
      );
      // later turns change nothing of what was asked
      history.run(50).flush();
      for (const [account, held] of holdings) {
        const found = await openingTrades(history, account, held, seq);
        for (const { instrument, quantity, lots } of held) {
          const total = lots.reduce((sum, { price, left }) => sum + BigInt(price) * BigInt(left), 0n);
          if (quantity === 0) expect(found.has(instrument)).toBe(false);
          else expect(found.get(instrument)).toEqual({ quantity: BigInt(Math.abs(quantity)), total });
          compared++;
        }
      }
    }),
    { numRuns: 25 },
  );
  expect(compared).toBeGreaterThan(100);
});

test('a position of more fills than one look reads is found whole', async () => {
  const history = new History(3);
  const [buyer = 0] = history.accounts;
  for (let i = 0; i < 450; i++) {
    const at = history.core.now;
    history.core.tick({ kind: 'depth', instrument: 1, bids: [32_000, 9], asks: [32_300 + (i % 7), 9] } as never, at);
    history.execute({
      type: 'orders.place',
      account: buyer,
      instrument: 1,
      action: 'buy',
      orderType: 'market',
      validity: 'day',
      quantity: 1 as never,
      price: 0 as never,
      stopPrice: 0 as never,
      leg: 'net',
      key: null,
      origin: 'native',
      comment: null,
    });
  }
  history.flush();
  const fills = fillsOf(history, buyer);
  const total = fills.reduce((sum, { price, quantity }) => sum + BigInt(price) * BigInt(quantity), 0n);
  expect(fills).toHaveLength(450);
  const found = await openingTrades(history, buyer, [{ instrument: 1, quantity: 450 }], history.turns.length);
  expect(found.get(1)).toEqual({ quantity: 450n, total });
});

test('turnover is what the fills of the period add up to', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, fc.double({ min: 0, max: 1, noNaN: true }), async (seed, part) => {
      const history = new History(seed).run(300).flush();
      const seq = history.turns.length;
      const from = history.turns[Math.floor((seq - 1) * part)]?.at ?? 0;
      history.run(20).flush();
      for (const account of history.accounts) {
        const found = await turnoverSince(history, account, from, seq);
        const expected = new Map<number, Record<'bought' | 'sold', { quantity: bigint; total: bigint }>>();
        const early = history.turns.slice(0, seq).flatMap(({ events }) => events);
        for (const fill of fillsOf(history, account)) {
          if (fill.at < from || !early.includes(fill)) continue;
          const sums = expected.get(fill.instrument) ?? {
            bought: { quantity: 0n, total: 0n },
            sold: { quantity: 0n, total: 0n },
          };
          const sum = sums[fill.side === 0 ? 'bought' : 'sold'];
          sum.quantity += BigInt(fill.quantity);
          sum.total += BigInt(fill.price) * BigInt(fill.quantity);
          expected.set(fill.instrument, sums);
        }
        expect(found).toEqual(expected);
      }
    }),
    { numRuns: 20 },
  );
});
