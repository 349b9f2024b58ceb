import { averagePrice, type Money, type Order, type OrderFilled, type Quantity, valueAt } from '@outcry/core';
import type { MoneyValue } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import {
  OrderStateStreamResponse_StatusCauseInfo as Cause,
  OrderStateStreamResponse_MarkerType as Marker,
  type OrderTrade,
  type OrderTrades,
  type OrderStateStreamResponse_OrderState as StreamedState,
  TimeInForceType,
} from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import { CURRENCY, type Listed } from '../listing.ts';
import { KINDS } from './instruments.ts';
import { marketPrice } from './market.ts';
import { isUuid, nameUuid } from './name-uuid.ts';
import { moneyValueOf, noMoney } from './numbers.ts';
import { directionOf, orderTypeOf, statusOf } from './orders.ts';
import { quotedPrice } from './prices.ts';

/** An order as far as the turns have told it. */
export interface StreamedOrder
  extends Readonly<
    Pick<Order, 'id' | 'instrument' | 'side' | 'validity' | 'key' | 'origin' | 'comment' | 'createdAt' | 'orderType'>
  > {
  /** The limit it was placed with. */
  firstPrice: number;
  price: number;
  quantity: number;
  filled: number;
  /** Σ price × quantity of its fills, in the quote asset. */
  value: Money;
  /** It waits for its price: it is a stop order still. */
  armed: boolean;
  /** The venue has it: it has an exchange id. */
  accepted: boolean;
  ended: { readonly status: 'filled' | 'cancelled' | 'expired' | 'rejected'; readonly reason: string | null } | null;
}

/** Whose order it is and what it trades. */
export interface StreamedAbout {
  readonly accountId: string;
  readonly listed: Listed;
  /** Decimals of the currency's minor unit. */
  readonly scale: number;
}

/** The key where it is a UUID, else one made for the order: the stream tells no other (`tinvest.md` 13.1). */
export function requestIdOf({ id, key }: Pick<StreamedOrder, 'id' | 'key'>): string {
  return key !== null && isUuid(key) ? key : nameUuid('order', String(id));
}

/**
 * What an order is after the event at `at`. Before the venue has it, its key stands for its id. Prices are of one piece in the
 * instrument's own quotation, the amount is money. `fill`: the fill that is told.
 */
export function streamedState(
  { accountId, listed, scale }: StreamedAbout,
  order: StreamedOrder,
  at: number,
  fill: OrderFilled | null,
): Partial<StreamedState> {
  const { instrument, uid, ticker, classCode, lot } = listed;
  const { price, quantity, filled, value, ended } = order;
  const isOver = ended !== null;
  const priceOf = (steps: number): MoneyValue =>
    steps === 0 ? noMoney(CURRENCY) : moneyValueOf(CURRENCY, quotedPrice(instrument, steps));
  const moneyOf = (amount: Money): MoneyValue => moneyValueOf(CURRENCY, { coefficient: amount, scale });
  const rest = quantity - filled;
  return {
    orderId: order.accepted ? String(order.id) : requestIdOf(order),
    tradeOrderId: order.accepted ? String(order.id) : '',
    orderRequestId: requestIdOf(order),
    clientCode: accountId,
    accountId,
    createdAt: new Date(order.createdAt),
    executionReportStatus: statusOf({ status: ended?.status ?? 'working', filled }),
    statusInfo: ended === null ? undefined : causeOf(ended),
    ticker,
    classCode,
    instrumentUid: uid,
    lotSize: lot,
    direction: directionOf(order.side),
    timeInForce: timeInForceOf(order),
    orderType: orderTypeOf({ type: order.orderType, origin: order.origin, comment: order.comment }),
    initialOrderPrice: priceOf(order.firstPrice),
    orderPrice: priceOf(price),
    amount:
      price !== 0 ? moneyOf(valueAt(instrument, price, quantity)) : filled === quantity ? moneyOf(value) : undefined,
    executedOrderPrice:
      filled === 0 ? noMoney(CURRENCY) : moneyValueOf(CURRENCY, averagePrice(instrument, value, filled as Quantity)),
    currency: CURRENCY,
    lotsRequested: quantity,
    lotsExecuted: filled,
    lotsLeft: isOver ? 0 : rest,
    lotsCancelled: isOver ? rest : 0,
    marker: order.origin.startsWith(BY_RISK) ? Marker.MARKER_MARGIN : undefined,
    trades: fill === null ? [] : [tradeOf(listed, fill)],
    completionTime: isOver ? new Date(at) : undefined,
    exchange: KINDS[instrument.spec.kind].exchange,
  };
}

/** A fill as the stream of trades tells it; quantities are in pieces. */
export function streamedTrade(
  { accountId, listed }: StreamedAbout,
  { id, side }: Pick<StreamedOrder, 'id' | 'side'>,
  fill: OrderFilled,
): OrderTrades {
  return {
    orderId: String(id),
    createdAt: new Date(fill.at),
    direction: directionOf(side),
    figi: listed.figi,
    trades: [tradeOf(listed, fill)],
    accountId,
    instrumentUid: listed.uid,
  };
}

function tradeOf(listed: Listed, { fill, at, price, quantity }: OrderFilled): OrderTrade {
  return {
    dateTime: new Date(at),
    price: marketPrice(listed, price),
    quantity: quantity * listed.lot,
    tradeId: String(fill),
  };
}

/** Origins of orders by which the platform closes positions of its own accord begin with this. */
const BY_RISK = 'risk:';

const TIMES_IN_FORCE: Readonly<Partial<Record<string, TimeInForceType>>> = {
  day: TimeInForceType.TIME_IN_FORCE_DAY,
  fak: TimeInForceType.TIME_IN_FORCE_FILL_AND_KILL,
  fok: TimeInForceType.TIME_IN_FORCE_FILL_OR_KILL,
};

/** Orders that live longer than a day are not the broker's own: the contract has no word for them. */
function timeInForceOf({ validity }: StreamedOrder): TimeInForceType {
  return TIMES_IN_FORCE[validity] ?? TimeInForceType.TIME_IN_FORCE_UNSPECIFIED;
}

/** Causes of a cancellation other than the exchange. */
const CAUSES: Readonly<Partial<Record<string, Cause>>> = {
  client: Cause.CAUSE_CANCELLED_BY_CLIENT,
  replaced: Cause.CAUSE_CANCELLED_BY_CLIENT,
  ticket_closed: Cause.CAUSE_CANCELLED_BY_CLIENT,
  insufficient_funds: Cause.CAUSE_CANCELLED_NOT_ENOUGH_POSITION,
  killed: Cause.CAUSE_CANCELLED_BY_CLIENT_BLOCK,
  margin_call: Cause.CAUSE_CANCELLED_BY_BROKER,
  position_too_large: Cause.CAUSE_CANCELLED_BY_BROKER,
};

/** What a refused order was refused by. */
const VENUE_REASONS: readonly (string | null)[] = ['venue', 'absent'];

function causeOf({ status, reason }: NonNullable<StreamedOrder['ended']>): Cause | undefined {
  if (status === 'filled') return undefined;
  if (status === 'rejected')
    return VENUE_REASONS.includes(reason) ? Cause.CAUSE_REJECTED_BY_EXCHANGE : Cause.CAUSE_REJECTED_BY_BROKER;
  return CAUSES[reason ?? ''] ?? Cause.CAUSE_CANCELLED_BY_EXCHANGE;
}
