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
  type TradingStatus,
} from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { type Candle, type CandleInterval, endStamp, type Zone } from '../../../marketdata/index.ts';
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
    status: statusOf(market),
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

/** The last trade alone; nulls before the first one. */
export interface LastAnswer {
  readonly instrument: string;
  readonly last: string | null;
  readonly lastSize: string | null;
  readonly lastAt: string | null;
}

export function lastAnswer(instrument: Instrument, market: InstrumentMarket | undefined): LastAnswer {
  const { last, lastSize, lastAt } = marketAnswer(instrument, market);
  return { instrument: instrument.symbol, last, lastSize, lastAt };
}

export interface StatusAnswer {
  readonly instrument: string;
  readonly status: TradingStatus;
}

export function statusAnswer(instrument: Instrument, market: InstrumentMarket | undefined): StatusAnswer {
  return { instrument: instrument.symbol, status: statusOf(market) };
}

/** Before the feed has said anything, trading is closed. */
function statusOf(market: InstrumentMarket | undefined): TradingStatus {
  return market?.status ?? 'closed';
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
    status: statusOf(market),
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
  '3M': 'quarter',
  '1y': 'year',
} as const satisfies Readonly<Record<string, CandleInterval>>;
export type IntervalName = keyof typeof INTERVALS;
export const INTERVAL_NAMES = Object.keys(INTERVALS) as [IntervalName, ...IntervalName[]];

/** What the time of a candle says: its opening, or its end as SmartCOM stamps it. */
export const STAMPS = ['start', 'end'] as const;
export type Stamp = (typeof STAMPS)[number];

/** Which candles, as their reader calls them. */
export interface CandleForm {
  readonly interval: IntervalName;
  readonly zone?: Zone | undefined;
  readonly stamp?: Stamp | undefined;
}

export const CandleAnswer = Type.Object({
  time: Type.String({
    description: 'ISO 8601: its opening; with `stamp=end` its end, of days and longer the last second',
  }),
  open: DecimalText,
  high: DecimalText,
  low: DecimalText,
  close: DecimalText,
  volume: DecimalText,
  complete: Type.Boolean({ description: 'false: it may still change' }),
});
export type CandleAnswer = Static<typeof CandleAnswer>;

export function candleAnswer(instrument: Instrument, candle: Candle, form: CandleForm): CandleAnswer {
  const price = priceWriter(instrument);
  const { interval, zone = instrument.spec.calendar, stamp } = form;
  return {
    time: timeToText(stamp === 'end' ? endStamp(candle.time, INTERVALS[interval], zone) : candle.time),
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
