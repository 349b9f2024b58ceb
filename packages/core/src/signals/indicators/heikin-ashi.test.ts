import { describe, expect, it } from 'vitest';
import { HeikinAshi } from './heikin-ashi.ts';

describe('Heikin-Ashi candles', () => {
  it('close at the mean of four prices, open in the middle of the one before: rises and falls in a row, by hand', () => {
    const heikinAshi = new HeikinAshi();
    const runs = [
      // opens (100 + 104) / 2 = 102, closes 412 / 4 = 103: rises
      [100, 108, 100, 104],
      // opens 102.5, closes 424 / 4 = 106
      [104, 110, 104, 106],
      // opens 104.25, closes 417 / 4 = 104.25: neither
      [106, 106, 102, 103],
      // opens 104.25, closes 400 / 4 = 100
      [103, 103, 96, 98],
      // opens 102.125, closes 404 / 4 = 101
      [98, 104, 98, 104],
    ].map(([open, high, low, close], time) => {
      heikinAshi.push({ time, open, high, low, close, volume: 1 } as Parameters<HeikinAshi['push']>[0]);
      return Number(heikinAshi.lines?.[0]);
    });
    expect(runs).toEqual([1, 2, 0, -1, -2]);
  });
});
