/** What was traded in one interval: prices in price steps, volume in quantity steps of the instrument. */
export interface SignalCandle {
  /** Opening time, ms UTC. */
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** A candle under construction. */
export type OpenCandle = { -readonly [Field in keyof SignalCandle]: SignalCandle[Field] };

/** The candle that begins with a trade. */
export function candleOf(time: number, price: number, size: number): OpenCandle {
  return { time, open: price, high: price, low: price, close: price, volume: size };
}

/** Adds a trade. */
export function addTrade(candle: OpenCandle, price: number, size: number): void {
  if (price > candle.high) candle.high = price;
  if (price < candle.low) candle.low = price;
  candle.close = price;
  candle.volume = sum(candle.volume, size);
}

/** One candle of an earlier and a later part of the same interval. */
export function joined(earlier: SignalCandle, later: SignalCandle): OpenCandle {
  return {
    time: earlier.time,
    open: earlier.open,
    high: Math.max(earlier.high, later.high),
    low: Math.min(earlier.low, later.low),
    close: later.close,
    volume: sum(earlier.volume, later.volume),
  };
}

/** Volume stops growing where it would no longer be exact. */
function sum(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}
