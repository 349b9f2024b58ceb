import type { Instrument } from '../instruments/index.ts';
import type { InstrumentMarket } from '../market/index.ts';
import {
  type Condition,
  checkDistance,
  type Direction,
  type Distance,
  PRICE_KINDS,
  type PriceKind,
  stepsFrom,
  stopId,
  watchedPrice,
} from '../stops/index.ts';
import { type Rejection, reject } from '../turn.ts';
import type { PlaceOrder } from './commands.ts';
import { isLimited, type OrderType, waitOf } from './order-types.ts';
import type { Order } from './state.ts';

/** How an order that waits sees the price. */
export interface Trigger {
  readonly by: PriceKind;
  /** Of trailing orders: how far the level stays behind the best price since the order was activated. */
  readonly trail: Distance | null;
  /** Of trailing limit orders: the limit is the price that fires the order, made worse by this; null: that price itself. */
  readonly offset: Distance | null;
}

/** The part of an order that its trigger is found by. */
type Waiting = Pick<Order, 'orderType' | 'side' | 'stopPrice' | 'trigger'>;

/** What is wrong with the stop price and the trigger of a new order; its type is known to be right. */
export function checkTrigger({ orderType, price, stopPrice, trigger }: PlaceOrder): Rejection | null {
  const wait = waitOf(orderType);
  if (wait === null) {
    if (stopPrice !== 0) return reject('invalid_value', 'stopPrice', `a ${orderType} order has no stop price`);
    if (trigger === undefined || trigger === null) return null;
    return reject('invalid_value', 'trigger', `a ${orderType} order waits for nothing`);
  }
  if (stopPrice === 0 && wait !== 'trailing')
    return reject('invalid_value', 'stopPrice', `a ${orderType} order needs a stop price`);
  if (wait === 'trailing' && price !== 0)
    return reject('invalid_value', 'price', 'the limit of a trailing order is made when it fires: give trigger.offset');
  if (trigger === undefined || trigger === null)
    return wait === 'trailing' ? reject('invalid_value', 'trigger.trail', 'a trailing order needs a distance') : null;
  if (typeof trigger !== 'object') return reject('invalid_value', 'trigger', 'must be an object');
  if (trigger.by !== undefined && !PRICE_KINDS.includes(trigger.by))
    return reject('invalid_value', 'trigger.by', `one of ${PRICE_KINDS.join(', ')}`);
  return (
    checkLength('trigger.trail', trigger.trail, wait === 'trailing' ? 'needed' : 'none', orderType) ??
    checkLength('trigger.offset', trigger.offset, orderType === 'trailingLimit' ? 'possible' : 'none', orderType)
  );
}

function checkLength(
  field: string,
  length: Distance | null | undefined,
  rule: 'needed' | 'possible' | 'none',
  orderType: OrderType,
): Rejection | null {
  if (length === undefined || length === null)
    return rule === 'needed' ? reject('invalid_value', field, `a ${orderType} order needs a distance`) : null;
  if (rule === 'none') return reject('invalid_value', field, `a ${orderType} order has none`);
  if (typeof length !== 'object') return reject('invalid_value', field, 'must be an object of unit and distance');
  const wrong = checkDistance(length, rule === 'needed' ? 1 : 0);
  return wrong === null ? null : reject('invalid_value', `${field}.${wrong.field}`, wrong.detail);
}

/** The trigger of a new order with everything that was left out; null when it waits for nothing. */
export function triggerOf({ orderType, trigger }: PlaceOrder): Trigger | null {
  if (waitOf(orderType) === null) return null;
  return { by: trigger?.by ?? 'last', trail: lengthOf(trigger?.trail), offset: lengthOf(trigger?.offset) };
}

function lengthOf(length: Distance | null | undefined): Distance | null {
  return length === undefined || length === null ? null : { unit: length.unit, distance: length.distance };
}

/**
 * Stops wait for a worse price: a buy at or above its stop price, a sell at or below. Take profits and the activation of
 * trailing orders wait for a better one.
 */
function directionOf({ orderType, side }: Waiting): Direction {
  return (waitOf(orderType) === 'stop') === (side === 0) ? 'above' : 'below';
}

/** The price that has reached an order's stop price by now; undefined when none has. Without a stop price every one has. */
export function reachedPrice(market: InstrumentMarket | undefined, order: Waiting): number | undefined {
  if (order.trigger === null || market === undefined || market.status !== 'normal') return undefined;
  const price = watchedPrice(market, order.trigger.by);
  if (price === undefined || order.stopPrice === 0) return price;
  const reached = directionOf(order) === 'above' ? price >= order.stopPrice : price <= order.stopPrice;
  return reached ? price : undefined;
}

/** The condition of an order that waits for its stop price; null when it has none to wait for. */
export function stopCondition(order: Order): Condition | null {
  const { id, instrument, trigger, stopPrice: level } = order;
  if (trigger === null || level === 0) return null;
  return { id: stopId('order', id), instrument, kind: trigger.by, direction: directionOf(order), level };
}

/** The condition of a trailing order that a price has activated. */
export function trailingCondition({ id, instrument, side, trigger }: Order, mark: number): Condition {
  const { by, trail } = trigger as Trigger;
  const { unit, distance } = trail as Distance;
  return { id: stopId('order', id), instrument, kind: by, side: side === 0 ? 'buy' : 'sell', unit, distance, mark };
}

/** The limit price with which an order goes to its venue when a price fires it; 0: at the market. */
export function limitWhenFired(instrument: Instrument, order: Order, price: number): number {
  if (order.orderType !== 'trailingLimit') return isLimited(order.orderType) ? order.price : 0;
  const offset = order.trigger?.offset ?? null;
  const away = offset === null ? 0 : stepsFrom(price, offset);
  const limit = order.side === 0 ? price + away : price - away;
  const within = Math.min(instrument.highestPrice, Math.max(instrument.lowestPrice, limit));
  // no order has a limit of nothing: the next step that is worse
  return within === 0 ? (order.side === 0 ? 1 : -1) : within;
}
