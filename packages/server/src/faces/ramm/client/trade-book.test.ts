import { expect, test } from 'vitest';
import type { CopiedTrade as Deal } from '../../../readmodel/index.ts';
import { TradeBook } from './trade-book.ts';

const LOT = 100_000_000;
const PRICE = 10_000_000_000;

/** A deal of a lot at a price with commissions in cents: broker, liquidity, trader, partner. */
function deal(
  id: number,
  lots: number,
  price: number,
  [broker = 0, liquidity = 0, trader = 0, partner = 0]: readonly number[] = [],
): Deal {
  const figures = {
    volume: Math.round(lots * LOT),
    price: Math.round(price * PRICE),
    broker,
    liquidity,
    trader,
    partner,
  };
  return { id, position: 1, precision_price: 5, ...figures } as unknown as Deal;
}

function rows({ closed }: TradeBook) {
  return closed.map(({ opening, closing, volume, priceOpen, paid }) => [
    [opening.id, closing.id],
    volume / LOT,
    priceOpen / PRICE,
    [paid.broker, paid.liquidity, paid.trader],
  ]);
}

test('a position that was built in two deals is closed at their average price, part by part', () => {
  const book = new TradeBook([deal(1, 0.1, 1.1), deal(2, 0.3, 1.2), deal(3, -0.1, 1.3), deal(4, -0.3, 1.4)]);
  // (0.1 × 1.1 + 0.3 × 1.2) ÷ 0.4 = 1.175
  expect(rows(book)).toEqual([
    [[1, 3], 0.1, 1.175, [0, 0, 0]],
    [[1, 4], 0.3, 1.175, [0, 0, 0]],
  ]);
  expect(book.open(1)).toBeUndefined();
});

test('commissions of opening and closing go with the volume, and no cent is lost', () => {
  const paid = [3, 10, 5, 2];
  const book = new TradeBook([deal(1, -0.3, 1.1, paid), deal(2, 0.1, 1, [1, 4, 2]), deal(3, 0.2, 1, [2, 6, 4])]);
  // a third of 3, 10 and 5 + 2 cents is 1, 3 and 2; the rest of them is paid with the rest of the position
  expect(rows(book)).toEqual([
    [[1, 2], -0.1, 1.1, [1 + 1, 3 + 4, 2 + 2]],
    [[1, 3], -0.2, 1.1, [2 + 2, 7 + 6, 5 + 4]],
  ]);
});

test('a deal that turns a position round closes what was open and begins the other side at its own price', () => {
  const book = new TradeBook([deal(1, 0.2, 1.1, [0, 4]), deal(2, -0.5, 1.2, [0, 10]), deal(3, 0.3, 1.15, [0, 6])]);
  // two fifths of the second deal's 10 cents belong to what it closed
  expect(rows(book)).toEqual([
    [[1, 2], 0.2, 1.1, [0, 4 + 4, 0]],
    [[2, 3], -0.3, 1.2, [0, 6 + 6, 0]],
  ]);
});

test('what is still open has its average price and what it has cost', () => {
  const book = new TradeBook([deal(1, 0.1, 1.1, [0, 1]), deal(2, 0.1, 1.10001, [0, 1]), deal(3, -0.05, 1.2, [0, 9])]);
  expect(book.open(1)).toMatchObject({ volume: 15_000_000, price: 11_000_050_000, paid: { liquidity: 2 } });
});
