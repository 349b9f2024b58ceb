import type { Instrument } from '../instruments/index.ts';
import type { Price, Quantity } from '../numbers/index.ts';
import { cancelOrder, type OrderPreview, type PlaceOrder } from '../orders/index.ts';
import { placeOrder, previewOwnOrder } from '../risk/index.ts';
import { isRejection, type Rejection, type Turn } from '../turn.ts';
import type { LegSent } from './events.ts';
import { LEG_OWNERS, type Leg, type LegOwner, type LegsWorld } from './state.ts';

/** An order as an automatic trader wants it. */
export interface LegOrder {
  readonly owner: LegOwner;
  readonly entity: number;
  readonly role: string;
  readonly step: number;
  readonly account: number;
  readonly instrument: Instrument;
  /** 0 buy, 1 sell. */
  readonly side: 0 | 1;
  /** Limit price in steps; 0: at the market, what cannot be filled at once is cancelled. */
  readonly price: number;
  /** Quantity steps. */
  readonly quantity: number;
}

/** Places the order for its owner, under the limits that the account's owner has set. Returns why it was refused. */
export function sendLeg(world: LegsWorld, leg: LegOrder, turn: Turn): Rejection | null {
  const decision = placeOrder(world, placeCommand(leg), turn);
  if (isRejection(decision)) return decision;
  turn.emit({
    type: 'legs.sent',
    at: turn.at,
    order: decision.id,
    owner: LEG_OWNERS.indexOf(leg.owner),
    entity: leg.entity,
    role: leg.role,
    step: leg.step,
  } satisfies LegSent);
  return null;
}

/** What placing it now would come to, or why it would be refused. */
export function previewLeg(world: LegsWorld, leg: LegOrder, at: number): OrderPreview | Rejection {
  return previewOwnOrder(world, placeCommand(leg), at);
}

/** Takes an order back; on a venue it is gone only when the venue says so. */
export function withdrawLeg(world: LegsWorld, leg: Leg, turn: Turn): void {
  const order = world.orders.open.get(leg.order);
  if (order !== undefined && order.status !== 'closing') cancelOrder(world, order, 'withdrawn', turn);
}

function placeCommand({ owner, entity, role, step, account, instrument, side, price, quantity }: LegOrder): PlaceOrder {
  return {
    type: 'orders.place',
    account,
    instrument: instrument.id,
    action: side === 0 ? 'buy' : 'sell',
    orderType: price === 0 ? 'market' : 'limit',
    validity: price === 0 ? 'fak' : 'gtc',
    quantity: quantity as Quantity,
    price: price as Price,
    stopPrice: 0 as Price,
    leg: 'net',
    key: null,
    origin: `${owner}:${entity}`,
    comment: step === 0 ? role : `${role} ${step}`,
  };
}
