import { type AccountFaults, accountById } from '../accounts/index.ts';
import type { CoreEvent } from '../events/index.ts';
import type { Calendar } from '../instruments/index.ts';
import { type OrdersEvent, openQuantity, orderById } from '../orders/index.ts';
import type { ExchangeEvent, OrderCounted } from './events.ts';
import { isRejectedOnDemand } from './faults.ts';
import { bookOf, type ExchangeState, type ExchangeWorld } from './state.ts';

/**
 * Folds an event into the books. It runs before the orders module folds the same event, so an order that ends is still
 * known here.
 */
export function applyExchange(world: ExchangeWorld, event: CoreEvent): void {
  const known = event as OrdersEvent | ExchangeEvent;
  const state = world.exchange;
  switch (known.type) {
    case 'orders.accepted':
      state.held.delete(known.id);
      if (known.resting) rest(world, known.id);
      return;
    case 'orders.rested':
      return rest(world, known.id);
    case 'orders.filled': {
      const book = state.books[known.instrument];
      const slot = book === undefined ? -1 : book.find(known.id);
      if (book !== undefined && slot >= 0) book.reduce(slot, known.quantity);
      else if (openQuantity(orderById(world.orders, known.id)) === known.quantity)
        state.sandbox.get(known.instrument)?.delete(known.id);
      return;
    }
    case 'orders.moved': {
      const order = orderById(world.orders, known.id);
      const book = state.books[order.instrument];
      const slot = book === undefined ? -1 : book.find(known.id);
      if (book === undefined || slot < 0) {
        if (!known.keepsPriority) state.sandbox.get(order.instrument)?.delete(known.id);
      } else if (known.keepsPriority) book.setQuantity(slot, known.quantity - order.filled);
      else book.remove(slot);
      return;
    }
    case 'orders.ended': {
      state.held.delete(known.id);
      const order = orderById(world.orders, known.id);
      const book = state.books[order.instrument];
      const slot = book === undefined ? -1 : book.find(known.id);
      if (book !== undefined && slot >= 0) book.remove(slot);
      else state.sandbox.get(order.instrument)?.delete(known.id);
      return;
    }
    case 'exchange.matchingDeferred':
      state.deferred.push(known.order);
      return;
    case 'exchange.matchingResumed':
      state.deferred.shift();
      return;
    case 'exchange.orderCounted':
      return count(world, known);
    case 'exchange.dayRolled':
      state.dayEnds[known.calendar as Calendar] = known.next;
      return;
  }
}

function count(world: ExchangeWorld, { order, account, number, due, at }: OrderCounted): void {
  const owner = accountById(world.accounts, account);
  const faults = owner.faults as AccountFaults;
  owner.faults = { ...faults, orders: number };
  if (due > at) world.exchange.held.add(order, { due, rejected: isRejectedOnDemand(faults, number) });
}

/** Puts what an order has left into the book (or, for sandbox accounts, beside it). */
function rest(world: ExchangeWorld, id: number): void {
  const order = orderById(world.orders, id);
  if (accountById(world.accounts, order.account).fillPolicy === 'sandbox') {
    sandboxOf(world.exchange, order.instrument).add(id);
    return;
  }
  bookOf(world.exchange, order.instrument).insert(id, order.account, order.side, order.price, openQuantity(order), 0);
}

export function sandboxOf(state: ExchangeState, instrument: number): Set<number> {
  let orders = state.sandbox.get(instrument);
  if (orders === undefined) {
    orders = new Set();
    state.sandbox.set(instrument, orders);
  }
  return orders;
}
