import {
  averagePrice,
  type Decimal,
  decimals,
  divide,
  type FeePlan,
  type Instrument,
  isLimited,
  type Money,
  NO_MONEY,
  type Quantity,
  roundedFee,
  valueAt,
} from '@outcry/core';
import { type MoneyValue, PriceType, type Quotation } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import {
  OrderDirection,
  OrderExecutionReportStatus,
  type OrderStage,
  type OrderState,
  OrderType,
  type PostOrderResponse,
} from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import type { FillRow, OrderRow } from '../../../readmodel/index.ts';
import { CURRENCY, type Listed } from '../listing.ts';
import { idsOf } from './market.ts';
import { moneyValueOf, noMoney, quotationOf, ZERO_QUOTATION } from './numbers.ts';
import { isInCurrency, isInPoints, quotedPrice, toCurrency } from './prices.ts';

/** What orders of this face say of where they came from. */
export const ORIGIN = 'tinvest';

/** The comment of an order at the best price: to the core it is a limit order that never rests. */
export const BEST_PRICE = 'bestprice';

/** An order with what its figures are told by. */
export interface ShownOrder {
  readonly row: OrderRow;
  readonly listed: Listed;
  readonly fees: FeePlan;
  /** Decimals of the currency's minor unit. */
  readonly scale: number;
  /** The price in steps that stands in for that of an order at the market without a fill; 0: none. */
  readonly last: number;
}

export function statusOf({ status, filled }: Pick<OrderRow, 'status' | 'filled'>): OrderExecutionReportStatus {
  switch (status) {
    case 'filled':
      return OrderExecutionReportStatus.EXECUTION_REPORT_STATUS_FILL;
    case 'cancelled':
    case 'expired':
      return OrderExecutionReportStatus.EXECUTION_REPORT_STATUS_CANCELLED;
    case 'rejected':
      return OrderExecutionReportStatus.EXECUTION_REPORT_STATUS_REJECTED;
    default:
      return filled > 0
        ? OrderExecutionReportStatus.EXECUTION_REPORT_STATUS_PARTIALLYFILL
        : OrderExecutionReportStatus.EXECUTION_REPORT_STATUS_NEW;
  }
}

export function directionOf(side: 0 | 1): OrderDirection {
  return side === 0 ? OrderDirection.ORDER_DIRECTION_BUY : OrderDirection.ORDER_DIRECTION_SELL;
}

export function orderTypeOf({ type, origin, comment }: Pick<OrderRow, 'type' | 'origin' | 'comment'>): OrderType {
  if (origin === ORIGIN && comment === BEST_PRICE) return OrderType.ORDER_TYPE_BESTPRICE;
  return isLimited(type) ? OrderType.ORDER_TYPE_LIMIT : OrderType.ORDER_TYPE_MARKET;
}

/** Average price of the fills in the instrument's quotation; null without any. */
function averageOf({ row, listed }: ShownOrder): Decimal | null {
  return row.filled === 0 ? null : averagePrice(listed.instrument, row.value, row.filled as Quantity);
}

/** The price an order was placed at, in the instrument's quotation: its limit, else what the market made of it. */
function initialPrice(order: ShownOrder): Decimal {
  const { row, listed, last } = order;
  if (row.price !== 0) return quotedPrice(listed.instrument, row.price);
  return averageOf(order) ?? quotedPrice(listed.instrument, last);
}

/** Money of the whole quantity at that price. */
function initialAmount({ row, listed, last }: ShownOrder): Money {
  const { instrument } = listed;
  if (row.price !== 0) return valueAt(instrument, row.price, row.quantity);
  if (row.filled === 0) return valueAt(instrument, last, row.quantity);
  return divide(row.value * BigInt(row.quantity), BigInt(row.filled), 'halfUp') as Money;
}

/** The fee of an amount at the rate for taking. */
export function commissionOf(fees: FeePlan, scale: number, amount: Money): Money {
  const worth = amount < 0n ? -amount : amount;
  return roundedFee(fees, scale, worth * BigInt(fees.taker), 0n);
}

function money(amount: Money, scale: number): MoneyValue {
  return moneyValueOf(CURRENCY, { coefficient: amount, scale });
}

/** A price in the instrument's quotation as money of one piece. */
function pieceMoney(instrument: Instrument, quoted: Decimal): MoneyValue {
  return moneyValueOf(CURRENCY, toCurrency(instrument, quoted));
}

/** Figures that both messages have: money of the order as placed and as executed, without commission (`tinvest.md` 12.3). */
function figures(order: ShownOrder) {
  const { row, listed, fees, scale } = order;
  const initial = initialAmount(order);
  const feeInMoney = row.feeAsset === null || row.feeAsset === listed.instrument.quote;
  return {
    orderId: String(row.id),
    executionReportStatus: statusOf(row),
    lotsRequested: row.quantity,
    lotsExecuted: row.filled,
    initialOrderPrice: money(initial, scale),
    totalOrderAmount: money(row.filled > 0 ? row.value : initial, scale),
    initialCommission: money(commissionOf(fees, scale, initial), scale),
    executedCommission: money(feeInMoney ? row.fee : NO_MONEY, scale),
    direction: directionOf(row.side),
    orderType: orderTypeOf(row),
    orderRequestId: row.key ?? '',
    ...idsOf(listed),
  };
}

/** What placing answers; prices are money of one piece. */
export function postedOrder(order: ShownOrder): Omit<PostOrderResponse, 'responseMetadata'> {
  const { row, listed } = order;
  const { instrument } = listed;
  const initial = initialPrice(order);
  return {
    ...figures(order),
    executedOrderPrice: pieceMoney(instrument, averageOf(order) ?? decimals.ZERO),
    initialSecurityPrice: pieceMoney(instrument, initial),
    aciValue: noMoney(instrument.spec.kind === 'bond' ? CURRENCY : ''),
    initialOrderPricePt: instrument.spec.kind === 'future' ? pointsOf(initial, row.quantity) : ZERO_QUOTATION,
    message: '',
  };
}

function pointsOf(price: Decimal, contracts: number): Quotation {
  return quotationOf(decimals.multiply(price, { coefficient: BigInt(contracts), scale: 0 }));
}

/** The state of an order. Its prices are in the unit asked for; unspecified: points of bonds, money of all else (6.3). */
export function orderState(order: ShownOrder, fills: readonly FillRow[], type: PriceType): OrderState {
  const { row, listed, scale } = order;
  const { instrument } = listed;
  const unspecified = type === PriceType.PRICE_TYPE_UNSPECIFIED;
  const inMoney = unspecified ? instrument.spec.kind !== 'bond' : isInCurrency(instrument, type);
  const price = (quoted: Decimal): MoneyValue =>
    moneyValueOf(CURRENCY, inMoney || !isInPoints(instrument) ? toCurrency(instrument, quoted) : quoted);
  return {
    ...figures(order),
    executedOrderPrice: moneyValueOf(CURRENCY, { coefficient: row.value, scale }),
    averagePositionPrice: price(averageOf(order) ?? decimals.ZERO),
    initialSecurityPrice: price(initialPrice(order)),
    stages: fills.map((fill) => stage(listed, fill, price)),
    serviceCommission: noMoney(CURRENCY),
    currency: CURRENCY,
    orderDate: new Date(row.createdAt),
  };
}

/** A fill; quantities of stages are in pieces. */
function stage({ instrument, lot }: Listed, fill: FillRow, price: (quoted: Decimal) => MoneyValue): OrderStage {
  return {
    price: price(quotedPrice(instrument, fill.price)),
    quantity: fill.quantity * lot,
    tradeId: String(fill.id),
    executionTime: new Date(fill.at),
  };
}
