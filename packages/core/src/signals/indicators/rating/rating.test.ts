import { describe, expect, it } from 'vitest';
import { randomCandles } from '../../../../test/signals/candles.ts';
import { naiveRating } from '../../../../test/signals/naive-rating.ts';
import type { SignalCandle } from '../../candle.ts';
import { movingAverages } from './moving-averages.ts';
import { oscillators } from './oscillators.ts';
import { Rating } from './rating.ts';

/** The grade after every candle. */
function grades(candles: readonly SignalCandle[]): (number | undefined)[] {
  const rating = new Rating();
  return candles.map((candle) => {
    rating.push(candle);
    const [grade] = rating.lines ?? [];
    return grade === undefined ? undefined : Number(grade);
  });
}

/** Closes that move away faster and faster, in candles of one trade. */
function slope(step: number, count: number): SignalCandle[] {
  return Array.from({ length: count }, (_, time) => {
    const close = 1_000_000_000 + step * time * time;
    return { time, open: close, high: close, low: close, close, volume: 1 };
  });
}

describe('technical rating', () => {
  it('has 15 moving averages and 11 oscillators', () => {
    expect(movingAverages()).toHaveLength(15);
    expect(oscillators()).toHaveLength(11);
  });

  it.each([1, 2, 3])('agrees with a plain computation with floats at every candle (%i)', (seed) => {
    const candles = randomCandles(seed, 260);
    const theirs = candles.map((_, i) => naiveRating(candles.slice(0, i + 1)));
    expect(grades(candles)).toEqual(theirs);
    // the walk must not be one in which nothing is ever said
    expect(new Set(theirs).size).toBeGreaterThanOrEqual(4);
  });

  it('begins when all oscillators have a value: the trend needs 50 candles', () => {
    const first = grades(randomCandles(4, 100)).findIndex((grade) => grade !== undefined);
    expect(first).toBe(49);
  });

  it('a market that rises faster and faster is a strong buy, one that falls so a strong sell', () => {
    // averages but Hull's: 14 of 15; momentum rises, MACD above its signal, ultimate oscillator 100: 3 of 11
    expect(grades(slope(1, 700)).at(-1)).toBe(2);
    expect(grades(slope(-1, 700)).at(-1)).toBe(-2);
  });

  it('nothing moves: neutral', () => {
    expect(grades(slope(0, 300)).at(-1)).toBe(0);
  });
});
