import type { Price, Quantity } from '@outcry/core';
import type { Bar, TimedTick } from '../feeds/feed.ts';
import { barOf } from './bar-rows.ts';

/** The naive twin: bars of trades, each looked at alone. `openingOf` gives the opening time of a moment's bar. */
export function naiveBars(ticks: readonly TimedTick[], instrument: number, openingOf: (at: number) => number): Bar[] {
  const trades = new Map<number, { price: number; size: number }[]>();
  for (const { at, tick } of ticks) {
    if (tick.kind !== 'trade' || tick.instrument !== instrument) continue;
    const opening = openingOf(at);
    trades.set(opening, [...(trades.get(opening) ?? []), tick]);
  }
  return [...trades].map(([time, inBar]) => {
    const prices = inBar.map(({ price }) => price);
    const volume = inBar.reduce((sum, { size }) => sum + size, 0);
    const [open, close] = [prices[0] as number, prices.at(-1) as number];
    return barOf(time, open, Math.max(...prices), Math.min(...prices), close, volume);
  });
}

export function trade(at: number, instrument: number, price: number, size: number): TimedTick {
  return { at, tick: { kind: 'trade', instrument, price: price as Price, size: size as Quantity } };
}
