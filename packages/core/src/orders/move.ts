import { type Account, accountById } from '../accounts/index.ts';
import { type Instrument, quantityPhrase } from '../instruments/index.ts';
import { stopId } from '../stops/index.ts';
import { type Decision, done, isRejection, type Rejection, reject, type Turn } from '../turn.ts';
import type { MoveOrder } from './commands.ts';
import type { OrderMoved, WaitingOrderMoved } from './events.ts';
import { activateOrder, emitTriggered } from './fire.ts';
import { NO_HOLDS } from './holds.ts';
import { isLimited, waitOf } from './order-types.ts';
import { checkNotional, checkPrice, checkQuantity, checkTicket, holdsFor } from './place.ts';
import type { Order } from './state.ts';
import { reachedPrice } from './trigger.ts';
import type { OrdersWorld } from './world.ts';

const WHOLE_STEPS = 'must be a whole number of steps, not 0';

export function decideMove(world: OrdersWorld, command: MoveOrder, turn: Turn): Decision {
  const order = world.orders.open.get(command.order);
  if (order === undefined) return reject('unknown_order', 'order', `no open order ${command.order}`);
  const account = accountById(world.accounts, order.account);
  if (order.status === 'armed') return moveWaiting(world, account, order, command, turn);
  if (account.venue !== 'paper')
    return reject('not_movable', 'order', `orders at ${account.venue} are cancelled and placed again`);
  if (!isLimited(order.orderType) || order.status !== 'working')
    return reject('not_movable', 'order', 'only a working limit order, or one that waits for its price, can be moved');
  if (command.stopPrice !== undefined && command.stopPrice !== order.stopPrice)
    return reject('invalid_value', 'stopPrice', 'the order waits for no price any more');
  const instrument = world.instruments.instruments[order.instrument] as Instrument;
  const price = command.price ?? order.price;
  const quantity = command.quantity ?? order.quantity;
  if (!Number.isSafeInteger(price) || price === 0) return reject('invalid_value', 'price', WHOLE_STEPS);
  const wrong = checkMoved(world, account, order, price, quantity);
  if (wrong !== null) return wrong;
  if (price === order.price && quantity === order.quantity) return done(order.id);
  const closed = checkOpen(world, instrument);
  if (closed !== null) return closed;
  const holds = holdsFor(world, account, instrument, order.leg, order.side, quantity - order.filled, price, order);
  if (isRejection(holds)) return holds;
  turn.emit({
    type: 'orders.moved',
    at: turn.at,
    id: order.id,
    price,
    quantity,
    heldMoney: holds.money,
    heldUnits: holds.units,
    keepsPriority: price === order.price && quantity < order.quantity,
  } satisfies OrderMoved);
  return done(order.id);
}

function checkOpen(world: OrdersWorld, instrument: Instrument): Rejection | null {
  if (world.market.markets[instrument.id]?.status === 'normal') return null;
  return reject('market_closed', 'order', `trading of ${instrument.symbol} is closed`);
}

/** A new price and quantity against the instrument, the ticket and what is filled. */
function checkMoved(
  world: OrdersWorld,
  account: Account,
  order: Order,
  price: number,
  quantity: number,
): Rejection | null {
  const instrument = world.instruments.instruments[order.instrument] as Instrument;
  if (!Number.isSafeInteger(quantity)) return reject('invalid_value', 'quantity', 'must be a whole number of steps');
  const wrong =
    checkQuantity(instrument, quantity) ??
    checkPrice(instrument, 'price', price) ??
    checkNotional(world.instruments, instrument, price, quantity);
  if (wrong !== null) return wrong;
  const closes = order.leg !== 0 && order.leg !== order.id;
  const ticket = closes ? checkTicket(account, instrument, order.leg, order.side, quantity - order.filled) : null;
  if (ticket !== null) return ticket;
  if (quantity <= order.filled)
    return reject('quantity_too_small', 'quantity', `${quantityPhrase(instrument, order.filled)} are filled already`);
  return null;
}

/**
 * Changes an order that waits for its price. A stop price that is reached already fires it at once; a trailing order that
 * has been activated has no stop price to change any more, and keeps its level.
 */
function moveWaiting(world: OrdersWorld, account: Account, order: Order, command: MoveOrder, turn: Turn): Decision {
  if (world.stops.due.has(stopId('order', order.id)))
    return reject('not_movable', 'order', 'its price has been reached just now');
  const { price = order.price, stopPrice = order.stopPrice, quantity = order.quantity } = command;
  const wrong =
    checkWaitingPrices(world, order, price, stopPrice) ?? checkMoved(world, account, order, price, quantity);
  if (wrong !== null) return wrong;
  if (price === order.price && stopPrice === order.stopPrice && quantity === order.quantity) return done(order.id);
  const { id, orderType, side, trigger, leg } = order;
  const instrument = world.instruments.instruments[order.instrument] as Instrument;
  const closed = checkOpen(world, instrument);
  if (closed !== null) return closed;
  const reached =
    stopPrice === order.stopPrice
      ? undefined
      : reachedPrice(world.market.markets[instrument.id], { orderType, side, stopPrice, trigger });
  const trails = waitOf(orderType) === 'trailing';
  const fires = reached !== undefined && !trails;
  const holds = fires ? holdsFor(world, account, instrument, leg, side, quantity, price) : NO_HOLDS;
  if (isRejection(holds)) return holds;
  turn.emit({
    type: 'orders.waitingMoved',
    at: turn.at,
    id,
    price,
    stopPrice,
    quantity,
  } satisfies WaitingOrderMoved);
  if (fires) emitTriggered(order, reached, price, holds, turn);
  else if (reached !== undefined) activateOrder(world, order, reached, turn);
  return done(id);
}

function checkWaitingPrices(world: OrdersWorld, order: Order, price: number, stopPrice: number): Rejection | null {
  const { orderType, trailing } = order;
  const instrument = world.instruments.instruments[order.instrument] as Instrument;
  const priced = isLimited(orderType) && waitOf(orderType) !== 'trailing';
  if (!Number.isSafeInteger(price) || (price !== 0) !== priced)
    return reject('invalid_value', 'price', priced ? WHOLE_STEPS : `a ${orderType} order has no price while it waits`);
  if (stopPrice === order.stopPrice) return null;
  if (trailing) return reject('invalid_value', 'stopPrice', 'the order trails already');
  if (!Number.isSafeInteger(stopPrice) || stopPrice === 0) return reject('invalid_value', 'stopPrice', WHOLE_STEPS);
  return checkPrice(instrument, 'stopPrice', stopPrice);
}
