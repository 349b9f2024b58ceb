import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findSample } from '../sample-instruments.ts';
import { loadRecordedFeed } from './load.ts';

const beside = fileURLToPath(new URL('../../../../../../shared/data', import.meta.url));
const folder = process.env.OUTCRY_RECORDED_DATA ?? beside;
const present = existsSync(join(folder, 'candles-1m'));
if (!present)
  console.log(
    'real tapes are not tested: set OUTCRY_RECORDED_DATA to a folder with candles-1m, candles-10m, candles-1d',
  );

describe.skipIf(!present)('the real tapes', () => {
  const load = (path: string) => loadRecordedFeed({ paths: [join(folder, path)], findInstrument: findSample });

  it('a month of minutes of BTC: the first day played touches every bar exactly', { timeout: 30_000 }, async () => {
    const { feed, reports } = await load('candles-1m/BTC_USDT-2021-09.csv.gz');
    expect(reports).toMatchObject([
      { symbol: 'USDT_BTC', bars: 43_079, roundedPrices: 0, emptyRows: 0, intervalSeconds: 60 },
    ]);
    const begin = feed.peek() ?? 0;
    expect(begin).toBe(1_631_917_380_000);
    const until = begin + 86_400_000 - 1;
    const played = new Map<number, { open: number; high: number; low: number; close: number; volume: number }>();
    for (const { at, tick } of feed.pull(until, 1_000_000)) {
      if (tick.kind !== 'trade') continue;
      const minute = Math.floor(at / 60_000) * 60_000;
      const bar = played.get(minute) ?? {
        open: tick.price,
        high: tick.price,
        low: tick.price,
        close: tick.price,
        volume: 0,
      };
      const [high, low] = [Math.max(bar.high, tick.price), Math.min(bar.low, tick.price)];
      played.set(minute, { open: bar.open, high, low, close: tick.price, volume: bar.volume + tick.size });
    }
    const bars = feed.history(findSample('USDT_BTC')?.id ?? 0, 60, begin, begin + 86_400_000);
    expect(bars).toHaveLength(1440);
    expect(bars[0]).toEqual({
      time: begin,
      open: 4733647,
      high: 4733648,
      low: 4729500,
      close: 4731083,
      volume: 883_233,
    });
    expect(Array.from(played, ([time, bar]) => ({ time, ...bar }))).toEqual(bars);
  });

  it('every candle file as it is, folder by folder', { timeout: 60_000 }, async () => {
    for (const [path, bars] of [
      ['candles-1m', 10],
      ['candles-10m', 2],
      ['candles-1d', 3],
    ] as const) {
      expect((await load(path)).reports).toHaveLength(bars);
    }
  });
});
