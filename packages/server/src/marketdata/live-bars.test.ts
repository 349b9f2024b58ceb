import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openingTime } from '../feeds/aggregate.ts';
import type { Bar, TimedTick } from '../feeds/feed.ts';
import { testFolder } from '../journal/test-folder.ts';
import { unpackBars } from './bar-rows.ts';
import type { MarketBatch } from './keeper-messages.ts';
import { LiveBars, MAX_UNSAVED_BARS } from './live-bars.ts';
import { MarketDatabase } from './market-database.ts';
import { openMarketFile } from './market-file.ts';
import { naiveBars, trade } from './naive-candles.testkit.ts';

const NOON = Date.UTC(2026, 10, 12, 12);
const start = () => new LiveBars({ clock: -1, takenUntil: 0, keep: true });
const opening = (seconds: number) => (at: number) => openingTime(at, seconds * 1000, 0);

test('a bar holds first, highest, lowest and last price and the volume of its trades; quiet bars do not exist', () => {
  const live = start();
  live.take([trade(NOON + 1, 1, 10, 2), trade(NOON + 4_999, 1, 8, 1), trade(NOON + 5_000, 1, 9, 4)]);
  live.take([trade(NOON + 65_000, 1, 7, 1)]);
  expect(live.inMemory(1, 5)).toEqual([
    { time: NOON, open: 10, high: 10, low: 8, close: 8, volume: 3 },
    { time: NOON + 5_000, open: 9, high: 9, low: 9, close: 9, volume: 4 },
    { time: NOON + 65_000, open: 7, high: 7, low: 7, close: 7, volume: 1 },
  ]);
  expect(live.inMemory(1, 60)).toEqual([
    { time: NOON, open: 10, high: 10, low: 8, close: 9, volume: 7 },
    { time: NOON + 60_000, open: 7, high: 7, low: 7, close: 7, volume: 1 },
  ]);
  expect(live.unsaved).toBe(3);
});

test('a batch covers exactly the time whose trades are all in its bars; what is refused is sent again', () => {
  const live = start();
  expect(live.batch(true)).toBeNull();
  live.take([trade(NOON + 1, 1, 10, 2), trade(NOON + 6_000, 2, 8, 1)]);
  const first = live.batch(false) as MarketBatch;
  expect(first.run).toEqual({ begin: NOON + 1, until: NOON + 5_000 });
  expect(first.listings).toEqual([
    { instrument: 1, since: NOON },
    { instrument: 2, since: NOON + 5_000 },
  ]);
  expect(first.fives.map(({ instrument }) => instrument)).toEqual([1]);
  live.refused();
  const again = live.batch(false) as MarketBatch;
  expect(again).toEqual(first);
  live.saved(again);
  expect(live.hasNews).toBe(false);
  const open = live.batch(true) as MarketBatch;
  expect(open.run.until).toBe(NOON + 6_001);
  expect(open.listings).toEqual([]);
  expect(open.fives.map(({ bars }) => unpackBars(bars))).toEqual([
    [{ time: NOON + 5_000, open: 8, high: 8, low: 8, close: 8, volume: 1 }],
  ]);
});

test('a tick that comes late belongs to the bar of market time now', () => {
  const live = start();
  live.take([trade(NOON + 7_000, 1, 10, 1), trade(NOON + 2_000, 1, 11, 1)]);
  expect(live.inMemory(1, 5)).toEqual([{ time: NOON + 5_000, open: 10, high: 11, low: 10, close: 11, volume: 2 }]);
});

test('a long backlog is sent in parts, oldest first, each covering what it holds', () => {
  const live = start();
  const ticks = Array.from({ length: 12_000 }, (_, index) => trade(NOON + index * 5_000, 1 + (index % 3), 5, 1));
  live.take(ticks);
  const stored = new Map<number, Bar[]>();
  let until = 0;
  let parts = 0;
  while (live.unsaved > 0) {
    const batch = live.batch(false) as MarketBatch;
    expect(batch.run.until).toBeGreaterThan(until);
    until = batch.run.until;
    for (const { instrument, bars } of batch.fives) {
      const known = stored.get(instrument) ?? [];
      known.push(...unpackBars(bars));
      expect((known.at(-1) as Bar).time).toBeLessThan(until);
      stored.set(instrument, known);
    }
    live.saved(batch);
    parts += 1;
  }
  expect(parts).toBeGreaterThan(2);
  const all = ticks.slice(0, -1);
  for (const instrument of [1, 2, 3]) expect(stored.get(instrument)).toEqual(naiveBars(all, instrument, opening(5)));
});

test('bars that cannot be stored are given up as a whole', () => {
  const live = start();
  live.take([trade(NOON, 1, 10, 1), trade(NOON + 5_000, 1, 10, 1), trade(NOON + 10_000, 1, 11, 1)]);
  live.batch(false);
  expect(live.drop()).toBe(2);
  live.refused();
  expect(live.unsaved).toBe(0);
  expect(live.inMemory(1, 5)).toHaveLength(1);
  expect(MAX_UNSAVED_BARS).toBeGreaterThan(10_000);
});

test('in memory alone, only the bars under construction are kept', () => {
  const live = new LiveBars({ clock: -1, takenUntil: 0, keep: false });
  live.take([trade(NOON, 1, 10, 1), trade(NOON + 5_000, 1, 12, 1)]);
  expect(live.inMemory(1, 5)).toEqual([{ time: NOON + 5_000, open: 12, high: 12, low: 12, close: 12, volume: 1 }]);
  expect(live.unsaved).toBe(0);
});

/** Trades of instruments 1 to 3 in time order from `start` on, some at once, some after minutes. */
function tradesFrom(start: number): fc.Arbitrary<TimedTick[]> {
  const pause = fc.oneof(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 12_000 }), fc.constant(100_000));
  const row = fc.tuple(
    pause,
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 99 }),
    fc.integer({ min: 1, max: 9 }),
  );
  return fc.array(row, { minLength: 1, maxLength: 120 }).map((rows) => {
    let at = start;
    return rows.map(([after, instrument, price, size]) => {
      at += after;
      return trade(at, instrument, price, size);
    });
  });
}

/** What a run does between two handfuls of ticks. */
type Step = 'go on' | 'save' | 'save open bars' | 'refuse' | 'kill';
const STEPS: Step[] = ['go on', 'go on', 'save', 'save', 'save open bars', 'refuse', 'kill'];

test('whatever is saved, refused or killed: memory and file together hold the bars of all trades, each once', () => {
  fc.assert(
    fc.property(tradesFrom(NOON + 1_234), fc.array(fc.constantFrom(...STEPS), { maxLength: 40 }), (ticks, steps) => {
      const file = openMarketFile(testFolder());
      try {
        const { live, database } = runWithKills(() => new MarketDatabase(file, 'test'), ticks, steps);
        for (const instrument of [1, 2, 3]) {
          for (const seconds of [5, 60] as const) {
            const memory = live.inMemory(instrument, seconds);
            const to = memory[0]?.time ?? Number.MAX_SAFE_INTEGER;
            const range = { instrument, seconds, from: 0, to, length: seconds * 1000, dayOffset: 0 };
            expect([...database.read(range), ...memory]).toEqual(naiveBars(ticks, instrument, opening(seconds)));
          }
        }
      } finally {
        file.close();
      }
    }),
    { numRuns: 60 },
  );
});

/** After a kill the ticks come again from a second before the moment that the file covers. */
function runWithKills(open: () => MarketDatabase, ticks: readonly TimedTick[], steps: readonly Step[]) {
  let [database, live] = [open(), start()];
  const handful = Math.max(1, Math.floor(ticks.length / (steps.length + 1)));
  let next = 0;
  const takeHandful = (count: number): void => {
    live.take(ticks.slice(next, next + count));
    next += count;
  };
  for (const step of steps) {
    takeHandful(handful);
    if (step === 'kill') {
      database = open();
      live = resumed(database);
      const from = live.clock - 1_000;
      next = ticks.findIndex(({ at }) => at >= from);
      if (next < 0) next = ticks.length;
      continue;
    }
    const batch = step === 'go on' ? null : live.batch(step === 'save open bars');
    if (batch === null) continue;
    if (step === 'refuse') {
      live.refused();
    } else {
      database.write(batch);
      live.saved(batch);
    }
  }
  takeHandful(ticks.length);
  return { live, database };
}

function resumed(database: MarketDatabase): LiveBars {
  const { coverage, listings, lastFives } = database.load();
  const takenUntil = coverage.at(-1)?.until ?? 0;
  const live = new LiveBars({ clock: takenUntil - 1, takenUntil, keep: true });
  live.resume(listings, new Map(lastFives.map(({ instrument, bars }) => [instrument, unpackBars(bars)])));
  return live;
}
