import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openingTime } from '../feeds/aggregate.ts';
import type { Bar, Feed, TimedTick } from '../feeds/feed.ts';
import { testFolder } from '../journal/test-folder.ts';
import { binsOf, type CandleInterval } from './bins.ts';
import type { Candle, CandleRequest } from './candle.ts';
import type { CandleStore } from './candle-store.ts';
import { naiveBars, trade } from './naive-candles.testkit.ts';
import { openCandleStore } from './stored-candles.ts';
import { createTapeCandles } from './tape-candles.ts';
import { ZONE_OFFSETS, ZONES } from './zone.ts';

const BEGIN = Date.UTC(2025, 11, 28, 20, 30);
const MOSCOW = 10_800_000;
const instrument = (id: number) => ({ dayOffset: id === 2 ? MOSCOW : 0 });
const INTERVALS: CandleInterval[] = [
  5,
  30,
  45,
  60,
  90,
  300,
  2_700,
  3_600,
  14_400,
  28_800,
  86_400,
  'week',
  'month',
  'quarter',
  'year',
];

/** Nine days around a new year, busy and quiet stretches, pauses of hours. */
function trades(): TimedTick[] {
  const ticks: TimedTick[] = [];
  let at = BEGIN;
  for (let n = 0; n < 3_000; n += 1) {
    const chance = (n * 7_919) % 1_000;
    at += chance < 900 ? (chance * 37) % 4_000 : chance < 990 ? chance * 97 : chance * 40_000;
    ticks.push(trade(at, 1 + (chance % 2), 500 + ((n * 31) % 97), 1 + (n % 5)));
  }
  return ticks;
}

/** A feed that knows all these trades as history up to its position and no further. */
function historyOf(ticks: readonly TimedTick[]): Pick<Feed, 'history' | 'peek'> {
  const known = new Map<string, Bar[]>();
  return {
    peek: () => ticks.at(-1)?.at ?? null,
    history: (id, seconds, from, to) => {
      const key = `${id} ${seconds}`;
      const { dayOffset } = instrument(id);
      const bars = known.get(key) ?? naiveBars(ticks, id, (at) => openingTime(at, seconds * 1000, dayOffset));
      known.set(key, bars);
      return bars.filter(({ time }) => time >= from && time < to);
    },
  };
}

function naiveCandles(ticks: readonly TimedTick[], request: CandleRequest): Candle[] {
  const { interval, zone } = request;
  const { dayOffset } = instrument(request.instrument);
  const bins = binsOf(interval, zone === undefined ? dayOffset : ZONE_OFFSETS[zone]);
  const clock = ticks.at(-1)?.at as number;
  const candles = naiveBars(ticks, request.instrument, bins.openingOf)
    .map((bar) => ({ ...bar, end: bins.endOf(bar.time), complete: bins.endOf(bar.time) <= clock }))
    .filter(({ time, complete }) => time >= request.from && time < request.to && (complete || request.includeCurrent));
  return (request.newestFirst ? candles.reverse() : candles).slice(0, request.limit);
}

const TICKS = trades();
const END = TICKS.at(-1)?.at as number;

const requests: fc.Arbitrary<CandleRequest> = fc
  .record({
    instrument: fc.constantFrom(1, 2),
    interval: fc.constantFrom(...INTERVALS),
    zone: fc.constantFrom(undefined, ...ZONES),
    moments: fc.tuple(
      fc.integer({ min: BEGIN - 3 * 86_400_000, max: END + 1 }),
      fc.integer({ min: BEGIN, max: END + 400 * 86_400_000 }),
    ),
    limit: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(10_000)),
    newestFirst: fc.boolean(),
    includeCurrent: fc.boolean(),
  })
  .map(({ moments: [one, other], zone, ...request }) => ({
    ...request,
    ...(zone === undefined ? {} : { zone }),
    from: Math.min(one, other),
    to: Math.max(one, other),
  }));

async function answersLikeTheNaiveTwin(store: CandleStore): Promise<void> {
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      expect(await store.candles(request)).toEqual(naiveCandles(TICKS, request));
    }),
    { numRuns: 120 },
  );
}

test.each([0, 700, 2_990])(
  'any request, %d trades being history of the feed, the rest live, stored or in memory',
  async (before) => {
    // history ends with a 5-second bar
    const border = openingTime((TICKS[before] as TimedTick).at, 5_000, 0);
    const past = TICKS.filter(({ at }) => at < border);
    const live = TICKS.filter(({ at }) => at >= border);
    const onNotice = (notice: string) => expect.fail(notice);
    const store = await openCandleStore({
      folder: testFolder(),
      feedId: 'test',
      feed: historyOf(past),
      instrument,
      onNotice,
    });
    onTestFinished(() => store.close());
    // both instruments are live from the same moment on
    for (const id of [1, 2]) store.take([{ at: border, tick: { kind: 'status', instrument: id, status: 'normal' } }]);
    store.take(live.slice(0, -40));
    await store.flush();
    store.take(live.slice(-40));
    await answersLikeTheNaiveTwin(store);
  },
);

test('any request to a tape', async () => {
  const store = createTapeCandles({ feed: historyOf(TICKS), instrument });
  store.take(TICKS);
  await answersLikeTheNaiveTwin(store);
});

test('the last candles before a moment are found without looking where nothing can be', async () => {
  const asked: number[] = [];
  const feed = historyOf(TICKS);
  const counting = {
    peek: feed.peek,
    begins: () => BEGIN,
    history: (...range: Parameters<typeof feed.history>) => {
      asked.push(range[2]);
      return feed.history(...range);
    },
  };
  const store = createTapeCandles({ feed: counting, instrument });
  const all = { instrument: 1, interval: 60, from: 0, to: END + 1, limit: 10_000, newestFirst: true };
  expect(await store.candles(all)).toEqual(naiveCandles(TICKS, all));
  expect(Math.min(...asked)).toBeGreaterThan(BEGIN - 60_000);
  // nor after it, forwards
  asked.length = 0;
  expect(await store.candles({ ...all, newestFirst: false, from: END + 86_400_000, to: END + 1e12 })).toEqual([]);
  expect(asked).toEqual([]);
});

test('a long answer lets others work in between', async () => {
  const feed = historyOf(TICKS);
  const slow: typeof feed = {
    peek: feed.peek,
    history: () => {
      for (const end = performance.now() + 3; performance.now() < end; );
      return [];
    },
  };
  const store = createTapeCandles({ feed: slow, instrument });
  let others = 0;
  const count = (): void => {
    others += 1;
    timer = setImmediate(count);
  };
  let timer = setImmediate(count);
  await store.candles({ instrument: 1, interval: 86_400, from: END - 400 * 86_400_000, to: END, limit: 10 });
  clearImmediate(timer);
  expect(others).toBeGreaterThan(10);
});
