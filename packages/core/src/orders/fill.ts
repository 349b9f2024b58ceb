import {
  accountById,
  available,
  canConvert,
  type FillEffect,
  isOnMargin,
  isReducing,
  positionCurrency,
  positionOf,
  settle,
} from '../accounts/index.ts';
import type { Instrument } from '../instruments/index.ts';
import { MAX_STEPS, type Money } from '../numbers/index.ts';
import type { Turn } from '../turn.ts';
import { endOrder } from './end.ts';
import type { OrderFilled } from './events.ts';
import { type Holds, releaseOnFill } from './holds.ts';
import { coversFill } from './portfolio.ts';
import { type EndReason, type Order, openQuantity } from './state.ts';
import type { OrdersWorld } from './world.ts';

/** One execution, as a venue reports it. */
export interface Execution {
  readonly fill: number;
  readonly price: number;
  readonly quantity: number;
  readonly maker: boolean;
  readonly venueFill: string | null;
}

/** A fill that can be carried out: all its effects, computed before anything changes. */
export interface PreparedFill {
  readonly order: Order;
  readonly instrument: Instrument;
  readonly execution: Execution;
  readonly settlement: FillEffect;
  readonly released: Holds;
}

/**
 * Computes a fill of an open order, or says why the account can no longer take it (its ticket was closed, its margin was
 * used up by other fills). A venue's fill has happened and is taken in any case (`binding`), as soon as there is a price to
 * convert it with.
 */
export function prepareFill(
  world: OrdersWorld,
  order: Order,
  execution: Execution,
  binding: boolean,
): PreparedFill | EndReason {
  const account = accountById(world.accounts, order.account);
  const instrument = world.instruments.instruments[order.instrument] as Instrument;
  const position = positionOf(account, instrument.id, order.leg);
  const currency = positionCurrency(account, instrument);
  if (!binding && order.leg !== 0 && order.leg !== order.id && Math.abs(position?.quantity ?? 0) < execution.quantity) {
    return 'ticket_closed';
  }
  if (!canConvert(world, instrument.quote, currency, instrument, execution.price)) return 'no_liquidity';
  const settlement = settle(world, account, position, {
    instrument,
    leg: order.leg,
    side: order.side,
    quantity: execution.quantity,
    price: execution.price,
    maker: execution.maker,
    feeExact: order.feeExact,
    feeCharged: order.fee,
  });
  const fee = settlement.feeAsset === currency ? settlement.fee : 0n;
  const paid = (fee - settlement.cash) as Money;
  const released = releaseOnFill(
    world,
    {
      account,
      instrument,
      leg: order.leg,
      side: order.side,
      quantity: openQuantity(order) - execution.quantity,
      price: order.price === 0 ? execution.price : order.price,
      value: 0n as Money,
      kept: { money: order.heldMoney, units: order.heldUnits },
      feeExact: settlement.feeExact,
      feeCharged: (order.fee + settlement.fee) as Money,
    },
    order.price,
    execution.quantity,
    paid,
  );
  const before = position?.quantity ?? 0;
  const after = settlement.positionQuantity;
  if (Math.abs(after) > MAX_STEPS) return 'position_too_large';
  const closing = isOnMargin(account)
    ? isReducing(account, instrument, position, order.side, execution.quantity)
    : account.margin && before * after >= 0 && Math.abs(after) < Math.abs(before);
  if (!binding && account.fillPolicy !== 'sandbox' && !closing) {
    const change = released.money - paid - (settlement.positionMargin - (position?.margin ?? 0n));
    // what an account on margin holds for its orders may never have been there
    const short = (change < 0n || isOnMargin(account)) && available(account, currency) + change < 0n;
    if (short && !coversFill(world, account, instrument, order.leg, settlement)) return 'insufficient_funds';
    // a fee taken from what is received may, rounded over the order, be more than this fill brings
    if (
      settlement.feeAsset === instrument.base &&
      settlement.units + available(account, instrument.base) < settlement.fee
    ) {
      return 'insufficient_funds';
    }
  }
  return { order, instrument, execution, settlement, released };
}

/** Carries out a prepared fill. A filled order leaves memory when its last fill is applied. */
export function emitFill(prepared: PreparedFill, turn: Turn): void {
  const { order, instrument, execution, settlement, released } = prepared;
  turn.emit({
    type: 'orders.filled',
    at: turn.at,
    fill: execution.fill,
    id: order.id,
    account: order.account,
    instrument: instrument.id,
    leg: order.leg,
    side: order.side,
    price: execution.price,
    quantity: execution.quantity,
    maker: execution.maker,
    venueFill: execution.venueFill,
    cash: settlement.cash,
    cashAsset: settlement.cashAsset,
    units: settlement.units,
    fee: settlement.fee,
    feeAsset: settlement.feeAsset,
    feeExact: settlement.feeExact as Money,
    releasedMoney: released.money,
    releasedUnits: released.units,
    positionQuantity: settlement.positionQuantity,
    positionCost: settlement.positionCost,
    positionMargin: settlement.positionMargin,
    positionRealised: settlement.positionRealised,
    result: settlement.result,
  } satisfies OrderFilled);
}

/** Fills the order or ends it when the account cannot take the fill. Returns whether it was filled. */
export function fillOrEnd(world: OrdersWorld, order: Order, execution: Execution, turn: Turn): boolean {
  const prepared = prepareFill(world, order, execution, false);
  if (typeof prepared === 'string') {
    endOrder(order, 'cancelled', prepared, null, turn);
    return false;
  }
  emitFill(prepared, turn);
  return true;
}
