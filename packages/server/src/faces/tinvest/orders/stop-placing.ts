import {
  type Command,
  type Distance,
  distanceFromText,
  formatDecimal,
  type Instrument,
  isTextError,
  type Price,
} from '@outcry/core';
import { PriceType, type Quotation } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import type { OrderDirection } from 'tinkoff-sdk-grpc-js/dist/generated/orders.js';
import {
  ExchangeOrderType,
  type PostStopOrderRequest,
  StopOrderExpirationType,
  StopOrderType,
  TakeProfitType,
  TrailingValueType,
} from 'tinkoff-sdk-grpc-js/dist/generated/stoporders.js';
import { TInvestError } from '../errors.ts';
import type { Listed } from '../listing.ts';
import { decimalOf } from '../wire/numbers.ts';
import { ORIGIN } from '../wire/orders.ts';
import { LATEST } from '../wire/period.ts';
import { isInCurrency, isInPoints, limitPriceOf, toPoints } from '../wire/prices.ts';
import type { OrderAccount } from './own-order.ts';
import { actionOf, MAX_KEY, quantityOf } from './placing.ts';

type PlaceCommand = Extract<Command, { type: 'orders.place' }>;

const NO_PRICE = 0 as Price;

/** The order that a request means: to the core a stop order is an order that waits for its price. Throws TInvestError. */
export function stopCommand(account: OrderAccount, { instrument }: Listed, asked: PostStopOrderRequest): PlaceCommand {
  const quantity = quantityOf(asked.quantity);
  // both enums count alike
  const action = actionOf(asked.direction as number as OrderDirection);
  const terms = termsOf(instrument, asked);
  const until = endOf(asked);
  if (asked.orderId.length > MAX_KEY) throw new TInvestError('30055');
  return {
    type: 'orders.place',
    account: account.id,
    instrument: instrument.id,
    action,
    validity: 'gtc',
    until,
    quantity,
    leg: 'net',
    key: asked.orderId === '' ? null : asked.orderId,
    origin: ORIGIN,
    comment: null,
    ...terms,
  };
}

/** Good till cancelled: as long as anything may. Throws TInvestError 30043, 30044, 30040. */
function endOf({ expirationType, expireDate }: PostStopOrderRequest): number {
  switch (expirationType) {
    case StopOrderExpirationType.STOP_ORDER_EXPIRATION_TYPE_GOOD_TILL_CANCEL:
      return LATEST;
    case StopOrderExpirationType.STOP_ORDER_EXPIRATION_TYPE_GOOD_TILL_DATE:
      if (expireDate === undefined || Number.isNaN(expireDate.getTime())) throw new TInvestError('30040');
      return expireDate.getTime();
    case StopOrderExpirationType.STOP_ORDER_EXPIRATION_TYPE_UNSPECIFIED:
      throw new TInvestError('30043');
    default:
      throw new TInvestError('30044');
  }
}

type Terms = Pick<PlaceCommand, 'orderType' | 'price' | 'stopPrice' | 'trigger'>;

/** What it waits for and how it is to be filled then. Throws TInvestError. */
function termsOf(instrument: Instrument, asked: PostStopOrderRequest): Terms {
  const { stopOrderType, exchangeOrderType, takeProfitType } = asked;
  const { STOP_ORDER_TYPE_TAKE_PROFIT, STOP_ORDER_TYPE_STOP_LOSS, STOP_ORDER_TYPE_STOP_LIMIT } = StopOrderType;
  if (exchangeOrderType < 0 || !(exchangeOrderType in ExchangeOrderType)) throw new TInvestError('30105');
  const trails = takeProfitType === TakeProfitType.TAKE_PROFIT_TYPE_TRAILING;
  const isKnown = takeProfitType >= 0 && takeProfitType in TakeProfitType;
  if (!isKnown || (trails && stopOrderType !== STOP_ORDER_TYPE_TAKE_PROFIT)) throw new TInvestError('30241');
  switch (stopOrderType) {
    case STOP_ORDER_TYPE_STOP_LOSS:
      return { orderType: 'stop', price: NO_PRICE, stopPrice: stopPriceOf(instrument, asked) };
    case STOP_ORDER_TYPE_STOP_LIMIT: {
      const stopPrice = stopPriceOf(instrument, asked);
      return { orderType: 'stopLimit', price: priceOf(instrument, asked.price, asked.priceType), stopPrice };
    }
    case STOP_ORDER_TYPE_TAKE_PROFIT:
      return trails ? trailingTerms(instrument, asked) : takeProfitTerms(instrument, asked);
    default:
      throw new TInvestError(stopOrderType === StopOrderType.STOP_ORDER_TYPE_UNSPECIFIED ? '30037' : '30038');
  }
}

/** Clients from before there were types of child orders tell a price where they want a limit order. */
function takeProfitTerms(instrument: Instrument, asked: PostStopOrderRequest): Terms {
  const { EXCHANGE_ORDER_TYPE_UNSPECIFIED, EXCHANGE_ORDER_TYPE_LIMIT } = ExchangeOrderType;
  const stopPrice = stopPriceOf(instrument, asked);
  const limited =
    asked.exchangeOrderType === EXCHANGE_ORDER_TYPE_LIMIT ||
    (asked.exchangeOrderType === EXCHANGE_ORDER_TYPE_UNSPECIFIED && decimalOf(asked.price) !== null);
  if (!limited) return { orderType: 'takeProfit', price: NO_PRICE, stopPrice };
  return { orderType: 'takeProfitLimit', price: priceOf(instrument, asked.price, asked.priceType), stopPrice };
}

/** From its stop price on, or at once without one, it stays behind the best price by `indent`; the limit gives `spread`. */
function trailingTerms(instrument: Instrument, asked: PostStopOrderRequest): Terms {
  const { EXCHANGE_ORDER_TYPE_MARKET, EXCHANGE_ORDER_TYPE_LIMIT } = ExchangeOrderType;
  const { trailingData: given, exchangeOrderType } = asked;
  if (given?.indent === undefined) throw new TInvestError('30210');
  const trail = distanceOf(instrument, asked, given.indent, given.indentType, '30211');
  if (trail === null) throw new TInvestError('30210');
  const stopPrice = decimalOf(asked.stopPrice) === null ? NO_PRICE : stopPriceOf(instrument, asked);
  const limited =
    exchangeOrderType === EXCHANGE_ORDER_TYPE_LIMIT ||
    (exchangeOrderType !== EXCHANGE_ORDER_TYPE_MARKET && given.spread !== undefined);
  if (!limited) return { orderType: 'trailing', price: NO_PRICE, stopPrice, trigger: { trail } };
  if (given.spread === undefined) throw new TInvestError('30210');
  const offset = distanceOf(instrument, asked, given.spread, given.spreadType, '30212');
  const trigger = offset === null ? { trail } : { trail, offset };
  return { orderType: 'trailingLimit', price: NO_PRICE, stopPrice, trigger };
}

function stopPriceOf(instrument: Instrument, { stopPrice, priceType }: PostStopOrderRequest): Price {
  if (decimalOf(stopPrice) === null) throw new TInvestError('30036');
  return priceOf(instrument, stopPrice, priceType);
}

/** Prices of stop orders are in points where there are points, unless told (`tinvest.md` 6.3). */
function priceOf(instrument: Instrument, given: Quotation | undefined, type: PriceType): Price {
  return limitPriceOf(instrument, given, unitOf(instrument, type));
}

function unitOf(instrument: Instrument, type: PriceType): PriceType {
  const unspecified = type === PriceType.PRICE_TYPE_UNSPECIFIED;
  return unspecified && isInPoints(instrument) ? PriceType.PRICE_TYPE_POINT : type;
}

/** A length in prices or in percent; null for none. Throws TInvestError 30039, and `untyped` without a type. */
function distanceOf(
  instrument: Instrument,
  { priceType }: PostStopOrderRequest,
  given: Quotation,
  type: TrailingValueType,
  untyped: '30211' | '30212',
): Distance | null {
  const length = decimalOf(given);
  if (length === null) return null;
  if (type === TrailingValueType.TRAILING_VALUE_UNSPECIFIED) throw new TInvestError(untyped);
  const relative = type === TrailingValueType.TRAILING_VALUE_RELATIVE;
  if (!relative && type !== TrailingValueType.TRAILING_VALUE_ABSOLUTE) throw new TInvestError('30039');
  const inMoney = !relative && isInCurrency(instrument, unitOf(instrument, priceType));
  const text = formatDecimal(inMoney ? toPoints(instrument, length) : length);
  const distance = distanceFromText(instrument, relative ? `${text}%` : text);
  if (isTextError(distance)) throw new TInvestError('30039');
  return distance;
}
