import type { Instrument } from '@outcry/core';
import { expect, test } from 'vitest';
import type { TimedTick } from '../feeds/index.ts';
import type { Candle, CandleRequest } from '../marketdata/index.ts';
import { offerDayFigures } from './day-figures.ts';

const DAY = 86_400_000;
/** Midnight in Moscow that Friday, 2026-11-20, began with. */
const FRIDAY = Date.UTC(2026, 10, 19, 21);
const ID = 7;

/** What was offered at noon of `today` after trading on these days, counted from that Friday, and how far was looked back. */
async function figuresAfter(traded: readonly number[], today: number): Promise<readonly [unknown, number]> {
  const noon = FRIDAY + today * DAY + DAY / 2;
  const offered: TimedTick[] = [];
  let lookedBack = 0;
  const candles = {
    async candles({ instrument, interval, from, to }: CandleRequest): Promise<Candle[]> {
      expect([instrument, interval, to]).toEqual([ID, 86_400, noon]);
      lookedBack = (noon - from) / DAY;
      const days = traded.map((day) => ({ day, time: FRIDAY + day * DAY })).filter(({ time }) => time >= from);
      return days.map(({ day, time }) => {
        const price = (32_000 + day) as never;
        const figures = { open: price, high: price, low: price, close: price, volume: 5 as never };
        return { time, end: time + DAY, complete: day !== today, ...figures };
      });
    },
  };
  const instruments = [{ id: ID }, { id: ID + 1 }] as Instrument[];
  const engine = {
    market: <T>(read: (state: never) => T): T => read({ instruments: { instruments } } as never),
    offer: (ticks: readonly TimedTick[]) => void offered.push(...ticks),
  };
  await offerDayFigures(engine as never, candles as never, new Set([ID]), noon);
  const figures = offered.map(({ at, tick }) => {
    expect([at, tick.instrument]).toEqual([noon, ID]);
    return tick.kind === 'day' ? [tick.open, tick.volume, tick.previousClose] : null;
  });
  return [figures, lookedBack];
}

test.each([
  ['of yesterday, and no further is looked', [-3, -1, 0], 0, [32_000, 5, 31_999], 2],
  ['of the day before a weekend', [-1, 0, 3], 3, [32_003, 5, 32_000], 4],
  ['of the day before long holidays', [-12, 0], 0, [32_000, 5, 31_988], 14],
  ['of no day, when nothing was traded before', [0], 0, [32_000, 5, null], 14],
  ['of no day, when that is too long ago', [-20, 0], 0, [32_000, 5, null], 14],
])('the close before today is that %s', async (_what, traded, today, figures, lookedBack) => {
  expect(await figuresAfter(traded, today)).toEqual([[figures], lookedBack]);
});

test('before today has brought anything there are no figures', async () => {
  expect(await figuresAfter([-1], 0)).toEqual([[], 2]);
});
