import type { CoreState, InstrumentMarket } from '@outcry/core';
import {
  type Candle,
  CandleSource,
  type OrderBook,
  OrderBookType,
  type SubscriptionInterval,
  type TradingStatus,
} from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import type { Candle as StoredCandle } from '../../../marketdata/index.ts';
import type { Listed } from '../listing.ts';
import { idsOf, levels, marketPrice, priceLimits } from './market.ts';
import { orderFlags, tradingStatusOf } from './trading-status.ts';

/** A candle as streams show it; `market` is its instrument's as it is now. */
export function streamCandle(
  listed: Listed,
  interval: SubscriptionInterval,
  candle: StoredCandle,
  market: InstrumentMarket | undefined,
): Candle {
  return {
    ...idsOf(listed),
    interval,
    open: marketPrice(listed, candle.open),
    high: marketPrice(listed, candle.high),
    low: marketPrice(listed, candle.low),
    close: marketPrice(listed, candle.close),
    volume: candle.volume,
    time: new Date(candle.time),
    lastTradeTs: lastTradeIn(candle, market),
    volumeBuy: 0,
    volumeSell: 0,
    candleSourceType: CandleSource.CANDLE_SOURCE_EXCHANGE,
  };
}

/** When the last trade of a candle was; undefined when it is not among the trades that are remembered. */
function lastTradeIn({ time, end }: StoredCandle, market: InstrumentMarket | undefined): Date | undefined {
  const last = market?.trades.findLast(({ at }) => at < end);
  return last === undefined || last.at < time ? undefined : new Date(last.at);
}

export function streamBook(listed: Listed, market: InstrumentMarket | undefined, depth: number): OrderBook {
  return {
    ...idsOf(listed),
    depth,
    isConsistent: true,
    bids: levels(listed, market, 'bids', depth),
    asks: levels(listed, market, 'asks', depth),
    time: new Date(market?.updatedAt ?? 0),
    ...priceLimits(listed),
    orderBookType: OrderBookType.ORDERBOOK_TYPE_EXCHANGE,
  };
}

/** `time`: market time, ms UTC. */
export function streamStatus(
  state: Pick<CoreState, 'instruments' | 'market'>,
  listed: Listed,
  time: number,
): TradingStatus {
  const tradingStatus = tradingStatusOf(state, listed);
  const { limitOrderAvailableFlag, marketOrderAvailableFlag } = orderFlags(tradingStatus);
  return { ...idsOf(listed), tradingStatus, time: new Date(time), limitOrderAvailableFlag, marketOrderAvailableFlag };
}
