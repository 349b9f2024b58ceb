import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CopiedTrade, RowSource } from '../../../readmodel/index.ts';
import { TradeBook } from './trade-book.ts';
import { tradeBook } from './trade-books.ts';

const LOT = 100_000_000;

function deal(id: number, [position, lots]: readonly [number, number]): CopiedTrade {
  const paid = { broker: id % 5, liquidity: id % 7, trader: id % 3, partner: id % 2 };
  const gained = { profit: id % 100, swap: -(id % 4), total: (id % 100) - 5 };
  const figures = { volume: lots * LOT, price: 11_000_000_000 + (id % 90) * 1_000_000, ...paid, ...gained };
  return { id, position, entry: id % 3, signal: id, precision_price: 5, ...figures } as unknown as CopiedTrade;
}

/** Answers with the trades of account 1 after the one that is told. */
function source(trades: readonly CopiedTrade[]): RowSource & { asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    query: async <T>({ parameters }: { readonly parameters: readonly unknown[] }) => {
      const [, after] = parameters as [number, number];
      asked.push(after);
      return trades.filter(({ id }) => id > after) as T[];
    },
  };
}

const lots = fc.integer({ min: -3, max: 3 }).filter((each) => each !== 0);

test('a book that is read on is that of all trades at once, and tells what positions held before they were turned round', async () => {
  const steps = fc.array(fc.array(fc.tuple(fc.constantFrom(1, 2), lots), { maxLength: 6 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(steps, async (batches) => {
      const trades: CopiedTrade[] = [];
      const readModel = source(trades);
      for (const batch of batches) {
        for (const each of batch) trades.push(deal(trades.length + 1, each));
        // two who ask at once read the same rows
        const [one] = await Promise.all([tradeBook({ readModel } as never, 1), tradeBook({ readModel } as never, 1)]);
        const whole = new TradeBook(trades);
        expect([one.closed, one.totals, one.trades]).toEqual([whole.closed, whole.totals, trades.length]);
        expect([one.open(1), one.open(2)]).toEqual([whole.open(1), whole.open(2)]);
      }
      const { turned } = await tradeBook({ readModel } as never, 1);
      const naive = trades
        .filter(({ entry }) => entry === 2)
        .map(({ id, position }) => {
          const earlier = trades.filter((each) => each.id < id && each.position === position);
          return [id, earlier.reduce((sum, { volume }) => sum + volume, 0)];
        });
      expect([...turned]).toEqual(naive);
      expect(readModel.asked.at(-1)).toBe(trades.length);
    }),
    { numRuns: 60 },
  );
});
