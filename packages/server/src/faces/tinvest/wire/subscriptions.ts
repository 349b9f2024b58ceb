import {
  GetCandlesRequest_CandleSource as CandleSourceType,
  type MarketDataRequest,
  type MarketDataServerSideStreamRequest,
  OrderBookType,
  type SubscribeCandlesRequest,
  type SubscribeOrderBookRequest,
  type SubscribeTradesRequest,
  type SubscriptionAction,
  SubscriptionStatus,
  TradeSourceType,
} from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import type { Subject } from '../../../marketdata/index.ts';
import { CANDLE_INTERVALS } from './market.ts';

/** Kinds of market data in the order in which a request for several is carried out; how each is answered. */
export const SUBSCRIPTION_KINDS = {
  candles: { answer: 'subscribeCandlesResponse', elements: 'candlesSubscriptions', paceMs: 300, counted: true },
  orderBook: { answer: 'subscribeOrderBookResponse', elements: 'orderBookSubscriptions', paceMs: 100, counted: true },
  trades: { answer: 'subscribeTradesResponse', elements: 'tradeSubscriptions', paceMs: 0, counted: true },
  info: { answer: 'subscribeInfoResponse', elements: 'infoSubscriptions', paceMs: 0, counted: false },
  lastPrice: { answer: 'subscribeLastPriceResponse', elements: 'lastPriceSubscriptions', paceMs: 0, counted: false },
} as const;

export type SubscriptionKind = keyof typeof SUBSCRIPTION_KINDS;

/** One instrument of a request. */
export interface Wanted {
  /** As the client names it. */
  readonly instrumentId: string;
  readonly figi: string;
  /** Tells subscriptions of one kind and instrument apart. */
  readonly name: string;
  /** What else the answer repeats. */
  readonly echo: object;
  /** What is wrong with it, whatever the instrument. */
  readonly fault: SubscriptionStatus | null;
  /** What the platform streams for it; null: a source that has nothing here. */
  readonly subject: (instrument: number) => Subject | null;
}

/** A request to begin or end subscriptions of one kind. */
export interface SubscribeRequest {
  readonly kind: SubscriptionKind;
  readonly action: SubscriptionAction;
  readonly wanted: readonly Wanted[];
  /** What the answer repeats beside its elements. */
  readonly echo: object;
}

/** What a message asks for; a request of the server-side stream may ask for several at once. */
export function subscribeRequests(request: MarketDataRequest | MarketDataServerSideStreamRequest): SubscribeRequest[] {
  const { subscribeInfoRequest: info, subscribeLastPriceRequest: lastPrice } = request;
  return [
    request.subscribeCandlesRequest && candlesRequest(request.subscribeCandlesRequest),
    request.subscribeOrderBookRequest && bookRequest(request.subscribeOrderBookRequest),
    request.subscribeTradesRequest && tradesRequest(request.subscribeTradesRequest),
    info && plainRequest('info', 'status', info),
    lastPrice && plainRequest('lastPrice', 'last', lastPrice),
  ].filter((each) => each !== undefined);
}

const { SUBSCRIPTION_STATUS_INTERVAL_IS_INVALID, SUBSCRIPTION_STATUS_DEPTH_IS_INVALID } = SubscriptionStatus;
const { SUBSCRIPTION_STATUS_SOURCE_IS_INVALID } = SubscriptionStatus;

/** The longest interval of the stream; those of seconds come after it. */
const LAST_INTERVAL = 13;

function candlesRequest(request: SubscribeCandlesRequest): SubscribeRequest {
  const { subscriptionAction: action, instruments, waitingClose, candleSourceType } = request;
  const badSource = candleSourceType !== undefined && !isMember(CandleSourceType, candleSourceType);
  const wanted = instruments.map(({ figi, instrumentId, interval }): Wanted => {
    const rule =
      interval <= LAST_INTERVAL ? CANDLE_INTERVALS[interval as number as keyof typeof CANDLE_INTERVALS] : undefined;
    const badInterval = rule === undefined ? SUBSCRIPTION_STATUS_INTERVAL_IS_INVALID : null;
    return {
      figi,
      instrumentId,
      name: String(interval),
      echo: { interval, waitingClose, ...(candleSourceType === undefined ? {} : { candleSourceType }) },
      fault: badSource ? SUBSCRIPTION_STATUS_SOURCE_IS_INVALID : badInterval,
      subject: (instrument) =>
        rule === undefined
          ? null
          : { kind: 'candles', instrument, interval: rule.interval, zone: 'utc', completeOnly: waitingClose },
    };
  });
  return { kind: 'candles', action, wanted, echo: {} };
}

/** Depths of streams (`tinvest.md` 9.3). */
const DEPTHS: readonly number[] = [1, 10, 20, 30, 40, 50];

function bookRequest({ subscriptionAction: action, instruments }: SubscribeOrderBookRequest): SubscribeRequest {
  const wanted = instruments.map(({ figi, instrumentId, depth, orderBookType }): Wanted => {
    const badDepth = DEPTHS.includes(depth) ? null : SUBSCRIPTION_STATUS_DEPTH_IS_INVALID;
    const { ORDERBOOK_TYPE_UNSPECIFIED, ORDERBOOK_TYPE_EXCHANGE, ORDERBOOK_TYPE_DEALER } = OrderBookType;
    const type = orderBookType === ORDERBOOK_TYPE_UNSPECIFIED ? ORDERBOOK_TYPE_EXCHANGE : orderBookType;
    return {
      figi,
      instrumentId,
      name: `${depth}:${type}`,
      echo: { depth, orderBookType },
      fault: isMember(OrderBookType, orderBookType) ? badDepth : SUBSCRIPTION_STATUS_SOURCE_IS_INVALID,
      subject: (instrument) => (type === ORDERBOOK_TYPE_DEALER ? null : { kind: 'depth', instrument, levels: depth }),
    };
  });
  return { kind: 'orderBook', action, wanted, echo: {} };
}

function tradesRequest(request: SubscribeTradesRequest): SubscribeRequest {
  const { subscriptionAction: action, instruments, tradeSource, withOpenInterest } = request;
  const wanted = instruments.map(
    ({ figi, instrumentId }): Wanted => ({
      figi,
      instrumentId,
      name: '',
      echo: { withOpenInterest },
      fault: isMember(TradeSourceType, tradeSource) ? null : SUBSCRIPTION_STATUS_SOURCE_IS_INVALID,
      subject: (instrument) =>
        tradeSource === TradeSourceType.TRADE_SOURCE_DEALER ? null : { kind: 'trades', instrument },
    }),
  );
  return { kind: 'trades', action, wanted, echo: { tradeSource } };
}

interface PlainRequest {
  readonly subscriptionAction: SubscriptionAction;
  readonly instruments: readonly { readonly figi: string; readonly instrumentId: string }[];
}

function plainRequest(
  kind: 'info' | 'lastPrice',
  subject: 'status' | 'last',
  { subscriptionAction: action, instruments }: PlainRequest,
): SubscribeRequest {
  const wanted = instruments.map(
    ({ figi, instrumentId }): Wanted => ({
      figi,
      instrumentId,
      name: '',
      echo: {},
      fault: null,
      subject: (instrument) => ({ kind: subject, instrument }),
    }),
  );
  return { kind, action, wanted, echo: {} };
}

/** Whether an enum of the contract has this value. */
function isMember(values: object, value: number): boolean {
  return value >= 0 && value in values;
}
