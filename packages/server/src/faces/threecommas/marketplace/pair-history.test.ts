import { PastSignals, type SignalCandle } from '@outcry/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ITEMS } from './items.ts';
import { PairHistory } from './pair-history.ts';

const HOUR = 3_600_000;
const RISES = ITEMS.find(({ name }) => name === 'Heikin-Ashi-1 1h')?.sides ?? [];

test('candles that are joined later tell the same as all of them at once; only the newest 250 are told of', () => {
  const run = fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 320, maxLength: 400 }), (moves) => {
    let close = 5_000;
    const candles = moves.map((move, n): SignalCandle => {
      const open = close;
      close += move;
      return { time: n * HOUR, open, high: Math.max(open, close), low: Math.min(open, close), close, volume: 1 };
    });
    const history = new PairHistory(RISES);
    const past = new PastSignals(RISES.map(({ condition }) => condition));
    const all = candles.flatMap((candle) => past.push(candle));
    for (const [n, candle] of candles.entries()) {
      history.push(candle);
      // whoever looks in between changes nothing
      if (n % 7 === 0) history.told.at(-1);
    }
    const first = candles.at(-250)?.time ?? 0;
    expect(history.told.map(({ at, condition }) => [at, condition])).toEqual(
      all.filter(({ candle }) => candle.time >= first).map(({ at, condition }) => [at, condition]),
    );
    expect([history.newest, history.isWhole]).toEqual([candles.at(-1)?.time, candles.length >= history.wanted]);
  });
  fc.assert(run, { numRuns: 30 });
});
