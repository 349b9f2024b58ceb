import { type InstrumentMarket, type Ladder, marketOf, type Tick, type TradeTick } from '../market/index.ts';
import { fillOrEnd, idFrom, type Order, openQuantity, orderById } from '../orders/index.ts';
import type { Turn } from '../turn.ts';
import type { OrderBook } from './book/book.ts';
import { capQueue, deferMatching } from './match.ts';
import { bookOf, type ExchangeWorld } from './state.ts';

/** What a market update does to users' resting orders: queues shrink, and what the market trades through is filled. */
export function updateResting(world: ExchangeWorld, market: InstrumentMarket, tick: Tick, turn: Turn): void {
  const book = world.exchange.books[market.instrument];
  if (book === undefined || book.size === 0 || tick.kind === 'day') return;
  // what was displayed is gone: the first book after the close tells the place in the queue
  if (market.status === 'closed') world.exchange.unplaced.add(market.instrument);
  if (tick.kind !== 'trade') {
    shrinkQueues(book, 0, market.bids);
    shrinkQueues(book, 1, market.asks);
  }
  if (market.status !== 'normal') return;
  if (tick.kind === 'trade') {
    fillByTrade(world, book, 0, tick, turn);
    fillByTrade(world, book, 1, tick, turn);
    return;
  }
  const { unplaced } = world.exchange;
  if (unplaced.size > 0 && tick.kind !== 'status' && unplaced.delete(market.instrument)) placeInQueue(book, market);
  fillByQuote(world, book, 0, market.asks, turn);
  fillByQuote(world, book, 1, market.bids, turn);
}

/**
 * Where less is displayed than before, no order has more than that before it; in a break too. One whose price left the
 * displayed depth keeps what stood before it.
 */
function shrinkQueues(book: OrderBook, side: 0 | 1, ladder: Ladder): void {
  if (book.count(side) === 0) return;
  const best = book.bestPrice(side);
  // nobody queues at what is displayed before the best order
  const { shrunk, bare } = ladder;
  for (let i = 0; i < shrunk.length; i++) {
    const price = shrunk[i] as number;
    if (!ladder.better(price, best)) capQueue(book, side, price, ladder.availableAt(price));
  }
  for (let i = 0; i < bare.length; i += 2) {
    const worse = bare[i + 1] as number;
    if (ladder.better(best, worse)) book.clearAhead(side, bare[i] as number, worse);
  }
}

/** After a restart orders queue behind all that the first book displays at their price. */
function placeInQueue(book: OrderBook, market: InstrumentMarket): void {
  for (const side of [0, 1] as const) {
    const ladder = side === 0 ? market.bids : market.asks;
    for (let slot = book.first(side); slot >= 0; slot = book.next(slot))
      book.setAhead(slot, ladder.availableAt(book.priceOf(slot)));
  }
}

/** An opposite quote at or through a resting order's price fills it at its own price, limited by the size displayed. */
function fillByQuote(world: ExchangeWorld, book: OrderBook, side: 0 | 1, opposite: Ladder, turn: Turn): void {
  while (!turn.full) {
    if (!isCrossed(book, side, opposite)) return;
    const level = opposite.bestAvailable();
    const order = orderById(world.orders, book.idOf(book.first(side)));
    const quantity = Math.min(openQuantity(order), opposite.available(level));
    if (fillResting(world, order, quantity, turn)) opposite.take(level, quantity);
  }
  if (isCrossed(book, side, opposite)) deferMatching(book.idOf(book.first(side)), turn);
}

function isCrossed(book: OrderBook, side: 0 | 1, opposite: Ladder): boolean {
  if (book.count(side) === 0) return false;
  const level = opposite.bestAvailable();
  return level >= 0 && !opposite.better(book.bestPrice(side), opposite.prices[level] as number);
}

/** Goes on filling the resting orders of a side that a quote has reached. */
export function goOnResting(world: ExchangeWorld, order: Order, turn: Turn): void {
  const market = marketOf(world.market, order.instrument);
  if (market.status !== 'normal') return;
  fillByQuote(
    world,
    bookOf(world.exchange, order.instrument),
    order.side,
    order.side === 0 ? market.asks : market.bids,
    turn,
  );
}

/**
 * A trade of the outside market: through the price it fills resting orders at their own price; at the price it first uses
 * up what stood before each order in the queue, unless it took from the other side or that place is not known yet. All
 * fills together are limited by the trade's size.
 */
function fillByTrade(world: ExchangeWorld, book: OrderBook, side: 0 | 1, tick: TradeTick, turn: Turn): void {
  let rest: number = tick.size;
  const through = (price: number): boolean => (side === 0 ? price > tick.price : price < tick.price);
  while (rest > 0 && !turn.full) {
    const slot = book.first(side);
    if (slot < 0 || !through(book.priceOf(slot))) break;
    const order = orderById(world.orders, book.idOf(slot));
    const quantity = Math.min(openQuantity(order), rest);
    if (fillResting(world, order, quantity, turn)) rest -= quantity;
  }
  if (tick.aggressor === (side === 0 ? 'buy' : 'sell') || world.exchange.unplaced.has(tick.instrument)) return;
  let used = 0;
  let slot = book.firstAt(side, tick.price);
  while (slot >= 0 && rest > 0 && !turn.full) {
    const before = Math.max(0, book.aheadOf(slot) - used);
    const consumed = Math.min(before, rest);
    used += consumed;
    rest -= consumed;
    if (rest === 0) break;
    const next = book.nextInLevel(slot);
    const order = orderById(world.orders, book.idOf(slot));
    const quantity = Math.min(openQuantity(order), rest);
    if (fillResting(world, order, quantity, turn)) rest -= quantity;
    slot = next;
  }
  if (used === 0) return;
  for (let left = book.firstAt(side, tick.price); left >= 0; left = book.nextInLevel(left)) {
    book.setAhead(left, Math.max(0, book.aheadOf(left) - used));
  }
}

function fillResting(world: ExchangeWorld, order: Order, quantity: number, turn: Turn): boolean {
  const fill = idFrom(world.orders.nextFill);
  return fillOrEnd(world, order, { fill, price: order.price, quantity, maker: true, venueFill: null }, turn);
}
