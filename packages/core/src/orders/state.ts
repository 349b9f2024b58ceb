import type { Money } from '../numbers/index.ts';
import { OpenOrders } from './open-orders.ts';
import type { OrderType } from './order-types.ts';
import type { PlannedCount } from './planned.ts';
import type { Trigger } from './trigger.ts';

/** `day`: to the end of the trading day; `gtc`: 30 days; `fok`: at once and whole; `fak`: at once, the rest is cancelled. */
export type Validity = 'day' | 'gtc' | 'fok' | 'fak';

/** SmartCOM tells opening a short from selling and covering it from buying (`chp.md` 7.2); others only buy and sell. */
export type Action = 'buy' | 'sell' | 'short' | 'cover';

/**
 * Where an open order stands.
 * - `armed`: it waits for its price: a stop, a take profit or a trailing order
 * - `submitting`: on its way to the venue; `unknown`: the venue has not answered, it may or may not be there
 * - `working`: accepted by the venue
 * - `closing`: the venue has ended it, but fills it counted have not arrived yet
 */
export type OpenStatus = 'armed' | 'submitting' | 'unknown' | 'working' | 'closing';

export type FinalStatus = 'filled' | 'cancelled' | 'expired' | 'rejected';

/** Why an order ended before it was filled. */
export type EndReason =
  | 'client'
  | 'replaced'
  | 'withdrawn'
  | 'expired'
  | 'not_filled_at_once'
  | 'self_trade'
  | 'ticket_closed'
  | 'insufficient_funds'
  | 'no_liquidity'
  | 'market_closed'
  | 'instrument_expired'
  | 'position_too_large'
  | 'killed'
  | 'margin_call'
  | 'venue'
  | 'absent';

/** Days a GTC order lives: to the end of the 30th trading day (`chp.md` 7.2). */
export const GTC_DAYS = 30;

/** An open order. Finished ones leave memory for the read model. */
export interface Order {
  readonly id: number;
  readonly account: number;
  readonly instrument: number;
  /** 0 net, else the ticket it opens (its own id) or closes. */
  readonly leg: number;
  /** 0 buy, 1 sell. */
  readonly side: 0 | 1;
  readonly action: Action;
  readonly orderType: OrderType;
  readonly validity: Validity;
  /** Limit price in steps; 0 where it has none, and of a trailing limit order before it fires. */
  price: number;
  /** Price at which a stop or take profit fires, or from which a trailing order trails; 0 when it has none. */
  stopPrice: number;
  /** null: it goes to its venue at once. */
  readonly trigger: Trigger | null;
  /** Whether a trailing order has been activated: its level follows the price. */
  trailing: boolean;
  quantity: number;
  filled: number;
  /** Σ price × quantity of its fills, in the quote asset. */
  value: Money;
  /** Fees charged so far and their exact value in millionths of minor units. */
  fee: Money;
  feeExact: bigint;
  status: OpenStatus;
  cancelRequested: boolean;
  /** Set aside in the asset of money (quote, or the account's currency for cfd) and of units (base). */
  heldMoney: Money;
  heldUnits: Money;
  /** ms UTC; 0 never (market orders end at once). */
  readonly expiresAt: number;
  /** Whether it waits for its expiry; false once its end has been asked for. */
  awaitsExpiry: boolean;
  readonly key: string | null;
  /** Which face or automatic trader placed it: `native`, `chp`, `tinvest`, `bot:32` … */
  readonly origin: string;
  readonly comment: string | null;
  readonly createdAt: number;
  updatedAt: number;
  /** Fills counted by a venue that has ended the order; -1 otherwise. */
  venueTotal: number;
  /** Of an open order: why its end has been asked for. */
  endReason: EndReason | null;
  /** Fill ids seen, on real venues, which repeat reports. */
  readonly venueFills: string[];
  /** Neighbours in the account's list of open orders, oldest first. */
  previous: Order | null;
  next: Order | null;
}

/** What is known of an order at its end. */
export interface FinishedOrder {
  readonly order: Order;
  readonly status: FinalStatus;
  readonly reason: EndReason | null;
  readonly detail: string | null;
  readonly at: number;
}

/** The open orders of one account as a linked list. */
export interface OrderList {
  first: Order | null;
  last: Order | null;
  count: number;
  /** What they would still trade, by instrument. */
  readonly planned: Map<number, PlannedCount>;
}

export interface OrdersState {
  readonly open: OpenOrders;
  readonly byAccount: Map<number, OrderList>;
  /** Number of open orders per moment of expiry. */
  readonly expiries: Map<number, number>;
  /** Earliest moment of expiry; Infinity when nothing expires. */
  nextExpiry: number;
  nextOrder: number;
  /** Fills of all instruments are counted here; id = n × 16 + partition. */
  nextFill: number;
  /** Work on many orders that goes on in the next turn. */
  readonly massCancels: MassCancel[];
  /** Orders that ended in this turn, for the read model; taken by the runtime, not part of the state. */
  readonly finished: FinishedOrder[];
}

/**
 * Cancel every order of an account (of one instrument, when it is not 0) with an id up to `upTo`, because of `reason`.
 * Account 0: the instrument is traded no more, the orders of all accounts end.
 */
export interface MassCancel {
  readonly account: number;
  readonly instrument: number;
  readonly upTo: number;
  readonly reason: EndReason;
}

export function emptyOrders(): OrdersState {
  return {
    open: new OpenOrders(),
    byAccount: new Map(),
    expiries: new Map(),
    nextExpiry: Number.POSITIVE_INFINITY,
    nextOrder: 1,
    nextFill: 1,
    massCancels: [],
    finished: [],
  };
}

/** Quantity that can still be filled. */
export function openQuantity(order: Order): number {
  return order.quantity - order.filled;
}

export function orderById(state: OrdersState, id: number): Order {
  const order = state.open.get(id);
  if (order === undefined) throw new Error(`no open order ${id}`);
  return order;
}

/** The partition of the platform that gives ids here. */
export const PARTITION = 0;

/** The id that follows from a counter: n × 16 + partition. */
export function idFrom(counter: number): number {
  return counter * 16 + PARTITION;
}
