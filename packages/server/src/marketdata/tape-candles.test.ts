import { expect, test } from 'vitest';
import type { Bar, Feed } from '../feeds/feed.ts';
import { sampleInstruments } from '../feeds/sample-instruments.ts';
import { createSyntheticFeed } from '../feeds/synthetic/synthetic-feed.ts';
import { createTapeCandles } from './tape-candles.ts';

const START = Date.UTC(2026, 10, 12, 12);
const INSTRUMENTS = sampleInstruments(['USDT_BTC']);
const BTC = INSTRUMENTS[0]?.id as number;
const instrument = (id: number) => INSTRUMENTS.find((known) => known.id === id);

/** A market that is played as a tape: at every start from the same moment on. */
const tape = (): Feed => createSyntheticFeed({ seed: 3, instruments: INSTRUMENTS, start: START, ticksPerSecond: 20 });

test('history comes from the tape up to the newest tick taken in, not up to what has been read ahead', async () => {
  const feed = tape();
  const store = createTapeCandles({ feed, instrument });
  const ticks = feed.pull(START + 600_000, 1_000_000);
  const until = START + 203_000;
  store.take(ticks.filter(({ at }) => at <= until));
  const range = { instrument: BTC, from: START - 600_000, to: START + 600_000 };
  for (const interval of [5, 15, 60, 300]) {
    const candles = await store.candles({ ...range, interval });
    const whole = feed
      .history(BTC, interval, range.from, range.to)
      .filter(({ time }) => time + interval * 1000 <= until);
    expect(candles.map(({ time, volume, close }) => ({ time, volume, close }))).toEqual(
      whole.map(({ time, volume, close }) => ({ time, volume, close })),
    );
  }
  const current = await store.candles({ ...range, interval: 300, from: START, includeCurrent: true });
  const fives = await store.candles({ ...range, interval: 5, from: START, includeCurrent: true });
  expect(current).toHaveLength(1);
  const volume = fives.reduce((sum: number, bar: Bar) => sum + bar.volume, 0);
  expect(current[0]).toMatchObject({ complete: false, volume, open: fives[0]?.open, close: fives.at(-1)?.close });
  expect(store.coverage).toEqual([{ begin: ticks[0]?.at, until: expect.any(Number) }]);
});

test('at every start the tape begins anew: nothing of an earlier run is there', async () => {
  const feed = tape();
  const store = createTapeCandles({ feed, instrument });
  expect(store.coverage).toEqual([]);
  const candles = await store.candles({ instrument: BTC, interval: 60, from: START - 300_000, to: START + 600_000 });
  expect(candles.map(({ time }) => time - START)).toEqual([-300_000, -240_000, -180_000, -120_000]);
});
