import type { Price, Quantity } from '@outcry/core';
import type { Bar } from './feed.ts';

/** Opening time of the bar that holds `time`: bars of `length` ms counted from midnight of a zone `dayOffset` ms ahead of UTC. */
export function openingTime(time: number, length: number, dayOffset: number): number {
  return Math.floor((time + dayOffset) / length) * length - dayOffset;
}

/** Joins bars or trades, given in time order, into bars of one longer interval; exact, and nothing is put into gaps. */
export class BarJoiner {
  private readonly bars: Bar[] = [];
  private readonly length: number;
  private readonly dayOffset: number;
  private time = Number.NaN;
  private open = 0;
  private high = 0;
  private low = 0;
  private close = 0;
  private volume = 0;

  /** `length` in milliseconds. */
  constructor(length: number, dayOffset: number) {
    this.length = length;
    this.dayOffset = dayOffset;
  }

  /** Adds one bar or, with four equal prices, one trade. Without volume nothing was traded and nothing is added. */
  add(at: number, open: number, high: number, low: number, close: number, volume: number): void {
    if (volume === 0) return;
    const time = openingTime(at, this.length, this.dayOffset);
    if (time !== this.time) {
      this.flush();
      this.time = time;
      this.open = open;
      this.high = high;
      this.low = low;
      this.volume = 0;
    }
    if (high > this.high) this.high = high;
    if (low < this.low) this.low = low;
    this.close = close;
    this.volume += volume;
  }

  /** All bars so far, the one under construction included. */
  finish(): Bar[] {
    this.flush();
    return this.bars;
  }

  private flush(): void {
    if (Number.isNaN(this.time)) return;
    this.bars.push({
      time: this.time,
      open: this.open as Price,
      high: this.high as Price,
      low: this.low as Price,
      close: this.close as Price,
      volume: this.volume as Quantity,
    });
    this.time = Number.NaN;
  }
}
