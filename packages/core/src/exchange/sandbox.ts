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
import type { ExchangeWorld } from './state.ts';

/**
 * The fill policy `sandbox` (`tinvest.md` 16): a market order fills in full at the last price; a limit order that crosses
 * any opposite quantity fills in full at the best opposite price; another rests outside the book and fills in full at its
 * own price when a trade reaches it.
 */
export function enterSandbox(world: ExchangeWorld, order: Order, market: InstrumentMarket, turn: Turn): void {
  const price = immediatePrice(world, order, market);
  const rests = price === undefined && order.price !== 0 && (order.validity === 'day' || order.validity === 'gtc');
  if (order.status === 'submitting') {
    turn.emit({ type: 'orders.accepted', at: turn.at, id: order.id, resting: rests } satisfies OrderAccepted);
  } else if (rests) turn.emit({ type: 'orders.rested', at: turn.at, id: order.id } satisfies OrderRested);
  if (rests) return;
  if (price === undefined)
    endOrder(order, 'cancelled', order.price === 0 ? 'no_liquidity' : 'not_filled_at_once', null, turn);
  else fillWhole(world, order, price, false, turn);
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
    if (reached) fillWhole(world, order, order.price, true, turn);
  }
}

function fillWhole(world: ExchangeWorld, order: Order, price: number, maker: boolean, turn: Turn): void {
  const fill = idFrom(world.orders.nextFill);
  fillOrEnd(world, order, { fill, price, quantity: openQuantity(order), maker, venueFill: null }, turn);
}
