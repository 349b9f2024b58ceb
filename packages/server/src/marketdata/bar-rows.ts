import type { Price, Quantity } from '@outcry/core';
import type { Bar } from '../feeds/feed.ts';

/** Bars as they travel between threads: numbers one after the other, `width` of them a bar. */
const BAR_WIDTH = 6;

/** Time, open, high, low, close and volume of each bar. */
export function packBars(bars: readonly Bar[]): Float64Array {
  const packed = new Float64Array(bars.length * BAR_WIDTH);
  bars.forEach((bar, index) => {
    packed.set([bar.time, bar.open, bar.high, bar.low, bar.close, bar.volume], index * BAR_WIDTH);
  });
  return packed;
}

export function unpackBars(packed: Float64Array): Bar[] {
  const bars: Bar[] = [];
  for (let at = 0; at < packed.length; at += BAR_WIDTH) {
    const [time, open, high, low, close, volume] = packed.subarray(at, at + BAR_WIDTH) as unknown as BarNumbers;
    bars.push(barOf(time, open, high, low, close, volume));
  }
  return bars;
}

/** Time, open, high, low, close, volume. */
export type BarNumbers = [number, number, number, number, number, number];

export function barOf(time: number, open: number, high: number, low: number, close: number, volume: number): Bar {
  return {
    time,
    open: open as Price,
    high: high as Price,
    low: low as Price,
    close: close as Price,
    volume: volume as Quantity,
  };
}
