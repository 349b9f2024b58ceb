import type { SignalCandle, SignalInterval } from '../../src/index.ts';
import { endOf, openingOf } from '../../src/signals/interval.ts';

export interface PastTrade {
  readonly at: number;
  readonly price: number;
  readonly size: number;
}

/** All candles of trades in time order, made in one go. */
export function candlesOf(trades: readonly PastTrade[], interval: SignalInterval): SignalCandle[] {
  const bins = new Map<number, PastTrade[]>();
  for (const trade of trades) {
    const opening = openingOf(interval, trade.at);
    bins.set(opening, [...(bins.get(opening) ?? []), trade]);
  }
  return [...bins].map(([time, list]) => {
    const prices = list.map(({ price }) => price);
    return {
      time,
      open: prices[0] as number,
      high: Math.max(...prices),
      low: Math.min(...prices),
      close: prices.at(-1) as number,
      volume: list.reduce((sum, { size }) => sum + size, 0),
    };
  });
}

/** Those that have ended by `now`. */
export function closedCandles(candles: readonly SignalCandle[], interval: SignalInterval, now: number): SignalCandle[] {
  return candles.filter(({ time }) => endOf(interval, time) <= now);
}
