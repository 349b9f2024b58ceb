import { type InstrumentMarket, RECENT_TRADES, recentTrades } from '@outcry/core';
import { InstrumentStatus } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import {
  GetCandlesRequest_CandleSource as CandleSourceType,
  type GetCandlesRequest,
  type GetLastPricesRequest,
  type LastPrice,
  LastPriceType,
  TradeSourceType,
} from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import type { CandleRequest } from '../../../marketdata/index.ts';
import type { ServiceHandlers } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { TInvestError } from '../errors.ts';
import type { Listed } from '../listing.ts';
import {
  CANDLE_INTERVALS,
  candleMessage,
  closeTime,
  type IntervalRule,
  idsOf,
  lastPriceMessage,
  marketPrice,
  orderBookMessage,
  tradeMessage,
  tradingStatusMessage,
} from '../wire/market.ts';
import { fromOf, toOf } from '../wire/period.ts';
import { DAY_MS } from '../wire/schedule.ts';

/** Instruments of one call. */
const MAX_INSTRUMENTS = 3_000;
const MAX_BOOK_DEPTH = 50;
const HOUR_MS = 3_600_000;
/** How far back candles of seconds reach. */
const SECONDS_REACH_MS = 30 * DAY_MS;

/** What is traded at which prices (`tinvest.md` 9). */
export function marketDataService({ parts, listing }: ServiceDesk): ServiceHandlers<'MarketDataService'> {
  const { engine, candles } = parts;
  const marketOf = ({ instrument }: Listed): InstrumentMarket | undefined =>
    engine.market(({ market }) => market.markets[instrument.id]);

  return {
    getTradingStatus: {
      right: 'market:read',
      answer(_call, request) {
        const listed = listing.named(request);
        return engine.market((state) => tradingStatusMessage(state, listed));
      },
    },
    getTradingStatuses: {
      right: 'market:read',
      answer(_call, { instrumentId }) {
        if (instrumentId.length === 0) throw new TInvestError('30237');
        checkCount(instrumentId);
        const known = instrumentId.map((id) => listing.named({ instrumentId: id }));
        return { tradingStatuses: engine.market((state) => known.map((each) => tradingStatusMessage(state, each))) };
      },
    },
    getLastPrices: {
      right: 'market:read',
      answer: (_call, request) => ({ lastPrices: lastPrices(request) }),
    },
    getOrderBook: {
      right: 'market:read',
      answer(_call, { depth, ...request }) {
        const listed = listing.named(request);
        if (depth === 0) throw new TInvestError('30031');
        if (depth < 0 || depth > MAX_BOOK_DEPTH) throw new TInvestError('30032');
        const market = marketOf(listed);
        if (market === undefined) throw new TInvestError('50008');
        return orderBookMessage(listed, market, depth);
      },
    },
    getCandles: {
      right: 'market:read',
      async answer(_call, request) {
        const listed = listing.named(request);
        const wanted = candleRequest(request, listed, engine.now);
        const found = wanted === null ? [] : await candles.candles(wanted);
        const oldestFirst = request.limit === undefined ? found : [...found].reverse();
        return { candles: oldestFirst.map((candle) => candleMessage(listed, candle)) };
      },
    },
    getClosePrices: {
      right: 'market:read',
      answer(_call, { instruments, instrumentStatus }) {
        checkCount(instruments);
        const known =
          instruments.length === 0
            ? shown(instrumentStatus)
            : instruments.map(({ instrumentId }) => listing.named({ instrumentId }));
        return { closePrices: known.map((listed) => closePrice(listed, marketOf(listed))) };
      },
    },
    getLastTrades: {
      right: 'market:read',
      answer(_call, { from, to, tradeSource, ...request }) {
        const listed = listing.named(request);
        if (tradeSource === TradeSourceType.TRADE_SOURCE_DEALER) return { trades: [] };
        const until = toOf(to) ?? engine.now;
        const since = Math.max(fromOf(from) ?? 0, engine.now - HOUR_MS);
        const trades = recentTrades(marketOf(listed), RECENT_TRADES).filter(({ at }) => at >= since && at <= until);
        return { trades: trades.reverse().map((trade) => tradeMessage(listed, trade)) };
      },
    },
  };

  function shown(status: InstrumentStatus = InstrumentStatus.INSTRUMENT_STATUS_UNSPECIFIED): Listed[] {
    const all = status === InstrumentStatus.INSTRUMENT_STATUS_ALL;
    return listing.all().filter((listed) => all || listing.isTradable(listed));
  }

  /** One row for each id, in their order; a row without price for an id that nobody knows (`tinvest.md` 9.2). */
  function lastPrices({ instrumentId, figi, instrumentStatus }: GetLastPricesRequest): Partial<LastPrice>[] {
    const ids = [...instrumentId, ...figi];
    checkCount(ids);
    if (ids.length === 0) {
      const all = shown(instrumentStatus).map((listed) => lastPriceMessage(listed, marketOf(listed)));
      return all.filter(({ price }) => price !== undefined);
    }
    return ids.map((id) => {
      const listed = listing.find(id);
      return listed === undefined
        ? { figi: id, lastPriceType: LastPriceType.LAST_PRICE_EXCHANGE }
        : lastPriceMessage(listed, marketOf(listed));
    });
  }
}

function checkCount(ids: readonly unknown[]): void {
  if (ids.length > MAX_INSTRUMENTS) throw new TInvestError('30218');
}

function closePrice(listed: Listed, market: InstrumentMarket | undefined) {
  if (market?.hasPreviousClose !== true) return idsOf(listed);
  return { ...idsOf(listed), price: marketPrice(listed, market.previousClose), time: closeTime(listed, market) };
}

/** Candles that a request asks for; null: a period in which none fits. Throws TInvestError (`tinvest.md` 9.4). */
function candleRequest(request: GetCandlesRequest, { instrument }: Listed, now: number): CandleRequest | null {
  const rule = CANDLE_INTERVALS[request.interval];
  if (rule === undefined) throw new TInvestError('30011');
  checkSource(request);
  const { limit } = request;
  const from = fromOf(request.from);
  const to = toOf(request.to);
  if (from === undefined && limit === undefined) throw new TInvestError('30228');
  if (to === undefined) throw new TInvestError('30004');
  const about = { instrument: instrument.id, interval: rule.interval, zone: 'utc', includeCurrent: true } as const;
  if (limit !== undefined) {
    if (limit < 1 || limit > rule.maxLimit) throw new TInvestError('30242');
    const since = from ?? 0;
    if (to < since) throw new TInvestError('30012');
    return { ...about, from: since, to, limit, newestFirst: true };
  }
  const span = spanOf(rule, from ?? 0, to, now);
  return span === null ? null : { ...about, ...span };
}

function checkSource({ candleSourceType: source, limit }: GetCandlesRequest): void {
  if (source === undefined || source === CandleSourceType.CANDLE_SOURCE_UNSPECIFIED) return;
  if (!(source in CandleSourceType) || source < 0) throw new TInvestError('30219');
  if (limit !== undefined) throw new TInvestError('30220');
}

/** The period of an answer; null when it is shorter than a candle. That of days counts whole days. Throws TInvestError. */
function spanOf({ interval, maxSpan }: IntervalRule, from: number, to: number, now: number) {
  if (to < from) throw new TInvestError('30012');
  if (to - from > maxSpan) throw new TInvestError('30014');
  if (typeof interval === 'number' && interval < 60 && from < now - SECONDS_REACH_MS) throw new TInvestError('30235');
  if (typeof interval === 'number' && to - from < interval * 1_000) return null;
  if (interval !== 86_400) return { from, to };
  return { from: Math.floor(from / DAY_MS) * DAY_MS, to: Math.ceil(to / DAY_MS) * DAY_MS };
}
