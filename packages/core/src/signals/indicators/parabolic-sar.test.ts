import { describe, expect, it } from 'vitest';
import { randomCandles } from '../../../test/signals/candles.ts';
import type { SignalCandle } from '../candle.ts';
import { ONE } from '../indicator.ts';
import { ParabolicSar } from './parabolic-sar.ts';

const make = () => new ParabolicSar({ coefficient: 2n, scale: 2 }, { coefficient: 2n, scale: 1 });

/** Candles of highs and lows; the close is in the middle. */
function candles(...spans: [high: number, low: number][]): SignalCandle[] {
  return spans.map(([high, low], time) => {
    const close = (high + low) / 2;
    return { time, open: close, high, low, close, volume: 1 };
  });
}

/** Side and stop written plainly with floats: one array of candles, walked through once. */
function plain(list: readonly SignalCandle[]): [side: number, stop: number][] {
  const [first, second] = list as [SignalCandle, SignalCandle];
  let long = second.close >= first.close;
  let stop = long ? first.low : first.high;
  let extreme = long ? second.high : second.low;
  let part = 0.02;
  const found: [number, number][] = [[long ? 1 : -1, stop]];
  for (let i = 2; i < list.length; i++) {
    const [earlier, before, now] = list.slice(i - 2, i + 1) as [SignalCandle, SignalCandle, SignalCandle];
    stop += part * (extreme - stop);
    if (long) {
      stop = Math.min(stop, before.low, earlier.low);
      if (now.low < stop) {
        [long, stop, extreme, part] = [false, Math.max(extreme, now.high), now.low, 0.02];
      } else if (now.high > extreme) {
        [extreme, part] = [now.high, Math.min(0.2, part + 0.02)];
      }
    } else {
      stop = Math.max(stop, before.high, earlier.high);
      if (now.high > stop) {
        [long, stop, extreme, part] = [true, Math.min(extreme, now.low), now.high, 0.02];
      } else if (now.low < extreme) {
        [extreme, part] = [now.low, Math.min(0.2, part + 0.02)];
      }
    }
    found.push([long ? 1 : -1, stop]);
  }
  return found;
}

describe('parabolic SAR', () => {
  it('moves to the extreme by 2, 4, … percent of the way and changes sides when passed, by hand', () => {
    const sar = make();
    const seen = candles([102, 98], [106, 100], [110, 104], [114, 108], [112, 96]).map((candle) => {
      sar.push(candle);
      return sar.lines;
    });
    expect(seen).toEqual([
      undefined,
      // long, below the first candle
      [1n, 98n * ONE],
      // 98 + 2 % of (106 - 98) = 98.16, but not inside the first candle: 98
      [1n, 98n * ONE],
      // 98 + 4 % of (110 - 98) = 98.48
      [1n, (9_848n * ONE) / 100n],
      // 98.48 + 6 % of (114 - 98.48) = 99.41, passed by 96: short, the stop is the extreme
      [-1n, 114n * ONE],
    ]);
  });

  it('agrees with a plain computation with floats', () => {
    const list = randomCandles(11, 1_000);
    const sar = make();
    const ours = list.map((candle) => {
      sar.push(candle);
      return sar.lines;
    });
    const theirs = plain(list);
    for (const [index, [side, stop]] of theirs.entries()) {
      expect(ours[index + 1]?.[0]).toBe(BigInt(side));
      expect(Number(ours[index + 1]?.[1]) / Number(ONE)).toBeCloseTo(stop, 5);
    }
    expect(theirs.filter(([side], i) => side !== theirs[i - 1]?.[0]).length).toBeGreaterThan(50);
  });
});
