import { bestAsk, bestBid, type InstrumentMarket, valuationPrice } from '../market/index.ts';
import {
  endOrder,
  fillOrEnd,
  idFrom,
  type Order,
  type OrderAccepted,
  type OrderRested,
  openQuantity,
  orderById,
} from '../orders/index.ts';
import type { Turn } from '../turn.ts';
import { fillableAtOnce } from './faults.ts';
import type { ExchangeWorld } from './state.ts';

/**
 * The fill policy `sandbox` (`tinvest.md` 16): a market order fills in full at the last price; a limit order that crosses
 * any opposite quantity fills in full at the best opposite price; another rests outside the book and fills in full at its
 * own price when a trade reaches it. A fault may allow a fill only a share of the order: what is left of a limit order
 * rests for later trades, what may not wait is cancelled, and fill-or-kill does not begin.
 */
export function enterSandbox(world: ExchangeWorld, order: Order, market: InstrumentMarket, turn: Turn): void {
  const price = immediatePrice(world, order, market);
  const mayRest = order.price !== 0 && (order.validity === 'day' || order.validity === 'gtc');
  const rests = price === undefined && mayRest;
  if (order.status === 'submitting') {
    turn.emit({ type: 'orders.accepted', at: turn.at, id: order.id, resting: rests } satisfies OrderAccepted);
  } else if (rests) rest(order, turn);
  if (rests) return;
  const whole = fillableAtOnce(world, order) === openQuantity(order);
  if (price !== undefined && (whole || order.validity !== 'fok')) {
    fill(world, order, price, false, turn);
    if (!world.orders.open.has(order.id)) return;
    if (mayRest) return rest(order, turn);
  }
  endOrder(order, 'cancelled', order.price === 0 ? 'no_liquidity' : 'not_filled_at_once', null, turn);
}

function rest(order: Order, turn: Turn): void {
  turn.emit({ type: 'orders.rested', at: turn.at, id: order.id } satisfies OrderRested);
}

function immediatePrice(world: ExchangeWorld, order: Order, market: InstrumentMarket): number | undefined {
  if (order.price === 0) return valuationPrice(world.market, order.instrument);
  const opposite = order.side === 0 ? bestAsk(market) : bestBid(market);
  if (opposite === undefined) return undefined;
  const crosses = order.side === 0 ? opposite.price <= order.price : opposite.price >= order.price;
  return crosses ? opposite.price : undefined;
}

/** A trade of the outside market reaches resting sandbox orders: a buy at or above it, a sell at or below it. */
export function updateSandbox(world: ExchangeWorld, market: InstrumentMarket, turn: Turn): void {
  const resting = world.exchange.sandbox.get(market.instrument);
  if (resting === undefined || resting.size === 0 || market.status !== 'normal') return;
  for (const id of [...resting]) {
    if (turn.full) return;
    const order = orderById(world.orders, id);
    const reached = order.side === 0 ? market.last <= order.price : market.last >= order.price;
    if (reached) fill(world, order, order.price, true, turn);
  }
}

function fill(world: ExchangeWorld, order: Order, price: number, maker: boolean, turn: Turn): void {
  const quantity = fillableAtOnce(world, order);
  const id = idFrom(world.orders.nextFill);
  fillOrEnd(world, order, { fill: id, price, quantity, maker, venueFill: null }, turn);
}
