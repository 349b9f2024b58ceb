import { type Instrument, MAX_DEPTH, RECENT_TRADES, recentTrades } from '@outcry/core';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { type Candle, type CandleRequest, ZONES } from '../../../marketdata/index.ts';
import { invalid } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import {
  BookAnswer,
  bookAnswer,
  CandleAnswer,
  type CandleForm,
  candleAnswer,
  INTERVAL_NAMES,
  INTERVALS,
  MarketAnswer,
  marketAnswer,
  STAMPS,
  TradeAnswer,
  tradeAnswer,
} from '../wire/market.ts';
import { nullable, oneOf, optionalTime, strict, TimeRange, TimeText, timeToText } from '../wire/primitives.ts';
import { instrumentNamed } from './access.ts';
import { addRoute } from './add-route.ts';
import { NameParams } from './instruments.ts';

const DEFAULT_DEPTH = 20;
const DEFAULT_TRADES = 100;
const DEFAULT_CANDLES = 300;
const MAX_CANDLES_PER_PAGE = 5_000;

export function marketRoutes(app: FastifyInstance, parts: NativeParts): void {
  addRoute(app, {
    method: 'GET',
    url: '/market/:name',
    right: 'market:read',
    tag: 'market',
    summary: 'Last, bid, ask, figures of the day, status',
    params: NameParams,
    answer: MarketAnswer,
    handle: ({ params }) => {
      const instrument = instrumentNamed(parts, params.name, 'name');
      return parts.engine.market(({ market }) => marketAnswer(instrument, market.markets[instrument.id]));
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/market/:name/book',
    right: 'market:read',
    tag: 'market',
    summary: 'The displayed book',
    description: 'Levels of the outside market that can still be taken, best first.',
    params: NameParams,
    query: strict({
      depth: Type.Optional(
        Type.Integer({ minimum: 1, maximum: MAX_DEPTH, description: `levels a side, ${DEFAULT_DEPTH} unless told` }),
      ),
    }),
    answer: BookAnswer,
    handle: ({ params, query }) => {
      const instrument = instrumentNamed(parts, params.name, 'name');
      const { depth = DEFAULT_DEPTH } = query;
      return parts.engine.market(({ market }) => bookAnswer(instrument, market.markets[instrument.id], depth));
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/market/:name/trades',
    right: 'market:read',
    tag: 'market',
    summary: 'Recent trades, newest first',
    params: NameParams,
    query: strict({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: RECENT_TRADES })) }),
    answer: Type.Object({ instrument: Type.String(), items: Type.Array(TradeAnswer) }),
    handle: ({ params, query }) => {
      const instrument = instrumentNamed(parts, params.name, 'name');
      const trades = parts.engine.market(({ market }) =>
        recentTrades(market.markets[instrument.id], query.limit ?? DEFAULT_TRADES),
      );
      return { instrument: instrument.symbol, items: trades.map((trade) => tradeAnswer(instrument, trade)) };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/market/:name/candles',
    right: 'market:read',
    tag: 'market',
    summary: 'Candles, oldest first',
    description:
      'With `from`: the first `limit` candles that open from there on, and in `next` the `from` of the following call. Without it: the last `limit` ones that open before `to` (now). A stretch without trades has no candle; `gaps` are those in which the platform stood still.',
    params: NameParams,
    query: strict({
      interval: oneOf(INTERVAL_NAMES),
      ...TimeRange,
      zone: Type.Optional(oneOf(ZONES, 'whose midnight cuts candles; the instrument’s calendar unless told')),
      stamp: Type.Optional(oneOf(STAMPS, 'what `time` says: `start` unless told, `end` as SmartCOM stamps')),
      limit: Type.Optional(
        Type.Integer({ minimum: 1, maximum: MAX_CANDLES_PER_PAGE, description: `${DEFAULT_CANDLES} unless told` }),
      ),
    }),
    answer: Type.Object({
      instrument: Type.String(),
      interval: oneOf(INTERVAL_NAMES),
      items: Type.Array(CandleAnswer),
      gaps: Type.Array(Type.Object({ from: TimeText, to: TimeText }), {
        description: 'within what this page tells of, oldest first; at most the newest thousand',
      }),
      next: nullable(TimeText),
    }),
    handle: async ({ params, query }) => candlePage(parts, instrumentNamed(parts, params.name, 'name'), query),
  });
}

interface CandleQuery extends CandleForm {
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
}

async function candlePage(parts: NativeParts, instrument: Instrument, query: CandleQuery) {
  const { interval, zone, limit = DEFAULT_CANDLES } = query;
  const from = optionalTime('from', query.from);
  const to = optionalTime('to', query.to) ?? parts.engine.now + 1;
  if (from !== undefined && from > to) throw invalid('from', 'from: must not be after `to`');
  const about = { instrument: instrument.id, interval: INTERVALS[interval], ...(zone === undefined ? {} : { zone }) };
  const wanted = { ...about, to, includeCurrent: true };
  const found =
    from === undefined
      ? [...(await candles(parts, { ...wanted, from: 0, limit, newestFirst: true }))].reverse()
      : await candles(parts, { ...wanted, from, limit: limit + 1 });
  const next = from === undefined ? undefined : found[limit];
  const items = from === undefined ? found : found.slice(0, limit);
  const gaps = parts.candles.gaps(from ?? items[0]?.time ?? to, next?.time ?? to);
  return {
    instrument: instrument.symbol,
    interval,
    items: items.map((candle) => candleAnswer(instrument, candle, query)),
    gaps: gaps.map(({ begin, until }) => ({ from: timeToText(begin), to: timeToText(until) })),
    next: next === undefined ? null : timeToText(next.time),
  };
}

async function candles(parts: NativeParts, request: CandleRequest): Promise<readonly Candle[]> {
  try {
    return await parts.candles.candles(request);
  } catch (error) {
    if (error instanceof RangeError) throw invalid(null, error.message);
    throw error;
  }
}
