import {
  type Account,
  accountById,
  assignPosition,
  hold,
  positionCurrency,
  post,
  SYSTEM_ACCOUNTS,
  transfer,
} from '../accounts/index.ts';
import type { CoreEvent } from '../events/index.ts';
import type { Instrument } from '../instruments/index.ts';
import type { Money } from '../numbers/index.ts';
import { dropStop, enterStop, stopId } from '../stops/index.ts';
import type {
  OrderActivated,
  OrderFilled,
  OrderMoved,
  OrderPlaced,
  OrdersEvent,
  OrderTriggered,
  WaitingOrderMoved,
} from './events.ts';
import type { OrderType } from './order-types.ts';
import { plan } from './planned.ts';
import {
  type Action,
  type EndReason,
  type FinalStatus,
  type Order,
  type OrdersState,
  openQuantity,
  orderById,
  type Validity,
} from './state.ts';
import { stopCondition, trailingCondition } from './trigger.ts';
import type { OrdersWorld } from './world.ts';

/** Folds an event of this module into orders and, by its results, into the accounts; others are left alone. */
export function applyOrders(world: OrdersWorld, event: CoreEvent): void {
  const known = event as OrdersEvent;
  const state = world.orders;
  switch (known.type) {
    case 'orders.placed':
      return applyPlaced(world, known);
    case 'orders.triggered':
      return applyTriggered(world, known);
    case 'orders.activated':
      return applyActivated(world, known);
    case 'orders.waitingMoved':
      return applyWaitingMoved(world, known);
    case 'orders.accepted': {
      const order = orderById(state, known.id);
      if (order.status !== 'closing') order.status = 'working';
      order.updatedAt = known.at;
      return;
    }
    case 'orders.rested':
      orderById(state, known.id).updatedAt = known.at;
      return;
    case 'orders.filled':
      return applyFilled(world, known);
    case 'orders.moved':
      return applyMoved(world, known);
    case 'orders.cancelRequested': {
      const order = orderById(state, known.id);
      order.cancelRequested = true;
      order.endReason = known.reason as EndReason;
      dropExpiry(state, order);
      order.updatedAt = known.at;
      return;
    }
    case 'orders.cancelRefused': {
      const order = orderById(state, known.id);
      order.cancelRequested = false;
      order.endReason = null;
      if (order.status !== 'closing' && order.expiresAt > known.at) awaitExpiry(state, order);
      order.updatedAt = known.at;
      return;
    }
    case 'orders.unknown':
      orderById(state, known.id).status = 'unknown';
      return;
    case 'orders.closing': {
      const order = orderById(state, known.id);
      order.status = 'closing';
      order.venueTotal = known.venueTotal;
      dropExpiry(state, order);
      order.updatedAt = known.at;
      return;
    }
    case 'orders.ended': {
      const order = orderById(state, known.id);
      order.endReason = known.reason as EndReason;
      order.updatedAt = known.at;
      finish(world, order, known.status as FinalStatus, known.detail, known.at);
      return;
    }
    case 'orders.massCancelBegun':
      state.massCancels.push({
        account: known.account,
        instrument: known.instrument,
        upTo: known.upTo,
        reason: known.reason as EndReason,
      });
      return;
    case 'orders.massCancelDone':
      state.massCancels.shift();
      return;
  }
}

function applyPlaced(world: OrdersWorld, event: OrderPlaced): void {
  const state = world.orders;
  const order: Order = {
    id: event.id,
    account: event.account,
    instrument: event.instrument,
    leg: event.leg,
    side: event.action === 'buy' || event.action === 'cover' ? 0 : 1,
    action: event.action as Action,
    orderType: event.orderType as OrderType,
    validity: event.validity as Validity,
    price: event.price,
    stopPrice: event.stopPrice,
    trigger: event.trigger,
    trailing: false,
    quantity: event.quantity,
    filled: 0,
    value: 0n as Money,
    fee: 0n as Money,
    feeExact: 0n,
    status: event.trigger === null ? 'submitting' : 'armed',
    cancelRequested: false,
    heldMoney: 0n as Money,
    heldUnits: 0n as Money,
    expiresAt: event.expiresAt,
    awaitsExpiry: event.expiresAt > 0,
    key: event.key,
    origin: event.origin,
    comment: event.comment,
    createdAt: event.at,
    updatedAt: event.at,
    venueTotal: -1,
    endReason: null,
    venueFills: [],
    previous: null,
    next: null,
  };
  state.nextOrder = (event.id - (event.id % 16)) / 16 + 1;
  addOpen(state, order);
  awaitStopPrice(world, order);
  setHolds(world, order, event.heldMoney, event.heldUnits);
  if (event.key !== null) world.accounts.keys.remember(event.account, event.key, 'order', event.id);
  world.accounts.keys.expire(event.at);
}

/** Enters an open order into the indexes. */
export function addOpen(state: OrdersState, order: Order): void {
  state.open.add(order);
  let list = state.byAccount.get(order.account);
  if (list === undefined) {
    list = { first: null, last: null, count: 0, planned: new Map() };
    state.byAccount.set(order.account, list);
  }
  order.previous = list.last;
  if (list.last === null) list.first = order;
  else list.last.next = order;
  list.last = order;
  list.count++;
  plan(state, order, openQuantity(order));
  if (order.awaitsExpiry) awaitExpiry(state, order);
}

function awaitExpiry(state: OrdersState, order: Order): void {
  order.awaitsExpiry = true;
  state.expiries.set(order.expiresAt, (state.expiries.get(order.expiresAt) ?? 0) + 1);
  if (order.expiresAt < state.nextExpiry) state.nextExpiry = order.expiresAt;
}

function applyTriggered(world: OrdersWorld, event: OrderTriggered): void {
  const order = orderById(world.orders, event.id);
  plan(world.orders, order, -openQuantity(order));
  order.status = 'submitting';
  if (event.limit !== 0) order.price = event.limit;
  plan(world.orders, order, openQuantity(order));
  order.updatedAt = event.at;
  dropStop(world.stops, stopId('order', order.id));
  setHolds(world, order, event.heldMoney, event.heldUnits);
}

function applyActivated(world: OrdersWorld, event: OrderActivated): void {
  const order = orderById(world.orders, event.id);
  order.trailing = true;
  order.updatedAt = event.at;
  dropStop(world.stops, stopId('order', order.id));
  enterStop(world.stops, trailingCondition(order, event.mark));
}

function applyWaitingMoved(world: OrdersWorld, event: WaitingOrderMoved): void {
  const order = orderById(world.orders, event.id);
  plan(world.orders, order, event.quantity - order.quantity);
  order.price = event.price;
  order.quantity = event.quantity;
  order.updatedAt = event.at;
  if (event.stopPrice === order.stopPrice) return;
  order.stopPrice = event.stopPrice;
  dropStop(world.stops, stopId('order', order.id));
  awaitStopPrice(world, order);
}

function applyFilled(world: OrdersWorld, event: OrderFilled): void {
  const { accounts, orders } = world;
  const order = orderById(orders, event.id);
  const account = accountById(accounts, event.account);
  const instrument = world.instruments.instruments[event.instrument] as Instrument;
  setHolds(
    world,
    order,
    (order.heldMoney - event.releasedMoney) as Money,
    (order.heldUnits - event.releasedUnits) as Money,
  );
  transfer(accounts, SYSTEM_ACCOUNTS.market, account, event.cashAsset, event.cash);
  transfer(accounts, SYSTEM_ACCOUNTS.market, account, instrument.base, event.units);
  chargeFee(world, account, event);
  assignPosition(accounts, account, {
    instrument: event.instrument,
    leg: event.leg,
    currency: positionCurrency(account, instrument),
    quantity: event.positionQuantity,
    cost: event.positionCost,
    margin: event.positionMargin,
    realised: event.positionRealised,
    at: event.at,
    settledDaily: instrument.settlement === 'futures',
  });
  plan(orders, order, -event.quantity);
  order.filled += event.quantity;
  order.value = (order.value + BigInt(event.price) * BigInt(event.quantity) * instrument.stepValue) as Money;
  order.fee = (order.fee + event.fee) as Money;
  order.feeExact = event.feeExact;
  order.updatedAt = event.at;
  if (event.venueFill !== null) order.venueFills.push(event.venueFill);
  const counter = (event.fill - (event.fill % 16)) / 16 + 1;
  if (counter > orders.nextFill) orders.nextFill = counter;
  if (openQuantity(order) > 0) return;
  order.endReason = null;
  finish(world, order, 'filled', null, event.at);
}

function chargeFee(world: OrdersWorld, account: Account, event: OrderFilled): void {
  if (event.fee === 0n) return;
  post(account, event.feeAsset, -event.fee);
  post(accountById(world.accounts, SYSTEM_ACCOUNTS.fees), event.feeAsset, event.fee);
}

function applyMoved(world: OrdersWorld, event: OrderMoved): void {
  const order = orderById(world.orders, event.id);
  plan(world.orders, order, -openQuantity(order));
  order.price = event.price;
  order.quantity = event.quantity;
  plan(world.orders, order, openQuantity(order));
  order.updatedAt = event.at;
  setHolds(world, order, event.heldMoney, event.heldUnits);
}

function setHolds(world: OrdersWorld, order: Order, money: Money, units: Money): void {
  if (money === order.heldMoney && units === order.heldUnits) return;
  const account = accountById(world.accounts, order.account);
  const instrument = world.instruments.instruments[order.instrument] as Instrument;
  hold(account, positionCurrency(account, instrument), money - order.heldMoney);
  hold(account, instrument.base, units - order.heldUnits);
  order.heldMoney = money;
  order.heldUnits = units;
}

/** An order that has ended frees what it held and leaves memory. */
function finish(world: OrdersWorld, order: Order, status: FinalStatus, detail: string | null, at: number): void {
  const state = world.orders;
  setHolds(world, order, 0n as Money, 0n as Money);
  state.open.delete(order.id);
  plan(state, order, -openQuantity(order));
  unlink(state, order);
  if (order.trigger !== null) dropStop(world.stops, stopId('order', order.id));
  dropExpiry(state, order);
  if (order.key !== null) world.accounts.keys.finish(order.account, order.key, at);
  state.finished.push({ order, status, reason: order.endReason, detail, at });
}

function unlink(state: OrdersState, order: Order): void {
  const list = state.byAccount.get(order.account);
  if (list === undefined) return;
  if (order.previous === null) list.first = order.next;
  else order.previous.next = order.next;
  if (order.next === null) list.last = order.previous;
  else order.next.previous = order.previous;
  order.previous = null;
  order.next = null;
  list.count--;
  if (list.count === 0) state.byAccount.delete(order.account);
}

function dropExpiry(state: OrdersState, order: Order): void {
  if (!order.awaitsExpiry) return;
  order.awaitsExpiry = false;
  const { expiresAt } = order;
  const count = (state.expiries.get(expiresAt) as number) - 1;
  if (count > 0) {
    state.expiries.set(expiresAt, count);
    return;
  }
  state.expiries.delete(expiresAt);
  if (expiresAt !== state.nextExpiry) return;
  let earliest = Number.POSITIVE_INFINITY;
  for (const time of state.expiries.keys()) if (time < earliest) earliest = time;
  state.nextExpiry = earliest;
}

/** An order waits for its stop price in the index. */
function awaitStopPrice(world: OrdersWorld, order: Order): void {
  const condition = stopCondition(order);
  if (condition !== null) enterStop(world.stops, condition);
}
