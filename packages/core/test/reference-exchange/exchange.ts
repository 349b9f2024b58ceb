import { DisplayedBook } from './displayed-book.ts';

/**
 * The paper exchange in the plan's words and nothing else: an order queues behind the size displayed at its price when it
 * is placed; trades of the feed at the price consume that queue, then the order; a trade or an opposite quote through the
 * price fills it at its own price, limited by that size; what was taken stays taken until the feed changes the level;
 * users trade with each other by price and time at the resting order's price; own orders never trade with each other, the
 * older is cancelled; the book is never crossed. Plain arrays, a search for every question. Spot on cash accounts.
 */

export type Kind = 'market' | 'limit';
export type Validity = 'day' | 'fok' | 'fak';

export interface Entry {
  readonly account: number;
  readonly market: number;
  readonly side: 'buy' | 'sell';
  readonly kind: Kind;
  readonly validity: Validity;
  readonly quantity: number;
  readonly price: number;
}

export interface RefOrder extends Entry {
  readonly id: number;
  price: number;
  quantity: number;
  filled: number;
  /** Displayed size that stands before it. */
  ahead: number;
  /** Arrival in the queue; later numbers stand behind. */
  arrived: number;
  feeExact: bigint;
  feeCharged: bigint;
  heldMoney: bigint;
  heldUnits: bigint;
}

/** Figures of a market that a real instrument would have: money of one price step × one quantity step and so on. */
export interface MarketFacts {
  readonly base: string;
  readonly quote: string;
  readonly stepValue: bigint;
  readonly stepUnits: bigint;
}

export interface RefAccount {
  /** Fee rates in millionths, kept to two decimals of the quote asset (10 decimals in all) over the whole order, half up. */
  readonly maker: bigint;
  readonly taker: bigint;
  readonly total: Map<string, bigint>;
  readonly held: Map<string, bigint>;
}

const CENT = 100_000_000n;

export class ReferenceExchange {
  readonly accounts: RefAccount[];
  readonly markets: readonly MarketFacts[];
  readonly shown: DisplayedBook[];
  resting: RefOrder[] = [];
  /** `id price quantity m|t` and `id status reason`, in the order in which they happened. */
  readonly told: string[] = [];
  #arrivals = 0;

  constructor(accounts: RefAccount[], markets: readonly MarketFacts[]) {
    this.accounts = accounts;
    this.markets = markets;
    this.shown = markets.map(() => new DisplayedBook());
  }

  /** Places an order under the id that was given to it; false when it is refused. */
  place(id: number, entry: Entry): boolean {
    const order: RefOrder = {
      ...entry,
      id,
      filled: 0,
      ahead: 0,
      arrived: 0,
      feeExact: 0n,
      feeCharged: 0n,
      heldMoney: 0n,
      heldUnits: 0n,
    };
    if (!this.#affordable(order, order.price, order.quantity)) return false;
    this.#hold(order);
    this.#enter(order);
    return true;
  }

  /** New price and whole quantity; false when refused. A smaller quantity at the same price keeps the place. */
  move(id: number, price: number, quantity: number): boolean {
    const order = this.resting.find((candidate) => candidate.id === id);
    if (order === undefined || quantity <= order.filled) return false;
    if (price === order.price && quantity === order.quantity) return true;
    if (!this.#affordable(order, price, quantity)) return false;
    const keepsPlace = price === order.price && quantity < order.quantity;
    order.price = price;
    order.quantity = quantity;
    this.#hold(order);
    if (!keepsPlace) {
      this.resting = this.resting.filter((candidate) => candidate !== order);
      this.#enter(order);
    }
    return true;
  }

  cancel(id: number): boolean {
    const order = this.resting.find((candidate) => candidate.id === id);
    if (order === undefined) return false;
    this.#end(order, 'cancelled client');
    return true;
  }

  quote(market: number, bid: number, bidSize: number, ask: number, askSize: number): void {
    this.#update(market, (book) => {
      book.setTop('bids', bid, bidSize);
      book.setTop('asks', ask, askSize);
      if (bidSize > 0) book.sweep('asks', bid);
      if (askSize > 0) book.sweep('bids', ask);
    });
  }

  depth(
    market: number,
    bids: readonly (readonly [number, number])[],
    asks: readonly (readonly [number, number])[],
  ): void {
    this.#update(market, (book) => {
      book.setAll('bids', bids);
      book.setAll('asks', asks);
    });
  }

  level(market: number, side: 'bids' | 'asks', price: number, size: number): void {
    this.#update(market, (book) => {
      book.set(side, price, size);
      if (size > 0) book.sweep(side === 'bids' ? 'asks' : 'bids', price);
    });
  }

  trade(market: number, price: number, size: number, aggressor: 'buy' | 'sell' | undefined): void {
    for (const side of ['buy', 'sell'] as const) {
      let rest = size;
      for (const order of this.#queue(market, side)) {
        if (side === 'buy' ? order.price <= price : order.price >= price) continue;
        const quantity = Math.min(rest, order.quantity - order.filled);
        if (quantity > 0) this.#fill(order, order.price, quantity, true);
        rest -= quantity;
      }
      if (aggressor === side) continue;
      let gone = 0;
      const atPrice = this.#queue(market, side).filter((order) => order.price === price);
      for (const order of atPrice) {
        const before = Math.min(Math.max(order.ahead - gone, 0), rest);
        gone += before;
        rest -= before;
        if (order.ahead > gone) break;
        const quantity = Math.min(rest, order.quantity - order.filled);
        if (quantity > 0) this.#fill(order, order.price, quantity, true);
        rest -= quantity;
      }
      for (const order of atPrice) order.ahead = Math.max(0, order.ahead - gone);
    }
  }

  #update(market: number, change: (book: DisplayedBook) => void): void {
    const book = this.shown[market] as DisplayedBook;
    const before = { bids: book.sizes('bids'), asks: book.sizes('asks') };
    change(book);
    for (const order of this.resting.filter((candidate) => candidate.market === market)) {
      const side = order.side === 'buy' ? 'bids' : 'asks';
      const was = before[side].get(order.price) ?? 0;
      const is = book.sizes(side).get(order.price) ?? 0;
      if (is < was) order.ahead = Math.min(order.ahead, book.left(side, order.price));
    }
    for (const side of ['buy', 'sell'] as const) {
      for (;;) {
        const order = this.#queue(market, side)[0];
        const best = book.best(side === 'buy' ? 'asks' : 'bids');
        if (order === undefined || best === undefined) break;
        if (side === 'buy' ? best.price > order.price : best.price < order.price) break;
        const quantity = Math.min(order.quantity - order.filled, best.size - best.taken);
        best.taken += quantity;
        this.#fill(order, order.price, quantity, true);
      }
    }
  }

  /** Resting orders of one side, the one that trades first at the front. */
  #queue(market: number, side: 'buy' | 'sell'): RefOrder[] {
    const better = side === 'buy' ? -1 : 1;
    return this.resting
      .filter((order) => order.market === market && order.side === side)
      .sort((a, b) => (a.price - b.price) * better || a.arrived - b.arrived);
  }

  #enter(order: RefOrder): void {
    const takes = (price: number): boolean =>
      order.kind === 'market' || (order.side === 'buy' ? price <= order.price : price >= order.price);
    const book = this.shown[order.market] as DisplayedBook;
    const opposite = order.side === 'buy' ? 'asks' : 'bids';
    const otherSide = order.side === 'buy' ? 'sell' : 'buy';
    if (order.validity === 'fok') {
      const shown = book[opposite]
        .filter((level) => takes(level.price))
        .reduce((sum, level) => sum + level.size - level.taken, 0);
      const users = this.#queue(order.market, otherSide)
        .filter((other) => takes(other.price) && other.account !== order.account)
        .reduce((sum, other) => sum + other.quantity - other.filled, 0);
      if (shown + users < order.quantity - order.filled) return this.#end(order, 'cancelled not_filled_at_once');
    }
    while (order.filled < order.quantity) {
      const level = book.best(opposite);
      const user = this.#queue(order.market, otherSide)[0];
      const levelTakes = level !== undefined && takes(level.price);
      const userTakes = user !== undefined && takes(user.price);
      const userFirst =
        userTakes &&
        (!levelTakes ||
          (order.side === 'buy' ? user.price < level.price : user.price > level.price) ||
          (user.price === level.price && user.ahead === 0));
      if (userFirst) this.#tradeWith(order, user);
      else if (levelTakes) {
        const before = user !== undefined && user.price === level.price ? user.ahead : Number.POSITIVE_INFINITY;
        const quantity = Math.min(order.quantity - order.filled, level.size - level.taken, before);
        level.taken += quantity;
        for (const other of this.#queue(order.market, otherSide)) {
          if (other.price === level.price) other.ahead = Math.max(0, other.ahead - quantity);
        }
        this.#fill(order, level.price, quantity, false);
      } else break;
    }
    if (order.filled === order.quantity) return;
    if (order.kind === 'market') return this.#end(order, 'cancelled no_liquidity');
    if (order.validity !== 'day') return this.#end(order, 'cancelled not_filled_at_once');
    order.arrived = ++this.#arrivals;
    order.ahead = book.left(order.side === 'buy' ? 'bids' : 'asks', order.price);
    this.resting.push(order);
  }

  #tradeWith(taker: RefOrder, maker: RefOrder): void {
    if (maker.account === taker.account) return this.#end(maker, 'cancelled self_trade');
    const quantity = Math.min(taker.quantity - taker.filled, maker.quantity - maker.filled);
    this.#fill(maker, maker.price, quantity, true);
    this.#fill(taker, maker.price, quantity, false);
  }

  #fill(order: RefOrder, price: number, quantity: number, maker: boolean): void {
    const account = this.accounts[order.account] as RefAccount;
    const { base, quote, stepValue, stepUnits } = this.markets[order.market] as MarketFacts;
    const value = BigInt(price) * BigInt(quantity) * stepValue;
    order.feeExact += value * (maker ? account.maker : account.taker);
    const charged = rounded(order.feeExact);
    const fee = charged - order.feeCharged;
    order.feeCharged = charged;
    order.filled += quantity;
    add(account.total, quote, (order.side === 'buy' ? -value : value) - fee);
    add(account.total, base, (order.side === 'buy' ? 1n : -1n) * BigInt(quantity) * stepUnits);
    this.told.push(`${order.id} ${price} ${quantity} ${maker ? 'm' : 't'}`);
    this.#hold(order);
    if (order.filled === order.quantity) this.resting = this.resting.filter((other) => other !== order);
  }

  #end(order: RefOrder, why: string): void {
    this.told.push(`${order.id} ${why}`);
    order.quantity = order.filled;
    this.#hold(order);
    this.resting = this.resting.filter((other) => other !== order);
  }

  /** What the rest of the order may still cost: its value at the limit and the dearer fee. */
  #needs(order: RefOrder, price: number, quantity: number): { money: bigint; units: bigint } {
    const account = this.accounts[order.account] as RefAccount;
    const market = this.markets[order.market] as MarketFacts;
    const open = BigInt(quantity - order.filled);
    if (open === 0n) return { money: 0n, units: 0n };
    if (order.side === 'sell') return { money: 0n, units: open * market.stepUnits };
    const value = BigInt(price) * open * market.stepValue;
    const rate = account.maker > account.taker ? account.maker : account.taker;
    return { money: value + rounded(order.feeExact + value * rate) - order.feeCharged, units: 0n };
  }

  #affordable(order: RefOrder, price: number, quantity: number): boolean {
    if (order.kind === 'market' && order.side === 'buy') return true;
    const account = this.accounts[order.account] as RefAccount;
    const { base, quote } = this.markets[order.market] as MarketFacts;
    const { money, units } = this.#needs(order, price, quantity);
    const free = (asset: string): bigint => (account.total.get(asset) ?? 0n) - (account.held.get(asset) ?? 0n);
    return money <= free(quote) + order.heldMoney && units <= free(base) + order.heldUnits;
  }

  #hold(order: RefOrder): void {
    const account = this.accounts[order.account] as RefAccount;
    const { base, quote } = this.markets[order.market] as MarketFacts;
    const needs = order.kind === 'market' ? { money: 0n, units: 0n } : this.#needs(order, order.price, order.quantity);
    add(account.held, quote, needs.money - order.heldMoney);
    add(account.held, base, needs.units - order.heldUnits);
    order.heldMoney = needs.money;
    order.heldUnits = needs.units;
  }
}

/** Millionths of minor units, half up to a hundredth of the asset. */
function rounded(exact: bigint): bigint {
  return ((exact + (CENT * 1_000_000n) / 2n) / (CENT * 1_000_000n)) * CENT;
}

function add(map: Map<string, bigint>, key: string, amount: bigint): void {
  map.set(key, (map.get(key) ?? 0n) + amount);
}
