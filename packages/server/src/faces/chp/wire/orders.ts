import type { Action, Instrument, OrderType } from '@outcry/core';
import { formatScaled } from '@outcry/core';
import { smartcomName } from '../parts.ts';
import { decimal, integer, type Json, pieces, price, text, ZERO } from './json.ts';
import { moscowTime } from './time.ts';

/** Numbers of `chp.md` 7.2. */
export const ACTIONS = { 1: 'buy', 2: 'sell', 3: 'short', 4: 'cover' } as const satisfies Record<number, Action>;
export const ORDER_TYPES = { 1: 'market', 2: 'limit', 3: 'stop', 4: 'stopLimit' } as const satisfies Record<
  number,
  OrderType
>;
export const VALIDITIES = { 1: 'day', 2: 'gtc' } as const;

const ACTION_NUMBERS: Readonly<Record<Action, number>> = { buy: 1, sell: 2, short: 3, cover: 4 };
/** SmartCOM has no other conditions than stops: what waits for a price is a stop or, with a limit, a stop-limit. */
const TYPE_NUMBERS: Readonly<Record<string, number>> = {
  market: 1,
  limit: 2,
  stop: 3,
  stopLimit: 4,
  takeProfit: 3,
  takeProfitLimit: 4,
  trailing: 3,
  trailingLimit: 4,
};
const GTC = 2;
const DAY = 1;

/** States of an order on the wire (`chp.md` 7.2). */
export const STATES = {
  submitted: 0,
  pending: 1,
  open: 2,
  expired: 3,
  cancelled: 4,
  filled: 5,
  partial: 6,
  rejected: 8,
  systemCancelled: 9,
} as const;

/** States in which an order may still be filled. */
export const ACTIVE_STATES: ReadonlySet<number> = new Set([
  STATES.submitted,
  STATES.pending,
  STATES.open,
  STATES.partial,
]);

/** An order as this wire shows it, open or finished. Prices and quantities in steps. */
export interface OrderView {
  readonly id: number;
  readonly instrument: number;
  readonly action: Action;
  readonly type: string;
  readonly validity: string;
  /** 0 for orders that came another way. */
  readonly cookie: number;
  price: number;
  stopPrice: number;
  quantity: number;
  filled: number;
  state: number;
  /** Whether the market has seen it: its exchange number is known then. */
  onMarket: boolean;
  /** Last change, ms UTC. */
  at: number;
  description: string;
}

/** Whose order or trade a row is about. */
export interface RowSubject {
  readonly portfolio: string;
  readonly instrument: Instrument;
}

/** The fields that UpdateOrder and GetMyPortfolioData share, in the order of `chp.md` 6.9. */
export function orderFields({ portfolio, instrument }: RowSubject, order: OrderView): Readonly<Record<string, Json>> {
  return {
    portfolio: text(portfolio),
    symbol: text(smartcomName(instrument)),
    state: integer(order.state),
    action: integer(ACTION_NUMBERS[order.action]),
    type: integer(TYPE_NUMBERS[order.type] ?? 0),
    validity: integer(order.validity === 'gtc' ? GTC : DAY),
    price: price(instrument, order.price),
    amount: pieces(instrument, order.quantity),
    stop: price(instrument, order.stopPrice),
    filled: pieces(instrument, order.quantity - order.filled),
    datetime: moscowTime(order.at),
    orderId: text(String(order.id)),
    orderNo: text(order.onMarket ? String(order.id) : '0'),
  };
}

/** A row of UpdateOrder; `filled` is what remains in the order (`chp.md` 6.7). */
export function orderUpdate(subject: RowSubject, order: OrderView): Readonly<Record<string, Json>> {
  return {
    ...orderFields(subject, order),
    status_mask: ZERO,
    cookie: integer(order.cookie),
    description: text(order.description),
  };
}

/** A fill of an own order: money in minor units of an asset with this scale. */
export interface OwnFill {
  readonly id: number;
  readonly order: number;
  readonly side: number;
  readonly price: number;
  readonly quantity: number;
  readonly value: bigint;
  readonly scale: number;
  readonly at: number;
}

/** A row of AddTrade: bought amounts are positive, sold ones negative (`chp.md` 6.8). */
export function ownTrade({ portfolio, instrument }: RowSubject, fill: OwnFill): Readonly<Record<string, Json>> {
  const amount = pieces(instrument, fill.quantity);
  return {
    portfolio: text(portfolio),
    symbol: text(smartcomName(instrument)),
    orderNo: text(String(fill.order)),
    price: price(instrument, fill.price),
    amount: fill.side === 0 ? amount : (`-${amount}` as Json),
    datetime: moscowTime(fill.at),
    tradeNo: text(String(fill.id)),
    value: decimal(formatScaled(fill.value, fill.scale)),
    accruedint: ZERO,
  };
}

/** A row of setMyTrade in GetMyPortfolioData. */
export function sessionTrade({ portfolio, instrument }: RowSubject, fill: OwnFill): Readonly<Record<string, Json>> {
  return {
    portfolio: text(portfolio),
    symbol: text(smartcomName(instrument)),
    datetime: moscowTime(fill.at),
    price: price(instrument, fill.price),
    volume: pieces(instrument, fill.quantity),
    tradeNo: text(String(fill.id)),
    buySell: integer(fill.side === 0 ? 1 : 2),
    orderNo: text(String(fill.order)),
    value: decimal(formatScaled(fill.value, fill.scale)),
    accruedint: ZERO,
  };
}
