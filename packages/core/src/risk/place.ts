import { type Account, checkKey } from '../accounts/index.ts';
import { type Instrument, instrumentById } from '../instruments/index.ts';
import { stepProduct } from '../numbers/index.ts';
import {
  decideOrders,
  type MoveOrder,
  type Order,
  type OrderPreview,
  type OrdersCommand,
  openQuantity,
  type PlaceOrder,
  previewOrder,
  type ReplaceOrder,
} from '../orders/index.ts';
import { type Decision, type Rejection, reject, type Turn } from '../turn.ts';
import { type AskedOrder, checkRate, checkValues } from './check.ts';
import type { RiskWorld } from './state.ts';

/**
 * Places an order if the account's owner allows it. Everything that places for an owner goes this way; the closing work of
 * the platform does not. A repeated idempotency key is answered as before, whatever holds now.
 */
export function placeOrder(world: RiskWorld, command: PlaceOrder, turn: Turn): Decision {
  const wrong = isWatched(world, command.account) ? checkPlace(world, command, turn.at) : null;
  return wrong ?? decideOrders(world, command, turn);
}

/** What placing this order now would come to, or why orders or limits would refuse it. Nothing changes. */
export function previewOwnOrder(world: RiskWorld, command: PlaceOrder, at: number): OrderPreview | Rejection {
  const keyless = { ...command, key: null };
  const wrong = isWatched(world, command.account) ? checkPlace(world, keyless, at) : null;
  return wrong ?? previewOrder(world, keyless, at);
}

/** Orders commands of an owner: what places, replaces or enlarges an order is checked, the rest goes through. */
export function decideOwnOrders(world: RiskWorld, command: OrdersCommand, turn: Turn): Decision {
  switch (command.type) {
    case 'orders.place':
      return placeOrder(world, command, turn);
    case 'orders.replace':
      return (
        (isWatched(world, command.account) ? checkReplace(world, command, turn) : null) ??
        decideOrders(world, command, turn)
      );
    case 'orders.move': {
      const order = world.orders.open.get(command.order);
      const wrong =
        order !== undefined && isWatched(world, order.account) ? checkMove(world, command, order, turn) : null;
      return wrong ?? decideOrders(world, command, turn);
    }
    default:
      return decideOrders(world, command, turn);
  }
}

function isWatched({ risk }: RiskWorld, account: number): boolean {
  return risk.accounts.has(account) || risk.closings.has(account);
}

/** null: the limits have nothing against it. What is malformed or unknown is refused by the orders module. */
function checkPlace(world: RiskWorld, command: PlaceOrder, at: number): Rejection | null {
  const account = world.accounts.accounts.get(command.account);
  const instrument = instrumentById(world.instruments, command.instrument);
  if (account === undefined || checkKey(world.accounts, account.id, command, 'order') !== null) return null;
  const { quantity, price, stopPrice, leg } = command;
  const wrong = checkStopped(world, account.id) ?? checkRate(world, account, at);
  if (wrong !== null || instrument === undefined) return wrong;
  const side = command.action === 'buy' || command.action === 'cover' ? 0 : 1;
  const armed = command.orderType !== 'market' && command.orderType !== 'limit';
  return checkAsked(world, account, {
    instrument,
    side,
    leg,
    quantity,
    left: quantity,
    price: price || stopPrice,
    armed,
  });
}

function checkReplace(world: RiskWorld, command: ReplaceOrder, turn: Turn): Rejection | null {
  const account = world.accounts.accounts.get(command.account);
  const order = world.orders.open.get(command.order);
  if (account === undefined || order?.account !== account.id) return null;
  if (checkKey(world.accounts, account.id, command, 'order') !== null) return null;
  const wrong = checkStopped(world, account.id) ?? checkRate(world, account, turn.at);
  if (wrong !== null) return wrong;
  const { quantity } = command;
  const armed = order.status === 'armed';
  const price = command.price || (armed ? order.stopPrice : 0);
  return checkAsked(world, account, { ...askedOf(world, order), quantity, left: quantity, price, armed });
}

/** A move counts as an order; what makes it smaller or cheaper is never refused for its value. */
function checkMove(world: RiskWorld, command: MoveOrder, order: Order, turn: Turn): Rejection | null {
  const account = world.accounts.accounts.get(order.account) as Account;
  const price = command.price ?? order.price;
  const stopPrice = command.stopPrice ?? order.stopPrice;
  const quantity = command.quantity ?? order.quantity;
  const left = Number.isSafeInteger(quantity) ? quantity - order.filled : 0;
  const asked: AskedOrder = { ...askedOf(world, order), quantity, left, price: price || stopPrice };
  const upward = isWellFormed(asked) && isUpward(order, asked);
  const stopped = upward ? checkStopped(world, account.id) : null;
  return stopped ?? checkRate(world, account, turn.at) ?? (upward ? checkAsked(world, account, asked) : null);
}

function askedOf(world: RiskWorld, order: Order): AskedOrder {
  const { side, quantity, id, status } = order;
  return {
    instrument: world.instruments.instruments[order.instrument] as Instrument,
    side,
    leg: order.leg === 0 ? 'net' : order.leg === id ? 'new' : order.leg,
    quantity,
    left: openQuantity(order),
    price: order.price || order.stopPrice,
    armed: status === 'armed',
    order,
  };
}

function isUpward(order: Order, asked: AskedOrder): boolean {
  const before = order.price || order.stopPrice;
  const left = openQuantity(order);
  if (asked.left > left) return true;
  return stepProduct(Math.abs(asked.price), asked.left) > stepProduct(Math.abs(before), left);
}

function checkAsked(world: RiskWorld, account: Account, asked: AskedOrder): Rejection | null {
  return isWellFormed(asked) ? checkValues(world, account, asked) : null;
}

function isWellFormed({ quantity, price, left }: AskedOrder): boolean {
  return Number.isSafeInteger(quantity) && Number.isSafeInteger(price) && quantity > 0 && left > 0;
}

function checkStopped({ risk }: RiskWorld, account: number): Rejection | null {
  const killed = risk.accounts.get(account)?.killed ?? null;
  if (killed !== null) {
    const note = killed.note === null ? '' : ` (${killed.note})`;
    return reject('trading_stopped', 'account', `trading of account ${account} was stopped by its owner${note}`);
  }
  const closing = risk.closings.get(account);
  if (closing === undefined) return null;
  return reject('trading_stopped', 'account', `positions of account ${account} are being closed out: wait for the end`);
}
