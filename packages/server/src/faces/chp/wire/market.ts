import {
  type DepthLevel,
  decimals,
  depth,
  formatDecimal,
  type Instrument,
  type InstrumentMarket,
  type InstrumentsState,
  MAX_DEPTH,
  moneyToText,
  parseDecimal,
} from '@outcry/core';
import { type Candle, endStamp } from '../../../marketdata/index.ts';
import { smartcomName } from '../parts.ts';
import type { TapeTrade } from '../trade-tape.ts';
import { BAR_INTERVALS, type BarInterval } from './intervals.ts';
import { decimal, integer, type Json, numbered, ONE, object, pieces, price, priceStep, text, ZERO } from './json.ts';
import { dayText, MOSCOW_OFFSET_MS, moscowTime, NO_TIME } from './time.ts';

const DAY_MS = 86_400_000;

/**
 * A quote in the meanings of `chp.md` 6.3: `close` is the close of the session before, `bidSize` and `askSize` are all that
 * rests on a side. What the platform does not know is 0.
 */
export function quoteRow(
  state: InstrumentsState,
  symbol: string,
  instrument: Instrument,
  market: InstrumentMarket | undefined,
): Json {
  const traded = market !== undefined && market.lastAt > 0 ? market : undefined;
  const at = (steps: number | undefined): Json => (steps === undefined ? ZERO : price(instrument, steps));
  const of = (steps: number | undefined): Json => (steps === undefined ? ZERO : pieces(instrument, steps));
  const bids = depth(market, 'bids', MAX_DEPTH);
  const asks = depth(market, 'asks', MAX_DEPTH);
  const margin = marginPerContract(state, instrument);
  return object({
    symbol: text(symbol),
    datetime: traded === undefined ? NO_TIME : moscowTime(traded.lastAt),
    open: at(dayFigure(market, 'open')),
    high: at(dayFigure(market, 'high')),
    low: at(dayFigure(market, 'low')),
    close: at(market?.hasPreviousClose ? market.previousClose : undefined),
    last: at(traded?.last),
    volume: of(market?.volume),
    size: of(traded?.lastSize),
    bid: at(bids[0]?.price),
    ask: at(asks[0]?.price),
    bidSize: of(total(bids)),
    askSize: of(total(asks)),
    open_Int: ZERO,
    go_Buy: margin,
    go_Sell: margin,
    go_Base: ZERO,
    go_Base_Backed: ZERO,
    high_Limit: ZERO,
    low_Limit: ZERO,
    trading_Status: market?.status === 'normal' ? ZERO : ONE,
    volat: ZERO,
    theor_Price: ZERO,
    step_Price: instrument.settlement === 'futures' ? stepCost(instrument) : ONE,
  });
}

function dayFigure(market: InstrumentMarket | undefined, figure: 'open' | 'high' | 'low'): number | undefined {
  return market === undefined || market.day < 0 ? undefined : market[figure];
}

function total(levels: readonly DepthLevel[]): number {
  return levels.reduce((sum, { size }) => sum + size, 0);
}

function marginPerContract(state: InstrumentsState, instrument: Instrument): Json {
  const quote = state.assets[instrument.quote];
  if (instrument.settlement !== 'futures' || quote === undefined) return ZERO;
  return decimal(moneyToText(quote, instrument.initialMargin));
}

/** Money of one price step of one piece. */
function stepCost({ priceStep: step, spec }: Instrument): Json {
  const multiplier = parseDecimal(spec.multiplier ?? '1') ?? step;
  return decimal(formatDecimal(decimals.multiply(step, multiplier)));
}

/** The displayed book, a row for each level, best first; a side that has no such level is 0 (`chp.md` 6.5). */
export function bookRows(symbol: string, instrument: Instrument, market: InstrumentMarket | undefined): Json[] {
  const bids = depth(market, 'bids', MAX_DEPTH);
  const asks = depth(market, 'asks', MAX_DEPTH);
  const levels = Math.max(bids.length, asks.length);
  const named = text(symbol);
  return Array.from({ length: levels }, (_, row) => {
    const [bid, ask] = [bids[row], asks[row]];
    return object({
      symbol: named,
      row: integer(row),
      nrows: integer(levels),
      bid: bid === undefined ? ZERO : price(instrument, bid.price),
      bidSize: bid === undefined ? ZERO : pieces(instrument, bid.size),
      ask: ask === undefined ? ZERO : price(instrument, ask.price),
      askSize: ask === undefined ? ZERO : pieces(instrument, ask.size),
    });
  });
}

/** A trade of the market: `action` is the side that took, 0 when nobody knows (`chp.md` 6.4). */
export function tickFields(symbol: string, instrument: Instrument, trade: TapeTrade): Readonly<Record<string, Json>> {
  return {
    symbol: text(symbol),
    dateTime: moscowTime(trade.at),
    price: price(instrument, trade.price),
    volume: pieces(instrument, trade.size),
    tradeNo: text(trade.number),
    action: trade.aggressor === null ? ZERO : integer(trade.aggressor === 'buy' ? 1 : 2),
  };
}

/** Bars cut in Moscow time; `datetime` is the end of the bar (`chp.md` 6.1). */
export function barRows(
  symbol: string,
  instrument: Instrument,
  interval: BarInterval,
  bars: readonly Candle[],
): Json[] {
  return numbered(bars, (bar) => ({
    symbol: text(symbol),
    interval: integer(interval),
    datetime: moscowTime(endStamp(bar.time, BAR_INTERVALS[interval], 'moscow')),
    open: price(instrument, bar.open),
    high: price(instrument, bar.high),
    low: price(instrument, bar.low),
    close: price(instrument, bar.close),
    volume: pieces(instrument, bar.volume),
    openInt: ZERO,
  }));
}

/** SmartCOM's letters for a kind of instrument; only FUT has been seen (`chp.md` 6.2), the others are our choice. */
const KINDS = { share: 'STK', etf: 'ETF', bond: 'BND', future: 'FUT', crypto: 'CRYPTO', currency: 'CUR' } as const;

/** The catalogue at market time `now`. */
export function symbolRows(instruments: readonly Instrument[], now: number): Json[] {
  const today = Math.floor((now + MOSCOW_OFFSET_MS) / DAY_MS);
  return numbered(instruments, (instrument) => {
    const { spec } = instrument;
    const name = smartcomName(instrument);
    const expiry = spec.future?.lastTradeDate ?? spec.bond?.maturityDate;
    const left = expiry === undefined ? 0 : Date.parse(`${expiry}T00:00:00Z`) / DAY_MS - today;
    const step = priceStep(instrument);
    return {
      symbol: text(name),
      short_name: text(name),
      long_name: text(spec.titleRu ?? spec.title),
      type: text(KINDS[spec.kind]),
      decimals: integer(step.includes('.') ? step.length - step.indexOf('.') - 1 : 0),
      lot_size: pieces(instrument, 1),
      punkt: stepCost(instrument),
      step,
      sec_ext_id: spec.ids.isin === undefined ? ('null' as Json) : text(spec.ids.isin),
      sec_exch_name: text(spec.ids.classCode),
      expiryDate: dayText(expiry),
      days_before_expiry: integer(Math.max(0, left)),
      strike: ZERO,
    };
  });
}
