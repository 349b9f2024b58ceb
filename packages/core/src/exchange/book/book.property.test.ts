import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderBook } from './book.ts';
import { audit, NaiveBook } from './naive-book.testkit.ts';
import { ASK, BID, type BookSide } from './resting-order.ts';

type Step =
  | readonly ['insert', id: number, side: BookSide, price: number, quantity: number, ahead: number]
  | readonly ['remove', pick: number]
  | readonly ['setAhead', pick: number]
  | readonly ['reduce', pick: number, share: number]
  | readonly ['setQuantity', pick: number, share: number]
  | readonly ['take', side: BookSide, limit: number, quantity: number, cancelPick: number]
  | readonly ['clearAhead', side: BookSide, better: number, worse: number]
  | readonly ['clear'];

const side = fc.constantFrom<BookSide>(BID, ASK);
const price = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -12, max: 12 }) },
  fc.constantFrom(2 ** 50, -(2 ** 50)),
);
const quantity = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 30 }) }, fc.constant(2 ** 40));
const id = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 400 }).map((n) => n * 16 + 3) },
  fc.integer({ min: 2 ** 32, max: Number.MAX_SAFE_INTEGER }),
);
const bound = fc.oneof({ weight: 8, arbitrary: price }, fc.constantFrom(Infinity, -Infinity));
const pick = fc.nat(1000);
const share = fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 60, arbitrary: fc.tuple(fc.constant('insert' as const), id, side, price, quantity, fc.nat(50)) },
  { weight: 15, arbitrary: fc.tuple(fc.constant('remove' as const), pick) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('reduce' as const), pick, share) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('setQuantity' as const), pick, share) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('setAhead' as const), pick) },
  { weight: 12, arbitrary: fc.tuple(fc.constant('take' as const), side, price, quantity, pick) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('clearAhead' as const), side, bound, bound) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('clear' as const)) },
);

/** Does one step; slots are private to a book, so orders are picked by their position in `entries`. Returns what was seen. */
function perform(book: OrderBook | NaiveBook, act: Step): unknown {
  const ids = [...book.entries()].map((order) => order.id);
  const slotAt = (at: number): number => (ids.length === 0 ? -1 : book.find(ids[at % ids.length] as number));
  if (act[0] === 'insert') {
    try {
      return book.idOf(book.insert(act[1], 2_000_000_000 + (act[1] % 7), act[2], act[3], act[4], act[5]));
    } catch {
      return 'refused';
    }
  }
  if (act[0] === 'clear') return book.clear();
  if (act[0] === 'clearAhead') return book.clearAhead(act[1], act[2], act[3]);
  if (act[0] === 'take') {
    const fills: unknown[] = [];
    const taken = book.take(act[1], act[2], act[3], (...fill) => {
      fills.push([...fill, book.size]);
      const other = ids[act[4] % ids.length] as number;
      if (act[4] % 3 === 0 && book.find(other) >= 0) book.remove(book.find(other));
    });
    return [taken, fills];
  }
  const slot = slotAt(act[1]);
  if (slot < 0) return 'none';
  const now = book.quantityOf(slot);
  if (act[0] === 'remove') return book.remove(slot);
  if (act[0] === 'setAhead') {
    const before = book.aheadOf(slot);
    book.setAhead(slot, before + act[1]);
    return [before, book.aheadOf(slot)];
  }
  if (act[0] === 'reduce') return book.reduce(slot, Math.max(1, Math.floor(now * act[2])));
  return book.setQuantity(slot, Math.floor(now * act[2]));
}

/** Everything that can be asked of a book, in terms of ids. */
function view(book: OrderBook | NaiveBook): unknown {
  const named = (slot: number): number => (slot < 0 ? -1 : book.idOf(slot));
  const entries = [...book.entries()];
  return {
    entries,
    size: book.size,
    sides: [BID, ASK].map((s) => ({
      count: book.count(s),
      best: book.bestPrice(s),
      first: named(book.first(s)),
      depth: book.levels(s, 5),
      prices: [-3, 0, 4].map((p) => [
        named(book.firstAt(s, p)),
        book.levelQuantity(s, p),
        book.quantityUpTo(s, p, 1000),
        book.quantityUpTo(s, p, 20),
      ]),
    })),
    orders: entries.map((order) => {
      const slot = book.find(order.id);
      return [
        named(slot),
        book.accountOf(slot),
        book.sideOf(slot),
        book.priceOf(slot),
        book.quantityOf(slot),
        named(book.next(slot)),
        named(book.nextInLevel(slot)),
      ];
    }),
    missing: book.find(401 * 16),
  };
}

describe('the book and its naive twin', () => {
  it('answer alike after every step of any history', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const book = new OrderBook();
        const twin = new NaiveBook();
        for (const act of steps) {
          expect(perform(book, act)).toEqual(perform(twin, act));
          expect(view(book)).toEqual(view(twin));
          audit(book);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('stay alike while the book grows to thousands of orders and levels and shrinks again', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(16, 16 * 1024, 2 ** 32, 2 ** 33 + 16), (seed, stride) => {
        const random = seeded(seed);
        const book = new OrderBook();
        const alive = new Map<number, string>();
        const check = (): void => {
          audit(book);
          expect(book.size).toBe(alive.size);
          for (const order of book.entries()) expect(`${order.side} ${order.price}`).toBe(alive.get(order.id));
        };
        for (let n = 0; n < 6000; n += 1) {
          const growing = n < 3500;
          if (alive.size === 0 || random() < (growing ? 0.8 : 0.1)) {
            const at: BookSide = random() < 0.5 ? BID : ASK;
            const ticks = Math.floor(random() * 4000) - 2000;
            book.insert(n * stride, 2_000_000_000, at, ticks, 1, 0);
            alive.set(n * stride, `${at} ${ticks}`);
          } else {
            const victim = Math.floor(random() * n) * stride;
            const slot = book.find(victim);
            expect(slot >= 0).toBe(alive.has(victim));
            if (slot >= 0) book.remove(slot);
            alive.delete(victim);
          }
          if (n % 1000 === 999) check();
        }
      }),
      { numRuns: 12 },
    );
  });

  it('a book made again from its entries is the same book', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const book = new OrderBook();
        for (const act of steps) perform(book, act);
        const copy = new OrderBook();
        for (const order of book.entries()) {
          copy.insert(order.id, order.account, order.side, order.price, order.quantity, order.ahead);
        }
        expect(view(copy)).toEqual(view(book));
      }),
      { numRuns: 50 },
    );
  });
});

/** A small seeded generator of numbers in [0, 1) (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
