import {
  bestAsk,
  bestBid,
  type DepthLevel,
  depth,
  type Instrument,
  type InstrumentMarket,
  type MarketTrade,
  priceToText,
  quantityToText,
} from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import type { Candle, CandleInterval } from '../../../marketdata/index.ts';
import { DecimalText, momentToText, nullable, oneOf, TimeText, timeToText } from './primitives.ts';

const DAY_MS = 86_400_000;

export const MarketAnswer = Type.Object({
  instrument: Type.String(),
  status: oneOf(['normal', 'break', 'closed']),
  last: nullable(DecimalText),
  lastSize: nullable(DecimalText),
  lastAt: nullable(TimeText),
  bid: nullable(DecimalText),
  bidSize: nullable(DecimalText),
  ask: nullable(DecimalText),
  askSize: nullable(DecimalText),
  day: nullable(Type.String({ description: 'the trading day that open, high, low and volume belong to' })),
  open: nullable(DecimalText),
  high: nullable(DecimalText),
  low: nullable(DecimalText),
  volume: nullable(DecimalText),
  previousClose: nullable(DecimalText),
  updatedAt: nullable(TimeText),
});
export type MarketAnswer = Static<typeof MarketAnswer>;

/** What is known of an instrument's market; all null before the feed has said anything. */
export function marketAnswer(instrument: Instrument, market: InstrumentMarket | undefined): MarketAnswer {
  const price = priceWriter(instrument);
  const size = sizeWriter(instrument);
  const bid = bestBid(market);
  const ask = bestAsk(market);
  const traded = market !== undefined && market.lastAt > 0 ? market : null;
  return {
    instrument: instrument.symbol,
    status: market?.status ?? 'closed',
    last: traded === null ? null : price(traded.last),
    lastSize: traded === null ? null : size(traded.lastSize),
    lastAt: traded === null ? null : timeToText(traded.lastAt),
    bid: bid === undefined ? null : price(bid.price),
    bidSize: bid === undefined ? null : size(bid.size),
    ask: ask === undefined ? null : price(ask.price),
    askSize: ask === undefined ? null : size(ask.size),
    day: traded === null ? null : timeToText(traded.day * DAY_MS).slice(0, 10),
    open: traded === null ? null : price(traded.open),
    high: traded === null ? null : price(traded.high),
    low: traded === null ? null : price(traded.low),
    volume: traded === null ? null : size(traded.volume),
    previousClose: market?.hasPreviousClose === true ? price(market.previousClose) : null,
    updatedAt: momentToText(market?.updatedAt ?? 0),
  };
}

const Level = Type.Object({ price: DecimalText, size: DecimalText });

export const BookAnswer = Type.Object({
  instrument: Type.String(),
  status: oneOf(['normal', 'break', 'closed']),
  bids: Type.Array(Level, { description: 'best first' }),
  asks: Type.Array(Level, { description: 'best first' }),
  updatedAt: nullable(TimeText),
});
export type BookAnswer = Static<typeof BookAnswer>;

export function bookAnswer(instrument: Instrument, market: InstrumentMarket | undefined, levels: number): BookAnswer {
  const price = priceWriter(instrument);
  const size = sizeWriter(instrument);
  const level = (each: DepthLevel): Static<typeof Level> => ({ price: price(each.price), size: size(each.size) });
  return {
    instrument: instrument.symbol,
    status: market?.status ?? 'closed',
    bids: depth(market, 'bids', levels).map(level),
    asks: depth(market, 'asks', levels).map(level),
    updatedAt: momentToText(market?.updatedAt ?? 0),
  };
}

export const TradeAnswer = Type.Object({
  at: TimeText,
  price: DecimalText,
  size: DecimalText,
  aggressor: nullable(oneOf(['buy', 'sell'], 'who took liquidity, when the feed knows it')),
});
export type TradeAnswer = Static<typeof TradeAnswer>;

export function tradeAnswer(instrument: Instrument, trade: MarketTrade): TradeAnswer {
  return {
    at: timeToText(trade.at),
    price: priceToText(instrument, trade.price as never),
    size: quantityToText(instrument, trade.size as never),
    aggressor: trade.aggressor,
  };
}

/** Candle intervals by name: seconds, or a part of the calendar. */
export const INTERVALS = {
  '5s': 5,
  '10s': 10,
  '15s': 15,
  '30s': 30,
  '1m': 60,
  '2m': 120,
  '3m': 180,
  '5m': 300,
  '10m': 600,
  '15m': 900,
  '30m': 1_800,
  '1h': 3_600,
  '2h': 7_200,
  '4h': 14_400,
  '1d': 86_400,
  '1w': 'week',
  '1M': 'month',
} as const satisfies Readonly<Record<string, CandleInterval>>;
export type IntervalName = keyof typeof INTERVALS;
export const INTERVAL_NAMES = Object.keys(INTERVALS) as [IntervalName, ...IntervalName[]];

export const CandleAnswer = Type.Object({
  time: Type.String({ description: 'its opening, ISO 8601' }),
  open: DecimalText,
  high: DecimalText,
  low: DecimalText,
  close: DecimalText,
  volume: DecimalText,
  complete: Type.Boolean({ description: 'false: it may still change' }),
});
export type CandleAnswer = Static<typeof CandleAnswer>;

export function candleAnswer(instrument: Instrument, candle: Candle): CandleAnswer {
  const price = priceWriter(instrument);
  return {
    time: timeToText(candle.time),
    open: price(candle.open),
    high: price(candle.high),
    low: price(candle.low),
    close: price(candle.close),
    volume: quantityToText(instrument, candle.volume),
    complete: candle.complete,
  };
}

function priceWriter(instrument: Instrument): (steps: number) => string {
  return (steps) => priceToText(instrument, steps as never);
}

function sizeWriter(instrument: Instrument): (steps: number) => string {
  return (steps) => quantityToText(instrument, steps as never);
}
