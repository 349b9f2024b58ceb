import { type Instrument, listInstruments } from '@outcry/core';
import { binsOf } from '../../../marketdata/bins.ts';
import { type Candle, type CandleRequest, MAX_CANDLES } from '../../../marketdata/index.ts';
import { CallError } from '../errors.ts';
import { type ChpParts, instrumentNamed, listed } from '../parts.ts';
import { MAX_TRADES } from '../trade-tape.ts';
import { BAR_INTERVALS, type BarInterval } from '../wire/intervals.ts';
import { type Json, list, numbered } from '../wire/json.ts';
import { barRows, symbolRows, tickFields } from '../wire/market.ts';
import type { ChpRequest } from '../wire/request.ts';
import { MOSCOW_OFFSET_MS, momentFromText } from '../wire/time.ts';
import type { SessionHandler } from './handler.ts';
import { cancel, listen } from './subscriptions.ts';

/** The last moment that is asked for, ms UTC: the beginning of the year 10 000. */
const LAST_MOMENT = 253_402_300_799_999;

const GET_BARS: SessionHandler = {
  right: 'market:read',
  async data({ bridge: { parts }, request }) {
    const since = momentOf(request, 'since');
    const interval = request.integer('interval', 1, 13) as BarInterval;
    const name = request.text('symbol');
    const instrument = instrumentNamed(parts, name);
    const count = countOf(request, MAX_CANDLES);
    return list(barRows(name, instrument, interval, await bars(parts, instrument, interval, since, count)));
  },
};

/** Backwards from the bar that holds `since` for a positive count, newest first; forwards for a negative one. */
async function bars(
  parts: ChpParts,
  instrument: Instrument,
  interval: BarInterval,
  since: number,
  count: number,
): Promise<readonly Candle[]> {
  const about = {
    instrument: instrument.id,
    interval: BAR_INTERVALS[interval],
    zone: 'moscow',
    includeCurrent: true,
  } as const;
  const range: CandleRequest =
    count > 0
      ? { ...about, from: 0, to: since + 1, limit: count, newestFirst: true }
      : {
          ...about,
          from: Math.max(0, binsOf(BAR_INTERVALS[interval], MOSCOW_OFFSET_MS).openingOf(since)),
          to: LAST_MOMENT,
          limit: -count,
        };
  return parts.candles.candles(range);
}

const GET_TRADES: SessionHandler = {
  right: 'market:read',
  async data({ bridge: { parts, desk }, request }) {
    const from = momentOf(request, 'from');
    const name = request.text('symbol');
    const instrument = instrumentNamed(parts, name);
    const count = countOf(request, MAX_TRADES);
    const trades =
      count > 0
        ? await desk.tape.backwards(instrument, from, count)
        : await desk.tape.forwards(instrument, from, -count);
    return list(numbered(trades, (trade) => tickFields(name, instrument, trade)));
  },
};

/** A moment that market data can be asked for; before 1970 is 1970. Throws CallError. */
function momentOf(request: ChpRequest, field: string): number {
  const moment = momentFromText(request.text(field));
  if (moment === null) throw new CallError('badParameters', `Поле ${field}: нужна дата вида 2020-10-10T10:10:10.000.`);
  return Math.min(Math.max(0, moment), LAST_MOMENT);
}

/** How many rows, and in which direction. Throws CallError for 0 and for more than there can be. */
function countOf(request: ChpRequest, most: number): number {
  const count = request.integer('count', -most, most);
  if (count === 0)
    throw new CallError('badParameters', `Поле count: нужно число от 1 до ${most} или от -${most} до -1.`);
  return count;
}

/** The handlers of `Instruments/*`. */
export const INSTRUMENT_HANDLERS = {
  GetBars: GET_BARS,
  GetTrades: GET_TRADES,
  GetSymbols: {
    right: 'market:read',
    data({ bridge: { parts } }) {
      const state = listed(parts);
      const instruments = listInstruments(state).filter(({ id }) => !state.delistedAt.has(id));
      return list(symbolRows(instruments, parts.engine.now));
    },
  },
  ListenQuotes: listen('quotes'),
  CancelQuotes: cancel('quotes'),
  UpdateQuote: {
    right: 'market:read',
    data({ bridge: { desk }, session }) {
      return list(Array.from(session.quotes, ([instrument, name]) => desk.quote(instrument, name)));
    },
  },
  ListenTicks: listen('ticks'),
  CancelTicks: cancel('ticks'),
  AddTick: { right: 'market:read', data: ({ session }) => list(session.unreadTicks.drain()) },
  ListenBidAsks: listen('books'),
  CancelBidAsks: cancel('books'),
  UpdateBidAsk: {
    right: 'market:read',
    data({ bridge: { desk }, session }) {
      const rows: Json[] = [];
      for (const [instrument, name] of session.books) rows.push(...desk.book(instrument, name));
      return list(rows);
    },
  },
} satisfies Record<string, SessionHandler>;
