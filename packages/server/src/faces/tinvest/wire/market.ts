import { type CoreState, depth, type InstrumentMarket, MAX_DEPTH, type MarketTrade } from '@outcry/core';
import {
  CandleInterval,
  CandleSource,
  type GetOrderBookResponse,
  type GetTradingStatusResponse,
  type HistoricCandle,
  type LastPrice,
  LastPriceType,
  type Order,
  type Trade,
  TradeDirection,
  TradeSourceType,
} from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import type { Candle, CandleInterval as StoredInterval } from '../../../marketdata/index.ts';
import type { Listed } from '../listing.ts';
import { quotationOf, wholeQuotation } from './numbers.ts';
import { quotedPrice } from './prices.ts';
import { orderFlags, tradingStatusOf } from './trading-status.ts';

/** The ids under which every message names its instrument. */
export function idsOf({ figi, uid, ticker, classCode }: Listed) {
  return { figi, instrumentUid: uid, ticker, classCode };
}

/** A price of the core as market data shows it: in the instrument's own quotation. */
export function marketPrice({ instrument }: Listed, steps: number) {
  const { coefficient, scale } = instrument.priceStep;
  return wholeQuotation(steps * Number(coefficient), scale) ?? quotationOf(quotedPrice(instrument, steps));
}

export function tradingStatusMessage(
  state: Pick<CoreState, 'instruments' | 'market'>,
  listed: Listed,
): GetTradingStatusResponse {
  const tradingStatus = tradingStatusOf(state, listed);
  return {
    ...idsOf(listed),
    tradingStatus,
    ...orderFlags(tradingStatus),
    apiTradeAvailableFlag: !state.instruments.delistedAt.has(listed.instrument.id) && listed.instrument.tradable,
    onlyBestPrice: false,
  };
}

/** The last price; without price and time before the first trade. */
export function lastPriceMessage(listed: Listed, market: InstrumentMarket | undefined): LastPrice {
  const traded = market !== undefined && market.lastAt > 0;
  return {
    ...idsOf(listed),
    price: traded ? marketPrice(listed, market.last) : undefined,
    time: traded ? new Date(market.lastAt) : undefined,
    lastPriceType: LastPriceType.LAST_PRICE_EXCHANGE,
  };
}

/** Levels of one side, best first. The quantity step is the lot. */
export function levels(
  listed: Listed,
  market: InstrumentMarket | undefined,
  side: 'bids' | 'asks',
  count: number,
): Order[] {
  return depth(market, side, Math.min(count, MAX_DEPTH)).map(({ price, size }) => ({
    price: marketPrice(listed, price),
    quantity: size,
  }));
}

/** Prices of orders that the market takes at all; none for futures, whose bounds are those of the wire. */
export function priceLimits({ instrument }: Listed) {
  return {
    limitUp: quotationOf(quotedPrice(instrument, instrument.highestPrice)),
    limitDown: quotationOf(quotedPrice(instrument, instrument.lowestPrice)),
  };
}

export function orderBookMessage(
  listed: Listed,
  market: InstrumentMarket | undefined,
  count: number,
): Partial<GetOrderBookResponse> {
  const { price: lastPrice, time: lastPriceTs } = lastPriceMessage(listed, market);
  const closed = market?.hasPreviousClose === true ? market : undefined;
  return {
    ...idsOf(listed),
    depth: count,
    bids: levels(listed, market, 'bids', count),
    asks: levels(listed, market, 'asks', count),
    lastPrice,
    lastPriceTs,
    closePrice: closed === undefined ? undefined : marketPrice(listed, closed.previousClose),
    closePriceTs: closed === undefined ? undefined : closeTime(listed, closed),
    ...priceLimits(listed),
    orderbookTs: new Date(market?.updatedAt ?? 0),
  };
}

const DAY_MS = 86_400_000;

/** The day before ended when this one began. */
export function closeTime({ instrument }: Listed, { day }: InstrumentMarket): Date {
  return new Date(day * DAY_MS - instrument.dayOffset);
}

export function tradeMessage(listed: Listed, { at, price, size, aggressor }: MarketTrade): Trade {
  const { TRADE_DIRECTION_UNSPECIFIED, TRADE_DIRECTION_BUY, TRADE_DIRECTION_SELL } = TradeDirection;
  return {
    ...idsOf(listed),
    direction:
      aggressor === null
        ? TRADE_DIRECTION_UNSPECIFIED
        : aggressor === 'buy'
          ? TRADE_DIRECTION_BUY
          : TRADE_DIRECTION_SELL,
    price: marketPrice(listed, price),
    quantity: size,
    time: new Date(at),
    tradeSource: TradeSourceType.TRADE_SOURCE_EXCHANGE,
  };
}

export function candleMessage(listed: Listed, candle: Candle): HistoricCandle {
  return {
    open: marketPrice(listed, candle.open),
    high: marketPrice(listed, candle.high),
    low: marketPrice(listed, candle.low),
    close: marketPrice(listed, candle.close),
    volume: candle.volume,
    time: new Date(candle.time),
    isComplete: candle.complete,
    candleSource: CandleSource.CANDLE_SOURCE_EXCHANGE,
    volumeBuy: 0,
    volumeSell: 0,
  };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;

/** A candle interval: what it is to the platform, the longest period of one answer and the most candles by `limit` (9.4). */
export interface IntervalRule {
  readonly interval: StoredInterval;
  readonly maxSpan: number;
  readonly maxLimit: number;
}

export const CANDLE_INTERVALS: Readonly<Partial<Record<CandleInterval, IntervalRule>>> = {
  [CandleInterval.CANDLE_INTERVAL_5_SEC]: { interval: 5, maxSpan: 200 * MINUTE_MS, maxLimit: 2_500 },
  [CandleInterval.CANDLE_INTERVAL_10_SEC]: { interval: 10, maxSpan: 200 * MINUTE_MS, maxLimit: 1_250 },
  [CandleInterval.CANDLE_INTERVAL_30_SEC]: { interval: 30, maxSpan: 20 * HOUR_MS, maxLimit: 2_500 },
  [CandleInterval.CANDLE_INTERVAL_1_MIN]: { interval: 60, maxSpan: DAY_MS, maxLimit: 2_400 },
  [CandleInterval.CANDLE_INTERVAL_2_MIN]: { interval: 120, maxSpan: DAY_MS, maxLimit: 1_200 },
  [CandleInterval.CANDLE_INTERVAL_3_MIN]: { interval: 180, maxSpan: DAY_MS, maxLimit: 750 },
  [CandleInterval.CANDLE_INTERVAL_5_MIN]: { interval: 300, maxSpan: WEEK_MS, maxLimit: 2_400 },
  [CandleInterval.CANDLE_INTERVAL_10_MIN]: { interval: 600, maxSpan: WEEK_MS, maxLimit: 1_200 },
  [CandleInterval.CANDLE_INTERVAL_15_MIN]: { interval: 900, maxSpan: 3 * WEEK_MS, maxLimit: 2_400 },
  [CandleInterval.CANDLE_INTERVAL_30_MIN]: { interval: 1_800, maxSpan: 3 * WEEK_MS, maxLimit: 1_200 },
  [CandleInterval.CANDLE_INTERVAL_HOUR]: { interval: 3_600, maxSpan: 92 * DAY_MS, maxLimit: 2_400 },
  [CandleInterval.CANDLE_INTERVAL_2_HOUR]: { interval: 7_200, maxSpan: 92 * DAY_MS, maxLimit: 2_400 },
  [CandleInterval.CANDLE_INTERVAL_4_HOUR]: { interval: 14_400, maxSpan: 92 * DAY_MS, maxLimit: 700 },
  [CandleInterval.CANDLE_INTERVAL_DAY]: { interval: 86_400, maxSpan: 6 * 366 * DAY_MS, maxLimit: 2_400 },
  [CandleInterval.CANDLE_INTERVAL_WEEK]: { interval: 'week', maxSpan: 5 * 366 * DAY_MS, maxLimit: 300 },
  [CandleInterval.CANDLE_INTERVAL_MONTH]: { interval: 'month', maxSpan: 10 * 366 * DAY_MS, maxLimit: 120 },
};
