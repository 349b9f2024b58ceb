import { type Distance, isLimited, waitOf } from '@outcry/core';
import type { MoneyValue, Quotation } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import {
  ExchangeOrderType,
  type StopOrder,
  type StopOrderDirection,
  StopOrderStatusOption,
  type StopOrder_TrailingData as StopOrderTrailing,
  StopOrderType,
  TakeProfitType,
  TrailingStopStatus,
  TrailingValueType,
} from 'tinkoff-sdk-grpc-js/dist/generated/stoporders.js';
import type { FiringRow, OrderRow } from '../../../readmodel/index.ts';
import { CURRENCY, type Listed } from '../listing.ts';
import { idsOf } from './market.ts';
import { moneyValueOf, noMoney, quotationOf, ZERO_QUOTATION } from './numbers.ts';
import { directionOf } from './orders.ts';
import { LATEST } from './period.ts';
import { quotedPrice, stepOf } from './prices.ts';

/** An order that waits, or waited, for its price; `firing`: when it went to its venue. */
export interface ShownStop {
  readonly row: OrderRow;
  readonly listed: Listed;
  readonly firing: FiringRow | undefined;
}

/** What has gone to its venue is executed, whatever became of it there. */
export function stopStatusOf({ row, firing }: Pick<ShownStop, 'row' | 'firing'>): StopOrderStatusOption {
  if (row.status === 'armed') return StopOrderStatusOption.STOP_ORDER_STATUS_ACTIVE;
  if (row.endedAt === null || firing !== undefined || row.filled > 0)
    return StopOrderStatusOption.STOP_ORDER_STATUS_EXECUTED;
  return row.status === 'expired'
    ? StopOrderStatusOption.STOP_ORDER_STATUS_EXPIRED
    : StopOrderStatusOption.STOP_ORDER_STATUS_CANCELED;
}

/** Prices are in the instrument's own quotation. */
export function stopOrderMessage(stop: ShownStop): StopOrder {
  const { row, listed, firing } = stop;
  const status = stopStatusOf(stop);
  const wentOut = status === StopOrderStatusOption.STOP_ORDER_STATUS_EXECUTED;
  const price = (steps: number): MoneyValue =>
    steps === 0 ? noMoney(CURRENCY) : moneyValueOf(CURRENCY, quotedPrice(listed.instrument, steps));
  return {
    stopOrderId: String(row.id),
    lotsRequested: row.quantity,
    direction: directionOf(row.side) as number as StopOrderDirection,
    currency: CURRENCY,
    orderType: stopTypeOf(row),
    createDate: new Date(row.createdAt),
    activationDateTime: firing === undefined ? undefined : new Date(firing.at),
    expirationTime: row.expiresAt === LATEST ? undefined : new Date(row.expiresAt),
    price: price(row.price),
    stopPrice: price(row.stopPrice),
    takeProfitType: takeProfitTypeOf(row),
    trailingData: trailingData(listed, row),
    status,
    exchangeOrderType: isLimited(row.type)
      ? ExchangeOrderType.EXCHANGE_ORDER_TYPE_LIMIT
      : ExchangeOrderType.EXCHANGE_ORDER_TYPE_MARKET,
    exchangeOrderId: wentOut ? String(row.id) : undefined,
    instantExecution: false,
    ...idsOf(listed),
  };
}

function stopTypeOf({ type }: OrderRow): StopOrderType {
  if (waitOf(type) !== 'stop') return StopOrderType.STOP_ORDER_TYPE_TAKE_PROFIT;
  return isLimited(type) ? StopOrderType.STOP_ORDER_TYPE_STOP_LIMIT : StopOrderType.STOP_ORDER_TYPE_STOP_LOSS;
}

function takeProfitTypeOf({ type }: OrderRow): TakeProfitType {
  switch (waitOf(type)) {
    case 'takeProfit':
      return TakeProfitType.TAKE_PROFIT_TYPE_REGULAR;
    case 'trailing':
      return TakeProfitType.TAKE_PROFIT_TYPE_TRAILING;
    default:
      return TakeProfitType.TAKE_PROFIT_TYPE_UNSPECIFIED;
  }
}

/** `price`: at which it would fire now; `extr`: the best price it has followed. Both are known while it waits. */
function trailingData(listed: Listed, { type, trigger, level, mark }: OrderRow): StopOrderTrailing | undefined {
  if (waitOf(type) !== 'trailing' || trigger === null) return undefined;
  const shown = (steps: number | null): Quotation =>
    steps === null ? ZERO_QUOTATION : quotationOf(quotedPrice(listed.instrument, steps));
  const trails = mark !== null;
  return {
    indent: lengthOf(listed, trigger.trail),
    indentType: unitOf(trigger.trail),
    spread: lengthOf(listed, trigger.offset),
    spreadType: unitOf(trigger.offset),
    status: trails ? TrailingStopStatus.TRAILING_STOP_ACTIVATED : TrailingStopStatus.TRAILING_STOP_ACTIVE,
    price: shown(trails ? level : null),
    extr: shown(mark),
  };
}

/** Decimals of a percentage in millionths. */
const PERCENT_SCALE = 4;

function lengthOf({ instrument }: Listed, length: Distance | null): Quotation {
  if (length === null) return ZERO_QUOTATION;
  const count = BigInt(length.distance);
  if (length.unit === 'millionths') return quotationOf({ coefficient: count, scale: PERCENT_SCALE });
  const { coefficient, scale } = stepOf(instrument);
  return quotationOf({ coefficient: count * coefficient, scale });
}

function unitOf(length: Distance | null): TrailingValueType {
  if (length === null) return TrailingValueType.TRAILING_VALUE_UNSPECIFIED;
  return length.unit === 'millionths'
    ? TrailingValueType.TRAILING_VALUE_RELATIVE
    : TrailingValueType.TRAILING_VALUE_ABSOLUTE;
}
