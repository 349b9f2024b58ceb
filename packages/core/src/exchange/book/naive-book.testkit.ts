import type { OrderBook } from './book.ts';
import { ASK, BID, type BookSide, type DepthLevel, NO_PRICE, type OnFill, type RestingOrder } from './resting-order.ts';

type Held = { -readonly [K in keyof RestingOrder]: RestingOrder[K] } & { slot: number };

/** The order book in its plainest words: one list in order of arrival, sorted for each question. Slots count up. */
export class NaiveBook {
  #held: Held[] = [];
  #slots = 0;

  get size(): number {
    return this.#held.length;
  }

  insert(id: number, account: number, side: BookSide, price: number, quantity: number, ahead: number): number {
    if (this.find(id) >= 0) throw new Error(`duplicate ${id}`);
    this.#held.push({ id, account, side, price, quantity, ahead, slot: this.#slots });
    this.#slots += 1;
    return this.#slots - 1;
  }

  find(id: number): number {
    return this.#held.find((order) => order.id === id)?.slot ?? -1;
  }

  remove(slot: number): void {
    this.#at(slot);
    this.#held = this.#held.filter((order) => order.slot !== slot);
  }

  reduce(slot: number, by: number): void {
    this.setQuantity(slot, this.quantityOf(slot) - by);
  }

  setQuantity(slot: number, quantity: number): void {
    this.#at(slot).quantity = quantity;
    if (quantity === 0) this.remove(slot);
  }

  idOf(slot: number): number {
    return this.#at(slot).id;
  }

  accountOf(slot: number): number {
    return this.#at(slot).account;
  }

  sideOf(slot: number): BookSide {
    return this.#at(slot).side;
  }

  priceOf(slot: number): number {
    return this.#at(slot).price;
  }

  quantityOf(slot: number): number {
    return this.#at(slot).quantity;
  }

  aheadOf(slot: number): number {
    return this.#at(slot).ahead;
  }

  setAhead(slot: number, ahead: number): void {
    this.#at(slot).ahead = ahead;
  }

  clearAhead(side: BookSide, better: number, worse: number): void {
    for (const order of this.#sorted(side)) {
      const inside =
        side === BID ? order.price < better && order.price > worse : order.price > better && order.price < worse;
      if (inside) order.ahead = 0;
    }
  }

  count(side: BookSide): number {
    return this.#sorted(side).length;
  }

  bestPrice(side: BookSide): number {
    return this.#sorted(side)[0]?.price ?? NO_PRICE;
  }

  first(side: BookSide): number {
    return this.#sorted(side)[0]?.slot ?? -1;
  }

  firstAt(side: BookSide, price: number): number {
    return this.#sorted(side).find((order) => order.price === price)?.slot ?? -1;
  }

  next(slot: number): number {
    const sorted = this.#sorted(this.sideOf(slot));
    return sorted[sorted.indexOf(this.#at(slot)) + 1]?.slot ?? -1;
  }

  nextInLevel(slot: number): number {
    const next = this.next(slot);
    return next >= 0 && this.priceOf(next) === this.priceOf(slot) ? next : -1;
  }

  levelQuantity(side: BookSide, price: number): number {
    return sum(this.#sorted(side).filter((order) => order.price === price));
  }

  levels(side: BookSide, max: number): DepthLevel[] {
    const sorted = this.#sorted(side);
    const prices = [...new Set(sorted.map((order) => order.price))];
    return prices.slice(0, max).map((price) => {
      const orders = sorted.filter((order) => order.price === price);
      return [price, sum(orders), orders.length];
    });
  }

  quantityUpTo(side: BookSide, limitPrice: number, cap: number): number {
    return Math.min(cap, sum(this.#within(side, limitPrice)));
  }

  take(side: BookSide, limitPrice: number, quantity: number, onFill: OnFill): number {
    let left = quantity;
    for (let order = this.#within(side, limitPrice)[0]; order && left > 0; order = this.#within(side, limitPrice)[0]) {
      const fill = Math.min(left, order.quantity);
      left -= fill;
      this.reduce(order.slot, fill);
      onFill(order.id, order.account, order.price, fill, order.quantity);
    }
    return quantity - left;
  }

  entries(): RestingOrder[] {
    return [...this.#sorted(BID), ...this.#sorted(ASK)].map(({ slot: _, ...order }) => order);
  }

  clear(): void {
    this.#held = [];
  }

  #at(slot: number): Held {
    const held = this.#held.find((order) => order.slot === slot);
    if (!held) throw new RangeError(`no order rests in slot ${slot}`);
    return held;
  }

  #sorted(side: BookSide): Held[] {
    const worseFirst = side === BID ? -1 : 1;
    return this.#held.filter((order) => order.side === side).sort((a, b) => worseFirst * (a.price - b.price));
  }

  #within(side: BookSide, limitPrice: number): Held[] {
    return this.#sorted(side).filter(({ price }) => (side === BID ? price >= limitPrice : price <= limitPrice));
  }
}

function sum(orders: readonly Held[]): number {
  return orders.reduce((total, order) => total + order.quantity, 0);
}

/**
 * Walks a whole book and throws where two of its structures disagree: order of prices, lists against sums and counts,
 * the id index and the price index against the lists.
 */
export function audit(book: OrderBook): void {
  let orders = 0;
  for (const side of [BID, ASK] as const) {
    const levels = book.levels(side, Number.POSITIVE_INFINITY);
    let inSide = 0;
    let slot = book.first(side);
    let before = side === BID ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    for (const [price, quantity, count] of levels) {
      must(side === BID ? price < before : price > before, `level ${price} stands behind ${before}`);
      before = price;
      must(book.firstAt(side, price) === slot, `the price index does not lead to level ${price}`);
      let total = 0;
      for (let i = 0; i < count; i += 1) {
        must(book.priceOf(slot) === price && book.sideOf(slot) === side, `order in the wrong level ${price}`);
        must(book.find(book.idOf(slot)) === slot, `the id index has lost ${book.idOf(slot)}`);
        must(book.quantityOf(slot) > 0, `order ${book.idOf(slot)} rests with nothing`);
        total += book.quantityOf(slot);
        must(book.nextInLevel(slot) >= 0 === i < count - 1, `level ${price} does not have ${count} orders`);
        slot = book.next(slot);
      }
      must(count > 0 && total === quantity, `level ${price} says ${quantity}, its orders ${total}`);
      must(book.levelQuantity(side, price) === quantity, `two answers for the quantity at ${price}`);
      inSide += count;
    }
    must(slot === -1 && inSide === book.count(side), `side ${side} does not have ${book.count(side)} orders`);
    const best = levels[0]?.[0] ?? NO_PRICE;
    must(Object.is(book.bestPrice(side), best), `best price of side ${side} is not ${best}`);
    orders += inSide;
  }
  must(orders === book.size, `the book does not have ${book.size} orders`);
}

function must(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(`audit: ${otherwise}`);
}
