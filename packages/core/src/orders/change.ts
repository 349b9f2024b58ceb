import { accountById, checkKey, isSystemAccount } from '../accounts/index.ts';
import { type Instrument, instrumentById, quantityPhrase } from '../instruments/index.ts';
import { type Decision, done, isRejection, reject, type Turn } from '../turn.ts';
import type { CancelAllOrders, CancelOrder, MoveOrder, ReplaceOrder } from './commands.ts';
import { endOrder } from './end.ts';
import type { MassCancelBegun, MassCancelDone, OrderCancelRequested, OrderMoved, OrderTriggered } from './events.ts';
import { checkNotional, checkPrice, checkQuantity, checkTicket, decidePlace, holdsFor } from './place.ts';
import { type EndReason, idFrom, type MassCancel, type Order, openQuantity } from './state.ts';
import type { OrdersWorld } from './world.ts';

/** Orders cancelled in one turn by a mass cancel; the rest follows in the next turns. */
export const MASS_CANCEL_SLICE = 5_000;

export function decideMove(world: OrdersWorld, command: MoveOrder, turn: Turn): Decision {
  const order = world.orders.open.get(command.order);
  if (order === undefined) return reject('unknown_order', 'order', `no open order ${command.order}`);
  const account = accountById(world.accounts, order.account);
  if (account.venue !== 'paper')
    return reject('not_movable', 'order', `orders at ${account.venue} are cancelled and placed again`);
  if (order.orderType !== 'limit' || order.status !== 'working')
    return reject('not_movable', 'order', 'only a working limit order can be moved');
  const instrument = world.instruments.instruments[order.instrument] as Instrument;
  const price = command.price ?? order.price;
  const quantity = command.quantity ?? order.quantity;
  if (!Number.isSafeInteger(price) || price === 0)
    return reject('invalid_value', 'price', 'must be a whole number of steps, not 0');
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
  if (price === order.price && quantity === order.quantity) return done(order.id);
  if (world.market.markets[instrument.id]?.status !== 'normal')
    return reject('market_closed', 'order', `trading of ${instrument.symbol} is closed`);
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

export function decideReplace(world: OrdersWorld, command: ReplaceOrder, turn: Turn): Decision {
  const account = world.accounts.accounts.get(command.account);
  if (account === undefined || isSystemAccount(account))
    return reject('unknown_account', 'account', `no account ${command.account}`);
  const known = checkKey(world.accounts, command.account, command, 'order');
  if (known !== null && !isRejection(known) && known.id === command.order) {
    return reject('duplicate_key', 'key', `the key belongs to order ${command.order} itself`);
  }
  if (known !== null) return known;
  const order = world.orders.open.get(command.order);
  if (order === undefined || order.account !== command.account) {
    return reject('unknown_order', 'order', `account ${command.account} has no open order ${command.order}`);
  }
  if (account.venue !== 'paper')
    return reject('not_movable', 'order', `orders at ${account.venue} are cancelled and placed again`);
  const { instrument, action, orderType, validity, stopPrice, leg, origin, comment } = order;
  endOrder(order, 'cancelled', 'replaced', null, turn);
  return decidePlace(
    world,
    {
      type: 'orders.place',
      account: account.id,
      instrument,
      action,
      orderType,
      validity,
      quantity: command.quantity,
      price: command.price,
      stopPrice: stopPrice as never,
      leg: leg === 0 ? 'net' : leg === order.id ? 'new' : leg,
      key: command.key,
      origin,
      comment,
    },
    turn,
  );
}

export function decideCancel(world: OrdersWorld, command: CancelOrder, turn: Turn): Decision {
  const order = world.orders.open.get(command.order);
  if (order === undefined) return reject('unknown_order', 'order', `no open order ${command.order}`);
  if (order.status === 'closing') return reject('not_cancellable', 'order', 'the venue has ended it already');
  cancel(world, order, 'client', turn);
  return done(order.id);
}

/** Cancels here what waits here; asks the venue for what is there. A second request changes nothing. */
export function cancel(world: OrdersWorld, order: Order, reason: EndReason, turn: Turn): void {
  const account = accountById(world.accounts, order.account);
  if (account.venue === 'paper' || order.status === 'armed') {
    endOrder(order, reason === 'expired' ? 'expired' : 'cancelled', reason, null, turn);
  } else if (!order.cancelRequested && order.status !== 'closing') {
    turn.emit({ type: 'orders.cancelRequested', at: turn.at, id: order.id } satisfies OrderCancelRequested);
  }
}

export function decideCancelAll(world: OrdersWorld, command: CancelAllOrders, turn: Turn): Decision {
  const account = world.accounts.accounts.get(command.account);
  if (account === undefined || isSystemAccount(account))
    return reject('unknown_account', 'account', `no account ${command.account}`);
  if (command.instrument !== 0 && instrumentById(world.instruments, command.instrument) === undefined) {
    return reject('unknown_instrument', 'instrument', `no instrument ${command.instrument}`);
  }
  const newest = world.orders.byAccount.get(account.id)?.last;
  if (newest === null || newest === undefined) return done(account.id);
  const work: MassCancel = { account: account.id, instrument: command.instrument, upTo: newest.id };
  if (!cancelSlice(world, work, turn)) {
    turn.emit({ type: 'orders.massCancelBegun', at: turn.at, ...work } satisfies MassCancelBegun);
  }
  return done(account.id);
}

/** Goes on with the oldest mass cancel for one slice. */
export function continueMassCancel(world: OrdersWorld, turn: Turn): void {
  const work = world.orders.massCancels[0];
  if (work === undefined) return;
  if (work.account === 0 ? endTradingSlice(world, work, turn) : cancelSlice(world, work, turn)) {
    turn.emit({ type: 'orders.massCancelDone', at: turn.at, ...work } satisfies MassCancelDone);
  }
}

/** Cancels up to a slice of orders; true when none is left. */
function cancelSlice(world: OrdersWorld, work: MassCancel, turn: Turn): boolean {
  let order = world.orders.byAccount.get(work.account)?.first ?? null;
  let cancelled = 0;
  while (order !== null && order.id <= work.upTo) {
    const next: Order | null = order.next;
    const concerned =
      (work.instrument === 0 || order.instrument === work.instrument) &&
      !order.cancelRequested &&
      order.status !== 'closing';
    if (concerned) {
      if (cancelled === MASS_CANCEL_SLICE || turn.full) return false;
      cancel(world, order, 'client', turn);
      cancelled++;
    }
    order = next;
  }
  return true;
}

/** Trading of an instrument has ended for good: in the next turns its orders end, whoever placed them. */
export function endTrading(world: OrdersWorld, instrument: number, turn: Turn): void {
  if (world.orders.open.size === 0) return;
  const upTo = idFrom(world.orders.nextOrder - 1);
  turn.emit({ type: 'orders.massCancelBegun', at: turn.at, account: 0, instrument, upTo } satisfies MassCancelBegun);
}

function endTradingSlice(world: OrdersWorld, work: MassCancel, turn: Turn): boolean {
  let ended = 0;
  for (const order of world.orders.open.values()) {
    if (order.id > work.upTo) return true;
    if (order.instrument !== work.instrument || order.cancelRequested || order.status === 'closing') continue;
    if (ended === MASS_CANCEL_SLICE || turn.full) return false;
    cancel(world, order, 'instrument_expired', turn);
    ended++;
  }
  return true;
}

/** Orders that end at this moment because their day or their 30 days are over, at most a slice a turn. */
export function expireOrders(world: OrdersWorld, turn: Turn): void {
  if (world.orders.nextExpiry > turn.at) return;
  let ended = 0;
  for (const order of world.orders.open.values()) {
    if (!order.awaitsExpiry || order.expiresAt > turn.at) continue;
    if (ended === MASS_CANCEL_SLICE || turn.full) return;
    cancel(world, order, 'expired', turn);
    ended++;
  }
}

/** Sends a triggered stop to its venue, or rejects it when the account cannot afford it any more. */
export function triggerStop(world: OrdersWorld, order: Order, marketPrice: number, turn: Turn): void {
  const account = accountById(world.accounts, order.account);
  const instrument = world.instruments.instruments[order.instrument] as Instrument;
  const holds = holdsFor(world, account, instrument, order.leg, order.side, openQuantity(order), order.price);
  if (isRejection(holds)) {
    endOrder(order, 'rejected', 'insufficient_funds', holds.detail, turn);
    return;
  }
  turn.emit({
    type: 'orders.triggered',
    at: turn.at,
    id: order.id,
    price: marketPrice,
    heldMoney: holds.money,
    heldUnits: holds.units,
  } satisfies OrderTriggered);
}
