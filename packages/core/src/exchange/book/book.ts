import { MAX_STEPS } from '../../numbers/index.ts';
import { KeyIndex } from './key-index.ts';
import { LevelPool } from './level-pool.ts';
import { OrderPool } from './order-pool.ts';
import { PriceIndex } from './price-index.ts';
import { ASK, BID, type BookSide, type DepthLevel, NO_PRICE, type OnFill, type RestingOrder } from './resting-order.ts';

/**
 * The resting orders of one instrument in price-time priority. Prices, quantities and ids are exact integers; nothing is
 * allocated while the book does not outgrow its largest size so far.
 *
 * Orders are handled by slots: integers that are valid from `insert` until the order is removed, and may then stand for
 * another order. -1 stands for none. The `…Of` getters take the slot of a resting order and do not check it; whatever
 * changes the book does. The book itself does not look for a crossed price: `take` first, then insert the rest.
 */
export class OrderBook {
  #orders = new OrderPool();
  #levels = new LevelPool();
  #ids = new KeyIndex(this.#orders);
  #bidLevels = new KeyIndex(this.#levels);
  #askLevels = new KeyIndex(this.#levels);
  #bidPrices = new PriceIndex();
  #askPrices = new PriceIndex();
  /** By side: the best level or -1, and the number of orders. */
  readonly #best = Int32Array.of(-1, -1);
  readonly #counts = new Int32Array(2);

  /** Number of resting orders. */
  get size(): number {
    return (this.#counts[BID] as number) + (this.#counts[ASK] as number);
  }

  /** Memory held by the book's buffers. */
  get bytes(): number {
    const indexes = [this.#ids, this.#bidLevels, this.#askLevels, this.#bidPrices, this.#askPrices];
    return indexes.reduce((sum, index) => sum + index.bytes, this.#orders.bytes + this.#levels.bytes);
  }

  /**
   * Puts an order at the end of its price level and returns its slot. Throws, with the book unchanged, when the id rests
   * already, a value is out of its range, or the level would hold more than 2^53 - 1 or the book more than 2^25 - 1 orders.
   */
  insert(id: number, account: number, side: BookSide, price: number, quantity: number, ahead: number): number {
    if (
      !(Number.isSafeInteger(id) && id >= 0 && account >>> 0 === account && (side === BID || side === ASK)) ||
      !(Number.isInteger(price) && price <= MAX_STEPS && price >= -MAX_STEPS) ||
      !(Number.isInteger(quantity) && quantity > 0 && quantity <= MAX_STEPS) ||
      !(Number.isSafeInteger(ahead) && ahead >= 0)
    ) {
      refuseOrder(id, account, side, price, quantity, ahead);
    }
    if (this.#ids.find(id) >= 0) throw new Error(`order ${id} rests in the book already: an id can be used once`);
    const levels = this.#levels;
    let level = this.#levelAt(side, price);
    if (level >= 0 && levels.quantity(level) + quantity > Number.MAX_SAFE_INTEGER) {
      throw new RangeError(
        `quantity ${quantity} of order ${id}: the level ${price} would hold more than 2^53 - 1 steps`,
      );
    }
    const slot = this.#orders.open(id, account, quantity, ahead);
    this.#ids.addMissing(id, slot);
    if (level < 0) level = this.#openLevel(side, price);
    this.#orders.link(slot, level, levels.tail(level));
    levels.append(level, slot, quantity);
    (this.#counts[side] as number) += 1;
    return slot;
  }

  /** The slot of a resting order, or -1. */
  find(id: number): number {
    return this.#ids.find(id);
  }

  /** Takes an order out. Throws if the slot holds none. */
  remove(slot: number): void {
    this.#mustHold(slot);
    this.#unlink(slot);
  }

  /** Lowers an order's quantity by 1 … all of it, keeping its place; at 0 it is removed. */
  reduce(slot: number, by: number): void {
    this.#mustHold(slot);
    const quantity = this.#orders.quantity(slot);
    if (!(Number.isInteger(by) && by > 0 && by <= quantity)) {
      throw new RangeError(`order ${this.#orders.key(slot)} cannot be reduced by ${by}: give 1 to ${quantity}`);
    }
    if (by === quantity) this.#unlink(slot);
    else this.#lower(slot, by);
  }

  /** Lowers an order's quantity to 0 … what it is, keeping its place; at 0 it is removed. */
  setQuantity(slot: number, quantity: number): void {
    this.#mustHold(slot);
    const current = this.#orders.quantity(slot);
    if (!(Number.isInteger(quantity) && quantity >= 0 && quantity <= current)) {
      throw new RangeError(
        `order ${this.#orders.key(slot)} keeps its place only with 0 to ${current}, not ${quantity}`,
      );
    }
    if (quantity === 0) this.#unlink(slot);
    else this.#lower(slot, current - quantity);
  }

  idOf(slot: number): number {
    return this.#orders.key(slot);
  }

  accountOf(slot: number): number {
    return this.#orders.account(slot);
  }

  sideOf(slot: number): BookSide {
    return this.#levels.side(this.#orders.level(slot)) as BookSide;
  }

  priceOf(slot: number): number {
    return this.#levels.price(this.#orders.level(slot));
  }

  quantityOf(slot: number): number {
    return this.#orders.quantity(slot);
  }

  /** Outside size before the order in the queue. */
  aheadOf(slot: number): number {
    return this.#orders.ahead(slot);
  }

  /** Sets the outside size before the order: a safe integer, not negative. */
  setAhead(slot: number, ahead: number): void {
    this.#mustHold(slot);
    if (!(Number.isSafeInteger(ahead) && ahead >= 0)) {
      throw new RangeError(`ahead of order ${this.#orders.key(slot)} must be 0 to 2^53 - 1, not ${ahead}`);
    }
    this.#orders.setAhead(slot, ahead);
  }

  /** Orders at prices between these two, both left out, have nothing before them. Infinite prices are allowed. */
  clearAhead(side: BookSide, better: number, worse: number): void {
    const levels = this.#levels;
    let level = side === BID ? this.#bidPrices.atLeast(worse) : this.#askPrices.atLeast(-worse);
    for (; level >= 0; level = levels.better(level)) {
      const price = levels.price(level);
      if (reaches(side, better, price)) return;
      if (price === worse) continue;
      for (let slot = levels.head(level); slot >= 0; slot = this.#orders.next(slot)) this.#orders.setAhead(slot, 0);
    }
  }

  /** Number of resting orders of a side. */
  count(side: BookSide): number {
    return this.#counts[side] as number;
  }

  /** Highest bid or lowest ask; NO_PRICE when the side is empty. */
  bestPrice(side: BookSide): number {
    const level = this.#best[side] as number;
    return level < 0 ? NO_PRICE : this.#levels.price(level);
  }

  /** The first order of the best level, or -1. */
  first(side: BookSide): number {
    const level = this.#best[side] as number;
    return level < 0 ? -1 : this.#levels.head(level);
  }

  /** The first order at a price, or -1. */
  firstAt(side: BookSide, price: number): number {
    const level = this.#levelAt(side, price);
    return level < 0 ? -1 : this.#levels.head(level);
  }

  /** The order after this one in price-time order of its side, or -1. */
  next(slot: number): number {
    const next = this.#orders.next(slot);
    if (next >= 0) return next;
    const worse = this.#levels.worse(this.#orders.level(slot));
    return worse < 0 ? -1 : this.#levels.head(worse);
  }

  /** The order after this one at the same price, or -1. */
  nextInLevel(slot: number): number {
    return this.#orders.next(slot);
  }

  /** Quantity of all orders at a price. */
  levelQuantity(side: BookSide, price: number): number {
    const level = this.#levelAt(side, price);
    return level < 0 ? 0 : this.#levels.quantity(level);
  }

  /** At most `max` levels, best first. */
  levels(side: BookSide, max: number): DepthLevel[] {
    const view: DepthLevel[] = [];
    const levels = this.#levels;
    for (let level = this.#best[side] as number; level >= 0 && view.length < max; level = levels.worse(level)) {
      view.push([levels.price(level), levels.quantity(level), levels.count(level)]);
    }
    return view;
  }

  /** Quantity of `side` at `limitPrice` or better, or `cap` if there is at least so much: can an order be filled whole? */
  quantityUpTo(side: BookSide, limitPrice: number, cap: number): number {
    const levels = this.#levels;
    let sum = 0;
    for (let level = this.#best[side] as number; level >= 0; level = levels.worse(level)) {
      if (!reaches(side, limitPrice, levels.price(level))) break;
      sum += levels.quantity(level);
      if (sum >= cap) return cap;
    }
    return sum;
  }

  /**
   * Fills up to `quantity` (a safe integer) against the orders of `side` at `limitPrice` or better, in price-time order,
   * and returns how much was taken. `onFill` sees the book as it is after that fill, and may change it: the next fill is
   * of the order that is first by then.
   */
  take(side: BookSide, limitPrice: number, quantity: number, onFill: OnFill): number {
    if (!(Number.isSafeInteger(quantity) && quantity >= 0)) {
      throw new RangeError(`quantity to take must be 0 to 2^53 - 1, not ${quantity}`);
    }
    let left = quantity;
    while (left > 0) {
      const level = this.#best[side] as number;
      if (level < 0) break;
      const price = this.#levels.price(level);
      if (!reaches(side, limitPrice, price)) break;
      const slot = this.#levels.head(level);
      const id = this.#orders.key(slot);
      const account = this.#orders.account(slot);
      const resting = this.#orders.quantity(slot);
      if (resting <= left) {
        left -= resting;
        this.#unlink(slot);
        onFill(id, account, price, resting, 0);
      } else {
        const fill = left;
        left = 0;
        this.#lower(slot, fill);
        onFill(id, account, price, fill, resting - fill);
      }
    }
    return quantity - left;
  }

  /** All orders: bids from best to worst, then asks; inserting them in this order into an empty book makes the same book. */
  *entries(): IterableIterator<RestingOrder> {
    for (const side of [BID, ASK]) {
      for (let slot = this.first(side); slot >= 0; slot = this.next(slot)) {
        yield {
          id: this.idOf(slot),
          account: this.accountOf(slot),
          side,
          price: this.priceOf(slot),
          quantity: this.quantityOf(slot),
          ahead: this.aheadOf(slot),
        };
      }
    }
  }

  /** Removes every order and gives the memory back. */
  clear(): void {
    this.#orders = new OrderPool();
    this.#levels = new LevelPool();
    this.#ids = new KeyIndex(this.#orders);
    this.#bidLevels = new KeyIndex(this.#levels);
    this.#askLevels = new KeyIndex(this.#levels);
    this.#bidPrices = new PriceIndex();
    this.#askPrices = new PriceIndex();
    this.#best.fill(-1);
    this.#counts.fill(0);
  }

  #levelAt(side: BookSide, price: number): number {
    const best = this.#best[side] as number;
    if (best >= 0 && this.#levels.price(best) === price) return best;
    return (side === BID ? this.#bidLevels : this.#askLevels).find(price);
  }

  /** A new level at a price that `#levelAt` has just not found. */
  #openLevel(side: BookSide, price: number): number {
    const levels = this.#levels;
    const level = levels.open(price, side);
    (side === BID ? this.#bidLevels : this.#askLevels).addMissing(price, level);
    const better = side === BID ? this.#bidPrices.add(price, level) : this.#askPrices.add(-price, level);
    const best = this.#best[side] as number;
    levels.link(level, better < 0 ? best : levels.worse(better), better);
    if (better < 0) this.#best[side] = level;
    return level;
  }

  #closeLevel(side: BookSide, level: number): void {
    const levels = this.#levels;
    const price = levels.price(level);
    (side === BID ? this.#bidLevels : this.#askLevels).remove(price, level);
    if (side === BID) this.#bidPrices.remove(price);
    else this.#askPrices.remove(-price);
    if (this.#best[side] === level) this.#best[side] = levels.worse(level);
    levels.unlink(level);
    levels.release(level);
  }

  #unlink(slot: number): void {
    const orders = this.#orders;
    const level = orders.level(slot);
    const side = this.#levels.side(level) as BookSide;
    (this.#counts[side] as number) -= 1;
    this.#ids.remove(orders.key(slot), slot);
    orders.unlink(slot);
    const left = this.#levels.drop(level, orders.previous(slot), orders.next(slot), orders.quantity(slot));
    if (left === 0) this.#closeLevel(side, level);
    orders.release(slot);
  }

  #lower(slot: number, by: number): void {
    this.#orders.setQuantity(slot, this.#orders.quantity(slot) - by);
    this.#levels.reduce(this.#orders.level(slot), by);
  }

  #mustHold(slot: number): void {
    if (!this.#orders.holds(slot)) throw new RangeError(`no order rests in slot ${slot}`);
  }
}

/** Whether a price of `side` is as good as the limit, for whoever takes from that side. */
function reaches(side: BookSide, limitPrice: number, price: number): boolean {
  return side === BID ? price >= limitPrice : price <= limitPrice;
}

/** Names the value of an order that is out of its range. */
function refuseOrder(...[id, account, side, price, quantity, ahead]: Parameters<OrderBook['insert']>): never {
  const steps = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= MAX_STEPS;
  if (!Number.isSafeInteger(id) || id < 0) throw new RangeError(`id must be an integer of 0 to 2^53 - 1, not ${id}`);
  if (account >>> 0 !== account) throw new RangeError(`account must be an integer below 2^32, not ${account}`);
  if (side !== BID && side !== ASK) throw new RangeError(`side must be 0 (bid) or 1 (ask), not ${side}`);
  if (!steps(price)) throw new RangeError(`price must be an integer within 2^50 either way, not ${price}`);
  if (!steps(quantity) || quantity < 1)
    throw new RangeError(`quantity must be an integer of 1 to 2^50, not ${quantity}`);
  throw new RangeError(`ahead must be an integer of 0 to 2^53 - 1, not ${ahead}`);
}
