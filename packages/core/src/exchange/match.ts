import { accountById } from '../accounts/index.ts';
import { type InstrumentMarket, type Ladder, marketOf } from '../market/index.ts';
import { MAX_STEPS } from '../numbers/index.ts';
import {
  emitFill,
  endOrder,
  fillOrEnd,
  idFrom,
  isLimited,
  type Order,
  type OrderAccepted,
  type OrderRested,
  openQuantity,
  orderById,
  prepareFill,
} from '../orders/index.ts';
import type { Turn } from '../turn.ts';
import type { OrderBook } from './book/book.ts';
import type { MatchingDeferred } from './events.ts';
import { enterSandbox } from './sandbox.ts';
import { bookOf, type ExchangeWorld } from './state.ts';

/**
 * An order reaches the paper venue: it takes what it can at once, by price and then by time, from the displayed book and
 * from other users' resting orders; what is left rests, or is cancelled when it may not wait.
 */
export function enterOrder(world: ExchangeWorld, order: Order, turn: Turn): void {
  if (turn.full) return deferMatching(order.id, turn);
  const market = marketOf(world.market, order.instrument);
  if (market.status !== 'normal') {
    endOrder(order, 'cancelled', 'market_closed', null, turn);
    return;
  }
  if (accountById(world.accounts, order.account).fillPolicy === 'sandbox') {
    enterSandbox(world, order, market, turn);
    return;
  }
  const book = bookOf(world.exchange, order.instrument);
  const opposite = order.side === 0 ? market.asks : market.bids;
  if (order.validity === 'fok' && !canFillWhole(book, opposite, order)) {
    accept(order, false, turn);
    endOrder(order, 'cancelled', 'not_filled_at_once', null, turn);
    return;
  }
  if (mayRest(order) && !reaches(book, opposite, order)) return rest(world, order, market, turn);
  accept(order, false, turn);
  matchOrder(world, order, market, turn);
}

/** Matching goes on with this order in the next turn. */
export function deferMatching(order: number, turn: Turn): void {
  turn.emit({ type: 'exchange.matchingDeferred', at: turn.at, order } satisfies MatchingDeferred);
}

/** Puts what an order has left into the book, unless its price level can hold no more. */
function rest(world: ExchangeWorld, order: Order, market: InstrumentMarket, turn: Turn): void {
  const there = bookOf(world.exchange, order.instrument).levelQuantity(order.side, order.price);
  if (there + openQuantity(order) > Number.MAX_SAFE_INTEGER) {
    accept(order, false, turn);
    return endOrder(order, 'cancelled', 'venue', 'the price level can hold no more', turn);
  }
  if (order.status === 'submitting') accept(order, true, turn);
  else turn.emit({ type: 'orders.rested', at: turn.at, id: order.id } satisfies OrderRested);
  joinQueue(world, order, market);
}

function matchOrder(world: ExchangeWorld, order: Order, market: InstrumentMarket, turn: Turn): void {
  sweep(world, order, market, turn);
  if (!world.orders.open.has(order.id)) return;
  if (turn.full) {
    deferMatching(order.id, turn);
  } else if (!mayRest(order)) {
    endOrder(order, 'cancelled', isLimited(order.orderType) ? 'not_filled_at_once' : 'no_liquidity', null, turn);
  } else {
    rest(world, order, market, turn);
  }
}

/** Whether what is left of an order may wait in the book. */
export function mayRest(order: Order): boolean {
  return isLimited(order.orderType) && (order.validity === 'day' || order.validity === 'gtc');
}

/** The worst price an order takes. */
function limitOf(order: Order): number {
  if (isLimited(order.orderType)) return order.price;
  return order.side === 0 ? MAX_STEPS : -MAX_STEPS;
}

export function accept(order: Order, resting: boolean, turn: Turn): void {
  if (order.status === 'submitting')
    turn.emit({ type: 'orders.accepted', at: turn.at, id: order.id, resting } satisfies OrderAccepted);
}

/** Whether a price of the other side is good enough for the order. */
function isWithin(order: Order, price: number): boolean {
  return order.side === 0 ? price <= limitOf(order) : price >= limitOf(order);
}

function reaches(book: OrderBook, opposite: Ladder, order: Order): boolean {
  const best = book.bestPrice(order.side === 0 ? 1 : 0);
  if (isWithin(order, best)) return true;
  const index = opposite.bestAvailable();
  return index >= 0 && isWithin(order, opposite.prices[index] as number);
}

/** Orders that one fill-or-kill order may trade with: it is filled in one turn or not at all. */
const MAX_FOK_TRADES = 4_000;

/** Fill-or-kill: the whole quantity must be there, own resting orders not counted. */
function canFillWhole(book: OrderBook, opposite: Ladder, order: Order): boolean {
  const wanted = openQuantity(order);
  let found = opposite.availableUpTo(limitOf(order), wanted);
  let seen = 0;
  for (let slot = book.first(order.side === 0 ? 1 : 0); slot >= 0 && found < wanted; slot = book.next(slot)) {
    if (++seen > MAX_FOK_TRADES) return false;
    if (!isWithin(order, book.priceOf(slot))) break;
    if (book.accountOf(slot) !== order.account) found += book.quantityOf(slot);
  }
  return found >= wanted;
}

/** Takes from the better of displayed book and users' orders until the order is done, its limit is reached or nothing is left. */
function sweep(world: ExchangeWorld, order: Order, market: InstrumentMarket, turn: Turn): void {
  const book = bookOf(world.exchange, order.instrument);
  const opposite = order.side === 0 ? market.asks : market.bids;
  const oppositeSide = order.side === 0 ? 1 : 0;
  while (!turn.full && world.orders.open.has(order.id) && openQuantity(order) > 0) {
    const level = opposite.bestAvailable();
    const displayed = level >= 0 ? (opposite.prices[level] as number) : undefined;
    const slot = book.first(oppositeSide);
    const resting = slot >= 0 ? book.priceOf(slot) : undefined;
    if (displayed !== undefined && isWithin(order, displayed) && isFirst(opposite, displayed, resting, book, slot)) {
      const taken = takeDisplayed(world, order, opposite, level, displayed === resting ? book.aheadOf(slot) : 0, turn);
      if (displayed === resting) shortenQueue(book, oppositeSide, displayed, taken);
    } else if (resting !== undefined && isWithin(order, resting)) {
      tradeWith(world, order, orderById(world.orders, book.idOf(slot)), turn);
    } else return;
  }
}

/** Whether the displayed level comes before the best resting order: by price, at the same price by the queue. */
function isFirst(
  opposite: Ladder,
  displayed: number,
  resting: number | undefined,
  book: OrderBook,
  slot: number,
): boolean {
  if (resting === undefined || opposite.better(displayed, resting)) return true;
  return displayed === resting && book.aheadOf(slot) > 0;
}

/**
 * Fills against a displayed level; `before` limits it to what stands before a user's order at the same price (0: no
 * limit). Returns what was taken.
 */
function takeDisplayed(
  world: ExchangeWorld,
  order: Order,
  opposite: Ladder,
  level: number,
  before: number,
  turn: Turn,
): number {
  const there = before > 0 ? Math.min(before, opposite.available(level)) : opposite.available(level);
  const quantity = Math.min(openQuantity(order), there);
  const price = opposite.prices[level] as number;
  const fill = idFrom(world.orders.nextFill);
  if (!fillOrEnd(world, order, { fill, price, quantity, maker: false, venueFill: null }, turn)) return 0;
  opposite.take(level, quantity);
  return quantity;
}

/** Displayed size is taken from the front of the queue: it stood before every order at that price. */
function shortenQueue(book: OrderBook, side: 0 | 1, price: number, taken: number): void {
  for (let slot = book.firstAt(side, price); slot >= 0; slot = book.nextInLevel(slot)) {
    book.setAhead(slot, Math.max(0, book.aheadOf(slot) - taken));
  }
}

/** No order at the price has more than `displayed` before it. */
export function capQueue(book: OrderBook, side: 0 | 1, price: number, displayed: number): void {
  for (let slot = book.firstAt(side, price); slot >= 0; slot = book.nextInLevel(slot)) {
    if (book.aheadOf(slot) > displayed) book.setAhead(slot, displayed);
  }
}

/** Two users trade at the resting order's price. Own orders never trade: the older one gives way. */
function tradeWith(world: ExchangeWorld, taker: Order, maker: Order, turn: Turn): void {
  if (maker.account === taker.account) {
    endOrder(maker, 'cancelled', 'self_trade', null, turn);
    return;
  }
  const quantity = Math.min(openQuantity(taker), openQuantity(maker));
  const fill = idFrom(world.orders.nextFill);
  const made = prepareFill(world, maker, { fill, price: maker.price, quantity, maker: true, venueFill: null }, false);
  if (typeof made === 'string') {
    endOrder(maker, 'cancelled', made, null, turn);
    return;
  }
  const taken = prepareFill(world, taker, { fill, price: maker.price, quantity, maker: false, venueFill: null }, false);
  if (typeof taken === 'string') {
    endOrder(taker, 'cancelled', taken, null, turn);
    return;
  }
  emitFill(made, turn);
  emitFill(taken, turn);
}

/** A resting order queues behind what is displayed at its price now. */
function joinQueue(world: ExchangeWorld, order: Order, market: InstrumentMarket): void {
  const own = order.side === 0 ? market.bids : market.asks;
  const displayed = own.availableAt(order.price);
  if (displayed === 0) return;
  const book = bookOf(world.exchange, order.instrument);
  book.setAhead(book.find(order.id), displayed);
}
