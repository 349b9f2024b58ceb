import { accountById, checkKey, isSystemAccount } from '../accounts/index.ts';
import { type Instrument, instrumentById } from '../instruments/index.ts';
import type { Price } from '../numbers/index.ts';
import { type Decision, done, isRejection, reject, type Turn } from '../turn.ts';
import type { CancelAllOrders, CancelOrder, PlaceOrder, ReplaceOrder } from './commands.ts';
import { endOrder } from './end.ts';
import type { MassCancelBegun, MassCancelDone, OrderCancelRequested } from './events.ts';
import { activateOrder, emitTriggered } from './fire.ts';
import { isLimited, waitOf } from './order-types.ts';
import { decidePlace, expiryOf, holdsFor } from './place.ts';
import { type EndReason, idFrom, type MassCancel, type Order, openQuantity } from './state.ts';
import { limitWhenFired, type Trigger } from './trigger.ts';
import type { OrdersWorld } from './world.ts';

/** Orders cancelled in one turn by a mass cancel; the rest follows in the next turns. */
export const MASS_CANCEL_SLICE = 5_000;

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
  const { instrument, action, validity, leg, origin, comment } = order;
  const until = toldEnd(world, order);
  const waits = order.trigger !== null && order.status === 'armed';
  endOrder(order, 'cancelled', 'replaced', null, turn);
  return decidePlace(
    world,
    {
      type: 'orders.place',
      account: account.id,
      instrument,
      action,
      orderType: waits ? order.orderType : isLimited(order.orderType) ? 'limit' : 'market',
      validity,
      ...(until === null ? {} : { until }),
      quantity: command.quantity,
      price: command.price,
      stopPrice: (waits ? order.stopPrice : 0) as Price,
      ...(waits ? { trigger: replacedTrigger(order.trigger as Trigger) } : {}),
      leg: leg === 0 ? 'net' : leg === order.id ? 'new' : leg,
      key: command.key,
      origin,
      comment,
    },
    turn,
  );
}

/** The moment at which a GTC order was told to end; null: after 30 days, or it is no GTC order. */
function toldEnd(world: OrdersWorld, { instrument, validity, createdAt, expiresAt }: Order): number | null {
  if (validity !== 'gtc') return null;
  const traded = world.instruments.instruments[instrument] as Instrument;
  return expiresAt === expiryOf(traded, { validity }, createdAt) ? null : expiresAt;
}

/** The trigger of an order as the one that replaces it asks for it. */
function replacedTrigger({ by, trail, offset }: Trigger): NonNullable<PlaceOrder['trigger']> {
  return { by, ...(trail === null ? {} : { trail }), ...(offset === null ? {} : { offset }) };
}

export function decideCancel(world: OrdersWorld, command: CancelOrder, turn: Turn): Decision {
  const order = world.orders.open.get(command.order);
  if (order === undefined) return reject('unknown_order', 'order', `no open order ${command.order}`);
  if (order.status === 'closing') return reject('not_cancellable', 'order', 'the venue has ended it already');
  cancelOrder(world, order, 'client', turn);
  return done(order.id);
}

/** Cancels here what waits here; asks the venue for what is there. A second request changes nothing. */
export function cancelOrder(world: OrdersWorld, order: Order, reason: EndReason, turn: Turn): void {
  const account = accountById(world.accounts, order.account);
  if (account.venue === 'paper' || order.status === 'armed') {
    endOrder(order, reason === 'expired' ? 'expired' : 'cancelled', reason, null, turn);
  } else if (!order.cancelRequested && order.status !== 'closing') {
    turn.emit({ type: 'orders.cancelRequested', at: turn.at, id: order.id, reason } satisfies OrderCancelRequested);
  }
}

export function decideCancelAll(world: OrdersWorld, command: CancelAllOrders, turn: Turn): Decision {
  const account = world.accounts.accounts.get(command.account);
  if (account === undefined || isSystemAccount(account))
    return reject('unknown_account', 'account', `no account ${command.account}`);
  if (command.instrument !== 0 && instrumentById(world.instruments, command.instrument) === undefined) {
    return reject('unknown_instrument', 'instrument', `no instrument ${command.instrument}`);
  }
  cancelOrders(world, account.id, command.instrument, 'client', turn);
  return done(account.id);
}

/** Cancels the open orders of an account (of one instrument, when it is not 0): a slice now, the rest in the next turns. */
export function cancelOrders(
  world: OrdersWorld,
  account: number,
  instrument: number,
  reason: EndReason,
  turn: Turn,
): void {
  const newest = world.orders.byAccount.get(account)?.last;
  if (newest === null || newest === undefined) return;
  const work: MassCancel = { account, instrument, upTo: newest.id, reason };
  if (!cancelSlice(world, work, turn)) {
    turn.emit({ type: 'orders.massCancelBegun', at: turn.at, ...work } satisfies MassCancelBegun);
  }
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
      cancelOrder(world, order, work.reason, turn);
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
  const work: MassCancel = { account: 0, instrument, upTo, reason: 'instrument_expired' };
  turn.emit({ type: 'orders.massCancelBegun', at: turn.at, ...work } satisfies MassCancelBegun);
}

function endTradingSlice(world: OrdersWorld, work: MassCancel, turn: Turn): boolean {
  let ended = 0;
  for (const order of world.orders.open.values()) {
    if (order.id > work.upTo) return true;
    if (order.instrument !== work.instrument || order.cancelRequested || order.status === 'closing') continue;
    if (ended === MASS_CANCEL_SLICE || turn.full) return false;
    cancelOrder(world, order, work.reason, turn);
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
    cancelOrder(world, order, 'expired', turn);
    ended++;
  }
}

/**
 * A price has reached what an order waited for: a trailing order that is not activated yet trails from it; any other goes to
 * its venue, or is rejected when the account cannot afford it any more.
 */
export function fireOrder(world: OrdersWorld, order: Order, price: number, turn: Turn): void {
  if (waitOf(order.orderType) === 'trailing' && !order.trailing) return activateOrder(world, order, price, turn);
  const account = accountById(world.accounts, order.account);
  const instrument = world.instruments.instruments[order.instrument] as Instrument;
  const limit = limitWhenFired(instrument, order, price);
  const holds = holdsFor(world, account, instrument, order.leg, order.side, openQuantity(order), limit);
  if (isRejection(holds)) endOrder(order, 'rejected', 'insufficient_funds', holds.detail, turn);
  else emitTriggered(order, price, limit, holds, turn);
}
