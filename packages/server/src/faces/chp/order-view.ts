import type { CoreEvent, Order, OrderFilled, OrderMoved, OrdersEvent } from '@outcry/core';
import type { OrderRow } from '../../readmodel/index.ts';
import { type OrderView, STATES } from './wire/orders.ts';

/** What orders of this face say of where they came from. */
export const ORIGIN = 'chp';

const COOKIE = /^cookie:(-?\d{1,10})$/;

/** A cookie stands in the order's comment: it survives with the order, and other faces show it as what it is. */
export function commentOf(cookie: number): string {
  return `cookie:${cookie}`;
}

/** The cookie of an order of this face; 0 for all others. */
export function cookieOf(origin: string, comment: string | null): number {
  const cookie = origin === ORIGIN && comment !== null ? COOKIE.exec(comment)?.[1] : undefined;
  return cookie === undefined ? 0 : Number(cookie);
}

/** Reasons for which an order ends at its owner's wish. */
const OWN_WISH: readonly (string | null)[] = ['client', 'replaced'];

function finalState(status: string, reason: string | null): number {
  switch (status) {
    case 'filled':
      return STATES.filled;
    case 'expired':
      return STATES.expired;
    case 'rejected':
      return STATES.rejected;
    default:
      return OWN_WISH.includes(reason) ? STATES.cancelled : STATES.systemCancelled;
  }
}

function openState(status: string, filled: number): number {
  if (status === 'armed') return STATES.pending;
  if (status === 'submitting' || status === 'unknown') return STATES.submitted;
  return filled > 0 ? STATES.partial : STATES.open;
}

/** An order of the read model, open or finished. */
export function viewOfRow(row: OrderRow): OrderView {
  const { id, instrument, action, type, validity, stopPrice, price, quantity, filled, status, endedAt } = row;
  const ended = endedAt !== null;
  return {
    id,
    instrument,
    action,
    type,
    validity,
    stopPrice,
    cookie: cookieOf(row.origin, row.comment),
    price,
    quantity,
    filled,
    state: ended ? finalState(status, row.reason) : openState(status, filled),
    onMarket:
      filled > 0 || status === 'working' || status === 'closing' || (ended && !waits(type) && status !== 'rejected'),
    at: row.updatedAt,
    description: ended ? description(row.reason, row.detail) : '',
  };
}

/** Whether orders of a type wait for a price before they go to the market. */
function waits(type: string): boolean {
  return type !== 'market' && type !== 'limit';
}

export function viewOfOpen(order: Order): OrderView {
  const { id, instrument, action, orderType: type, validity, stopPrice, price, quantity, filled, status } = order;
  return {
    id,
    instrument,
    action,
    type,
    validity,
    stopPrice,
    cookie: cookieOf(order.origin, order.comment),
    price,
    quantity,
    filled,
    state: openState(status, filled),
    onMarket: filled > 0 || status === 'working' || status === 'closing',
    at: order.updatedAt,
    description: '',
  };
}

type WaitingOrderMoved = Extract<OrdersEvent, { type: 'orders.waitingMoved' }>;
export type OrderPlaced = Extract<OrdersEvent, { type: 'orders.placed' }>;

export function viewOfPlaced(event: OrderPlaced): OrderView {
  return {
    id: event.id,
    instrument: event.instrument,
    action: event.action as OrderView['action'],
    type: event.orderType,
    validity: event.validity,
    stopPrice: event.stopPrice,
    cookie: cookieOf(event.origin, event.comment),
    price: event.price,
    quantity: event.quantity,
    filled: 0,
    state: STATES.submitted,
    onMarket: false,
    at: event.at,
    description: '',
  };
}

/**
 * Carries an order on with one of its events and tells each state it passes through (`chp.md` 6.7): 0, 1, 2, then 6 with
 * each partial fill, then 5, 4, 3, 8 or 9. A stop stays in 1 until it is triggered. True: the order has ended.
 */
export function carryOn(view: OrderView, event: CoreEvent, tell: () => void): boolean {
  const enter = (state: number): void => {
    view.state = state;
    view.at = event.at;
    tell();
  };
  switch (event.type) {
    case 'orders.placed':
      enter(STATES.submitted);
      if (waits(view.type)) enter(STATES.pending);
      return false;
    case 'orders.accepted':
      if (view.state === STATES.submitted) enter(STATES.pending);
      view.onMarket = true;
      enter(STATES.open);
      return false;
    case 'orders.moved': {
      const { price, quantity } = event as OrderMoved;
      view.price = price;
      view.quantity = quantity;
      enter(view.filled > 0 ? STATES.partial : STATES.open);
      return false;
    }
    case 'orders.waitingMoved': {
      const { price, stopPrice, quantity } = event as WaitingOrderMoved;
      view.price = price;
      view.stopPrice = stopPrice;
      view.quantity = quantity;
      enter(STATES.pending);
      return false;
    }
    case 'orders.filled':
      view.filled += (event as OrderFilled).quantity;
      view.onMarket = true;
      enter(view.filled >= view.quantity ? STATES.filled : STATES.partial);
      return view.state === STATES.filled;
    case 'orders.ended': {
      const { status, reason, detail } = event as Extract<OrdersEvent, { type: 'orders.ended' }>;
      view.description = description(reason, detail);
      enter(finalState(status, reason));
      return true;
    }
    default:
      return false;
  }
}

/** What is not the owner's wish is explained. */
function description(reason: string | null, detail: string | null): string {
  if (OWN_WISH.includes(reason)) return '';
  return [reason, detail].filter((part) => part !== null).join(': ');
}
