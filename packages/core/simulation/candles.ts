import type { SignalCandle, SignalHistory, Tick } from '../src/index.ts';
import { START } from './listing.ts';

const LENGTHS: Readonly<Record<string, number>> = { '1m': 60_000, '1h': 3_600_000 };

type Trade = Extract<Tick, { kind: 'trade' }> & { readonly at: number };

/** The archive of a feed: all trades that it has told, and what was before the world began. */
export class CandleArchive {
  readonly #trades = new Map<number, Trade[]>();

  add(tick: Tick, at: number): void {
    if (tick.kind !== 'trade') return;
    const trades = this.#trades.get(tick.instrument);
    if (trades === undefined) this.#trades.set(tick.instrument, [{ ...tick, at }]);
    else trades.push({ ...tick, at });
  }

  /** Candles up to this moment, the one under construction included; null for intervals that nobody keeps. */
  of({ instrument, interval, bars }: SignalHistory, at: number): SignalCandle[] | null {
    const length = LENGTHS[interval];
    const trades = (this.#trades.get(instrument) ?? []).filter((trade) => trade.at <= at);
    const [first] = trades;
    if (length === undefined || first === undefined) return null;
    const candles = new Map<number, { -readonly [Field in keyof SignalCandle]: SignalCandle[Field] }>();
    for (let back = bars; back > 0; back--) {
      const price = first.price + (((back * 7_919) % 41) - 20) * Math.ceil(first.price / 2_000);
      const time = Math.floor(START / length) * length - back * length;
      candles.set(time, { time, open: price, high: price + 2, low: price - 2, close: price, volume: 5 });
    }
    for (const { price, size, at: when } of trades.sort((a, b) => a.at - b.at)) {
      const time = Math.floor(when / length) * length;
      const candle = candles.get(time) ?? { time, open: price, high: price, low: price, close: price, volume: 0 };
      candle.high = Math.max(candle.high, price);
      candle.low = Math.min(candle.low, price);
      candle.close = price;
      candle.volume += size;
      candles.set(time, candle);
    }
    return [...candles.values()];
  }
}
