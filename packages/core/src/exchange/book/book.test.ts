import { describe, expect, it } from 'vitest';
import { OrderBook } from './book.ts';
import { audit } from './naive-book.testkit.ts';
import { ASK, BID, type BookSide } from './resting-order.ts';

const ACCOUNT = 2_000_000_000;
const MAX = 2 ** 50;

function bookOf(...orders: [id: number, side: BookSide, price: number, quantity: number][]): OrderBook {
  const book = new OrderBook();
  for (const [id, side, price, quantity] of orders) book.insert(id, ACCOUNT, side, price, quantity, 0);
  return book;
}

function takeAll(book: OrderBook, side: BookSide, limit: number, quantity: number): number[][] {
  const fills: number[][] = [];
  book.take(side, limit, quantity, (id, _account, price, fill, left) => fills.push([id, price, fill, left]));
  return fills;
}

const idsOf = (book: OrderBook): number[] => [...book.entries()].map((order) => order.id);

describe('price-time priority', () => {
  it('orders at one price trade first in, first out', () => {
    const book = bookOf([16, ASK, 100, 5], [32, ASK, 100, 5], [48, ASK, 100, 5]);
    expect(takeAll(book, ASK, 100, 12)).toEqual([
      [16, 100, 5, 0],
      [32, 100, 5, 0],
      [48, 100, 2, 3],
    ]);
    audit(book);
  });

  it('better prices trade first: lowest asks, highest bids, each at its own price', () => {
    const book = bookOf(
      [1, ASK, 102, 1],
      [2, ASK, 100, 1],
      [3, ASK, 101, 1],
      [4, BID, 97, 1],
      [5, BID, 99, 1],
      [6, BID, 98, 1],
    );
    expect(book.bestPrice(ASK)).toBe(100);
    expect(book.bestPrice(BID)).toBe(99);
    expect(idsOf(book)).toEqual([5, 6, 4, 2, 3, 1]);
    expect(takeAll(book, ASK, 101, 9)).toEqual([
      [2, 100, 1, 0],
      [3, 101, 1, 0],
    ]);
    expect(takeAll(book, BID, 98, 9)).toEqual([
      [5, 99, 1, 0],
      [6, 98, 1, 0],
    ]);
    expect(idsOf(book)).toEqual([4, 1]);
  });

  it('an order with less quantity keeps its place, one inserted again goes to the end', () => {
    const book = bookOf([1, BID, 10, 9], [2, BID, 10, 9]);
    book.reduce(book.find(1), 4);
    book.setQuantity(book.find(1), 3);
    expect(idsOf(book)).toEqual([1, 2]);
    expect(book.levelQuantity(BID, 10)).toBe(12);
    book.remove(book.find(1));
    book.insert(1, ACCOUNT, BID, 10, 3, 0);
    expect(idsOf(book)).toEqual([2, 1]);
  });

  it('reduced or set to nothing, an order is gone', () => {
    const book = bookOf([1, BID, 10, 9], [2, BID, 10, 9]);
    book.reduce(book.find(1), 9);
    book.setQuantity(book.find(2), 0);
    expect(book.size).toBe(0);
    expect(book.bestPrice(BID)).toBeNaN();
    audit(book);
  });

  it('prices may be zero and negative', () => {
    const book = bookOf(
      [1, BID, -3, 1],
      [2, BID, -2, 1],
      [3, ASK, 0, 1],
      [4, ASK, -1, 1],
      [5, ASK, MAX, 1],
      [6, BID, -MAX, 1],
    );
    expect(idsOf(book)).toEqual([2, 1, 6, 4, 3, 5]);
    expect(takeAll(book, ASK, 0, 5)).toEqual([
      [4, -1, 1, 0],
      [3, 0, 1, 0],
    ]);
    audit(book);
  });
});

describe('take', () => {
  it('says how much it took and leaves worse prices alone', () => {
    const book = bookOf([1, ASK, 100, 5], [2, ASK, 101, 5]);
    expect(book.take(ASK, 99, 3, () => {})).toBe(0);
    expect(book.take(ASK, 100, 8, () => {})).toBe(5);
    expect(book.take(ASK, 200, 2, () => {})).toBe(2);
    expect(book.levels(ASK, 9)).toEqual([[101, 3, 1]]);
  });

  it('the callback sees the book after the fill and may remove orders that would be next', () => {
    const book = bookOf([1, ASK, 100, 5], [2, ASK, 100, 5], [3, ASK, 101, 5]);
    const seen: number[][] = [];
    const taken = book.take(ASK, 200, 20, (id) => {
      seen.push([id, book.find(id), book.size]);
      if (id === 1) book.remove(book.find(2));
    });
    expect(taken).toBe(10);
    expect(seen).toEqual([
      [1, -1, 2],
      [3, -1, 0],
    ]);
    audit(book);
  });

  it('an order that the callback inserts at a better price is next', () => {
    const book = bookOf([1, ASK, 100, 5], [2, ASK, 101, 5]);
    const ids: number[] = [];
    book.take(ASK, 101, 10, (id) => {
      ids.push(id);
      if (id === 1) book.insert(9, ACCOUNT, ASK, 99, 5, 0);
    });
    expect(ids).toEqual([1, 9]);
    expect(idsOf(book)).toEqual([2]);
  });
});

describe('views', () => {
  it('a depth view sums each level and ends at the asked number', () => {
    const book = bookOf([1, BID, 10, 4], [2, BID, 10, 6], [3, BID, 9, 1], [4, BID, 8, 1]);
    expect(book.levels(BID, 2)).toEqual([
      [10, 10, 2],
      [9, 1, 1],
    ]);
    expect(book.levels(ASK, 2)).toEqual([]);
  });

  it('quantityUpTo counts what a limit reaches, and no further than the cap', () => {
    const book = bookOf([1, ASK, 10, 4], [2, ASK, 11, 6], [3, ASK, 13, 7]);
    expect(book.quantityUpTo(ASK, 9, 100)).toBe(0);
    expect(book.quantityUpTo(ASK, 11, 100)).toBe(10);
    expect(book.quantityUpTo(ASK, 12, 10)).toBe(10);
    expect(book.quantityUpTo(ASK, 99, 12)).toBe(12);
  });

  it('walks a level with nextInLevel and a side with next', () => {
    const book = bookOf([1, ASK, 10, 1], [2, ASK, 11, 1], [3, ASK, 10, 1]);
    const [one, two, three] = [1, 2, 3].map((id) => book.find(id)) as [number, number, number];
    expect(book.firstAt(ASK, 10)).toBe(one);
    expect(book.firstAt(ASK, 12)).toBe(-1);
    expect(book.nextInLevel(one)).toBe(three);
    expect(book.nextInLevel(three)).toBe(-1);
    expect(book.next(three)).toBe(two);
    expect(book.next(two)).toBe(-1);
  });

  it('an order carries its account, also beyond 2^31, and the outside size before it', () => {
    const book = new OrderBook();
    const slot = book.insert(2 ** 53 - 1, 2 ** 32 - 1, ASK, 7, MAX, 40);
    book.setAhead(slot, 15);
    expect([...book.entries()]).toEqual([
      { id: 2 ** 53 - 1, account: 2 ** 32 - 1, side: ASK, price: 7, quantity: MAX, ahead: 15 },
    ]);
  });
});

describe('what a book refuses', () => {
  const insert = (
    change: Partial<Record<'id' | 'account' | 'side' | 'price' | 'quantity' | 'ahead', number>>,
  ): (() => void) => {
    const order = { id: 1, account: ACCOUNT, side: 0, price: 1, quantity: 1, ahead: 0, ...change };
    return () =>
      new OrderBook().insert(order.id, order.account, order.side as BookSide, order.price, order.quantity, order.ahead);
  };

  it.each([
    ['id', [-1, 0.5, 2 ** 53, Number.NaN]],
    ['account', [-1, 0.5, 2 ** 32]],
    ['side', [2, -1, 0.5]],
    ['price', [0.5, MAX + 1, -MAX - 1, Number.NaN, Number.POSITIVE_INFINITY]],
    ['quantity', [0, -1, 0.5, MAX + 1, Number.NaN]],
    ['ahead', [-1, 0.5, 2 ** 53, Number.NaN]],
  ] as const)('a value of %s out of its range, by name', (name, values) => {
    for (const value of values)
      expect(insert({ [name]: value })).toThrow(new RegExp(`^${name} must be .*not ${value}$`));
  });

  it('an id that rests already, leaving the book as it was', () => {
    const book = bookOf([1, BID, 10, 4]);
    expect(() => book.insert(1, ACCOUNT, ASK, 11, 1, 0)).toThrow('order 1 rests in the book already');
    expect(idsOf(book)).toEqual([1]);
    audit(book);
  });

  it('a level whose sum would no longer be an exact integer', () => {
    const book = bookOf(
      ...Array.from({ length: 7 }, (_, i) => [i, BID, 10, MAX] as [number, BookSide, number, number]),
    );
    expect(() => book.insert(7, ACCOUNT, BID, 10, MAX, 0)).toThrow('the level 10 would hold more than 2^53 - 1');
    book.insert(7, ACCOUNT, BID, 10, MAX - 1, 0);
    expect(book.levelQuantity(BID, 10)).toBe(2 ** 53 - 1);
    audit(book);
  });

  it('a slot that holds no order', () => {
    const book = bookOf([1, BID, 10, 4], [2, BID, 10, 4]);
    const slot = book.find(1);
    book.remove(slot);
    for (const gone of [slot, -1, 0.5, slot + 1, 10_000]) {
      expect(() => book.remove(gone)).toThrow(`no order rests in slot ${gone}`);
      expect(() => book.reduce(gone, 1)).toThrow(RangeError);
      expect(() => book.setQuantity(gone, 1)).toThrow(RangeError);
      expect(() => book.setAhead(gone, 1)).toThrow(RangeError);
    }
  });

  it('more quantity than the order has, none, or a broken one', () => {
    const book = bookOf([1, BID, 10, 4]);
    const slot = book.find(1);
    for (const by of [0, -1, 5, 0.5, Number.NaN]) expect(() => book.reduce(slot, by)).toThrow('give 1 to 4');
    for (const to of [-1, 5, 0.5, Number.NaN]) expect(() => book.setQuantity(slot, to)).toThrow('with 0 to 4');
    for (const ahead of [-1, 0.5]) expect(() => book.setAhead(slot, ahead)).toThrow(RangeError);
    for (const taken of [-1, 0.5, Number.NaN]) expect(() => book.take(BID, 0, taken, () => {})).toThrow(RangeError);
    expect(book.quantityOf(slot)).toBe(4);
  });
});

describe('memory', () => {
  it('rows of removed orders and levels are used again: a book that does not grow keeps its buffers', () => {
    const book = new OrderBook();
    for (let id = 0; id < 1000; id += 1) book.insert(id, ACCOUNT, BID, id % 300, 1, 0);
    const { bytes } = book;
    for (let id = 1000; id < 20_000; id += 1) {
      book.remove(book.find(id - 1000));
      book.insert(id, ACCOUNT, BID, (id * 7) % 300, 1, 0);
    }
    expect(book.bytes).toBe(bytes);
    audit(book);
  });

  it('past half a million orders, 16 a level, at most 60 bytes an order wherever the growth stands', () => {
    const book = new OrderBook();
    let worst = 0;
    for (let id = 0; id < 1_100_000; id += 1) {
      book.insert(id * 16, ACCOUNT, ASK, id >> 4, 1, 0);
      if (id > 525_000 && id % 500 === 0) worst = Math.max(worst, book.bytes / book.size);
    }
    expect(worst).toBeLessThanOrEqual(60);
  });

  it('clear leaves an empty book that gave its memory back', () => {
    const book = new OrderBook();
    const { bytes } = book;
    for (let id = 0; id < 1000; id += 1) book.insert(id, ACCOUNT, ASK, id, 1, 0);
    book.clear();
    expect([book.size, book.bytes, [...book.entries()]]).toEqual([0, bytes, []]);
    book.insert(1, ACCOUNT, BID, 1, 1, 0);
    audit(book);
  });
});
