import { type Instrument, type MarketTrade, recentTrades } from '@outcry/core';
import type { TimedTick } from '../../feeds/index.ts';
import type { Candle } from '../../marketdata/index.ts';
import type { ChpParts } from './parts.ts';

/** Trades kept of each instrument as they came; older ones are told from bars. */
const KEPT_TRADES = 1_000;
/** Most trades of one answer. */
export const MAX_TRADES = 10_000;
/** Bars that older trades are told from, seconds. */
const BAR_SECONDS = 5;
const BAR_MS = BAR_SECONDS * 1_000;
/** Numbers of one millisecond's trades. */
const NUMBERS_PER_MS = 1_000;

/** A trade of the outside market with its number: unique for its instrument, growing with time. */
export interface TapeTrade extends MarketTrade {
  readonly number: string;
}

/** The newest trades of an instrument, oldest first. */
class InstrumentTrades {
  trades: TapeTrade[] = [];
  #lastAt = -1;
  #inMs = 0;

  add(trade: MarketTrade): TapeTrade {
    this.#inMs = trade.at === this.#lastAt ? Math.min(this.#inMs + 1, NUMBERS_PER_MS - 1) : 0;
    this.#lastAt = trade.at;
    const numbered = { ...trade, number: numberOf(trade.at, this.#inMs) };
    this.trades.push(numbered);
    if (this.trades.length >= 2 * KEPT_TRADES) this.trades = this.trades.slice(-KEPT_TRADES);
    return numbered;
  }
}

/** The trades of the outside market, for everybody who asks what has been traded since when. */
export class TradeTape {
  readonly #parts: Pick<ChpParts, 'engine' | 'candles'>;
  readonly #byInstrument = new Map<number, InstrumentTrades>();

  constructor(parts: Pick<ChpParts, 'engine' | 'candles'>) {
    this.#parts = parts;
    parts.engine.market(({ market }) => {
      for (const known of market.markets) {
        if (known === undefined) continue;
        const kept = this.#of(known.instrument);
        for (const trade of recentTrades(known, KEPT_TRADES).reverse()) kept.add(trade);
      }
    });
  }

  /** Takes in market data; answers its trades with their numbers. */
  take(ticks: readonly TimedTick[]): { instrument: number; trade: TapeTrade }[] {
    const taken: { instrument: number; trade: TapeTrade }[] = [];
    for (const { at, tick } of ticks) {
      if (tick.kind !== 'trade') continue;
      const { instrument, price, size, aggressor = null } = tick;
      taken.push({ instrument, trade: this.#of(instrument).add({ at, price, size, aggressor }) });
    }
    return taken;
  }

  /** The last `count` trades at `from` or before it, newest first. */
  async backwards(instrument: Instrument, from: number, count: number): Promise<TapeTrade[]> {
    const kept = this.#of(instrument.id).trades;
    const found: TapeTrade[] = [];
    for (let i = kept.length - 1; i >= 0 && found.length < count; i--) {
      const trade = kept[i] as TapeTrade;
      if (trade.at <= from) found.push(trade);
    }
    if (found.length === count) return found;
    const to = Math.min(from + 1, beginningOf(kept, this.#parts.engine.now));
    const bars = await this.#bars(instrument, 0, to, count - found.length, true);
    const older = bars.flatMap((bar) => tradesOf(bar).reverse());
    return [...found, ...older.filter(({ at }) => at <= from)].slice(0, count);
  }

  /** The first `count` trades at `from` or after it, oldest first. */
  async forwards(instrument: Instrument, from: number, count: number): Promise<TapeTrade[]> {
    const kept = [...this.#of(instrument.id).trades];
    const end = beginningOf(kept, this.#parts.engine.now);
    const begin = Math.max(0, Math.floor(from / BAR_MS) * BAR_MS);
    const bars = begin < end ? await this.#bars(instrument, begin, end, count + 1, false) : [];
    const all = [...bars.flatMap(tradesOf), ...kept];
    return all.filter(({ at }) => at >= from).slice(0, count);
  }

  async #bars(
    { id }: Instrument,
    from: number,
    to: number,
    limit: number,
    newestFirst: boolean,
  ): Promise<readonly Candle[]> {
    if (to <= from) return [];
    const wanted = { instrument: id, interval: BAR_SECONDS, from, to, newestFirst };
    return this.#parts.candles.candles({ ...wanted, limit: Math.min(limit, MAX_TRADES) });
  }

  #of(instrument: number): InstrumentTrades {
    let kept = this.#byInstrument.get(instrument);
    if (kept === undefined) {
      kept = new InstrumentTrades();
      this.#byInstrument.set(instrument, kept);
    }
    return kept;
  }
}

/** Bars that open before this moment hold no trade that is kept. */
function beginningOf(kept: readonly TapeTrade[], now: number): number {
  return Math.floor((kept[0]?.at ?? now) / BAR_MS) * BAR_MS;
}

/**
 * The trades of a bar as far as a bar tells them: at its open, its extremes and its close, with all of its volume. Who took
 * is not known.
 */
function tradesOf({ time, open, high, low, close, volume }: Candle): TapeTrade[] {
  const down = close < open;
  const prices = [open as number];
  for (const extreme of down ? [high, low] : [low, high])
    if (extreme !== prices[prices.length - 1]) prices.push(extreme);
  if (close !== prices[prices.length - 1]) prices.push(close);
  const count = Math.min(prices.length, volume);
  const share = Math.floor(volume / count);
  return prices.slice(0, count).map((price, index) => {
    const at = time + Math.floor((index * BAR_MS) / count);
    const size = index === 0 ? volume - share * (count - 1) : share;
    return { at, price, size, aggressor: null, number: numberOf(at, 0) };
  });
}

function numberOf(at: number, inMs: number): string {
  return String(BigInt(at) * BigInt(NUMBERS_PER_MS) + BigInt(inMs));
}
