import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { Bar, Feed } from '../feeds/feed.ts';
import { sampleInstruments } from '../feeds/sample-instruments.ts';
import { createSyntheticFeed } from '../feeds/synthetic/synthetic-feed.ts';
import { testFolder } from '../journal/test-folder.ts';
import type { Candle } from './candle.ts';
import type { CandleStore } from './candle-store.ts';
import { MARKET_FILE } from './market-file.ts';
import { trade } from './naive-candles.testkit.ts';
import { type CandleStoreOptions, openCandleStore } from './stored-candles.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 12, 11, 58, 33);
const INSTRUMENTS = sampleInstruments(['USDT_BTC', 'SBER']);
const [BTC, SBER] = INSTRUMENTS.map(({ id }) => id) as [number, number];
const find = (id: number) => INSTRUMENTS.find((instrument) => instrument.id === id);
const market = (start: number, seed = 7) =>
  createSyntheticFeed({ seed, instruments: INSTRUMENTS, start, ticksPerSecond: 20 });

async function open(folder: string, feed: Feed, more: Partial<CandleStoreOptions> = {}): Promise<CandleStore> {
  const onNotice = (notice: string) => expect.fail(notice);
  const store = await openCandleStore({ folder, feedId: 'synthetic:7', feed, instrument: find, onNotice, ...more });
  onTestFinished(() => store.close());
  return store;
}

function play(store: CandleStore, feed: Feed, until: number): void {
  for (let ticks = feed.pull(until, 500); ticks.length > 0; ticks = feed.pull(until, 500)) store.take(ticks);
}

const INTERVALS = [5, 10, 30, 45, 60, 90, 120, 300, 900, 3_600, 14_400, 86_400];

const bare = (candles: readonly Candle[]): Bar[] => candles.map(({ end: _end, complete: _complete, ...bar }) => bar);

test('while the market is live, candles of every interval are those that the trades were drawn from', async () => {
  const feed = market(START);
  const store = await open(testFolder(), feed);
  play(store, feed, START + 6 * MINUTE);
  await store.flush();
  play(store, feed, START + 7 * MINUTE);
  const to = START + 7 * MINUTE;
  for (const instrument of [BTC, SBER]) {
    for (const interval of INTERVALS) {
      const from = START - Math.max(20 * MINUTE, interval * 3 * SECOND);
      const candles = await store.candles({ instrument, interval, from, to });
      expect(candles.every(({ complete }) => complete)).toBe(true);
      expect(bare(candles)).toEqual(feed.history(instrument, interval, from, to));
      expect(candles.length).toBeGreaterThan(0);
    }
  }
});

test('candles of all intervals agree: a longer one is exactly the join of the shorter ones, the current one included', async () => {
  const feed = market(START);
  const store = await open(testFolder(), feed);
  play(store, feed, START + 3 * MINUTE + 7_777);
  const from = Date.UTC(2026, 10, 11, 21);
  const range = { instrument: SBER, from, to: from + DAY, includeCurrent: true };
  const [day] = await store.candles({ ...range, interval: 86_400 });
  expect(day).toMatchObject({ time: from, end: from + DAY, complete: false });
  for (const interval of [30, 60, 90, 600, 3_600]) {
    const parts = await store.candles({ ...range, interval });
    expect(parts.at(-1)?.complete).toBe(false);
    const volume = parts.reduce((sum, part) => sum + part.volume, 0);
    const joined = { open: parts[0]?.open, close: parts.at(-1)?.close, volume };
    const high = Math.max(...parts.map((part) => part.high));
    const low = Math.min(...parts.map((part) => part.low));
    expect({ ...joined, high, low }, `${interval} s`).toEqual({
      open: day?.open,
      close: day?.close,
      volume: day?.volume,
      high: day?.high,
      low: day?.low,
    });
  }
});

test('a stop is history in which nothing was traded; before the first live moment and after the stop there are bars', async () => {
  const folder = testFolder();
  const noon = Date.UTC(2026, 10, 12, 12);
  const first = market(START);
  const firstTick = first.peek();
  const before = await open(folder, first);
  play(before, first, noon + 3 * SECOND);
  await before.close();
  const again = noon + 20 * MINUTE;
  const feed = market(again);
  const tapeFrom = again - 5 * SECOND;
  const secondTick = feed.peek();
  const store = await open(folder, feed);
  play(store, feed, again + 2 * MINUTE);

  const range = { instrument: BTC, from: START - MINUTE, to: again + 2 * MINUTE };
  const candles = bare(await store.candles({ ...range, interval: 5 }));
  const traded = feed.history(BTC, 5, range.from, range.to);
  expect(candles.filter(({ time }) => time !== noon)).toEqual(
    traded.filter(({ time }) => time < noon || time >= tapeFrom),
  );
  const cut = candles.find(({ time }) => time === noon);
  expect(cut?.volume ?? 0).toBeLessThan(traded.find(({ time }) => time === noon)?.volume ?? 0);
  expect(store.coverage).toEqual([
    { begin: firstTick, until: expect.any(Number) },
    { begin: secondTick, until: expect.any(Number) },
  ]);
  expect(store.coverage[0]?.until).toBeLessThanOrEqual(noon + 3 * SECOND + 1);
  // the stop is told, cut to what was asked for
  const gap = { begin: store.coverage[0]?.until, until: secondTick };
  expect(store.gaps(0, again + DAY)).toEqual([gap]);
  expect(store.gaps(noon + MINUTE, noon + 2 * MINUTE)).toEqual([{ begin: noon + MINUTE, until: noon + 2 * MINUTE }]);
  expect(store.gaps(again, again + DAY)).toEqual(again < (secondTick ?? 0) ? [{ ...gap, begin: again }] : []);
  expect(store.gaps(0, START)).toEqual([]);

  const day = { instrument: BTC, from: Date.UTC(2026, 10, 12), to: noon + DAY / 2, includeCurrent: true };
  const [whole] = await store.candles({ ...day, interval: 86_400 });
  const parts = await store.candles({ ...day, interval: 5, limit: 10_000 });
  expect(whole?.volume).toBe(parts.reduce((sum, { volume }) => sum + volume, 0));
});

test('a quick restart takes in each trade once, though the market plays its last seconds again', async () => {
  const folder = testFolder();
  const feed = market(START);
  const before = await open(folder, feed);
  play(before, feed, START + 63_210);
  await before.close();
  const second = market(START + 64 * SECOND);
  expect(second.peek()).toBeLessThan(START + 63_210);
  const store = await open(folder, second);
  play(store, second, START + 2 * MINUTE);
  for (const interval of [5, 60]) {
    const range = [START - MINUTE, START + 2 * MINUTE] as const;
    const candles = await store.candles({ instrument: BTC, interval, from: range[0], to: range[1] });
    expect(bare(candles)).toEqual(second.history(BTC, interval, ...range));
  }
});

test("another feed's candles are not mixed in, and are there again when that feed comes back", async () => {
  const folder = testFolder();
  const range = { instrument: BTC, interval: 5, from: START - MINUTE, to: START + MINUTE };
  const first = market(START);
  const store = await open(folder, first);
  play(store, first, START + MINUTE);
  const answer = await store.candles(range);
  await store.close();
  const other = market(START, 8);
  const changed = await open(folder, other, { feedId: 'synthetic:8' });
  play(changed, other, START + MINUTE);
  expect(bare(await changed.candles(range))).toEqual(other.history(BTC, 5, range.from, range.to));
  await changed.close();
  const back = await open(folder, market(START + DAY));
  expect(bare(await back.candles(range))).toEqual(bare(answer));
  expect(back.coverage).toHaveLength(1);
});

test('before the first tick the history of the feed answers up to its position', async () => {
  const feed = market(START);
  const store = await open(testFolder(), feed);
  const candles = await store.candles({ instrument: BTC, interval: 60, from: START - 10 * MINUTE, to: START + DAY });
  expect(candles.at(-1)).toMatchObject({ time: START - 93 * SECOND, complete: true });
  expect(store.coverage).toEqual([]);
});

test('newest first with a limit gives the newest, and the candle under construction only when asked for', async () => {
  const feed = market(START);
  const store = await open(testFolder(), feed);
  play(store, feed, START + 10 * MINUTE);
  const range = { instrument: SBER, from: 0, to: START + DAY, limit: 3, newestFirst: true };
  const minute = Date.UTC(2026, 10, 12, 12, 8);
  const times = async (more: object) =>
    (await store.candles({ ...range, interval: 60, ...more })).map(({ time, complete }) => [
      (time - minute) / MINUTE,
      complete,
    ]);
  expect(await times({})).toEqual([
    [-1, true],
    [-2, true],
    [-3, true],
  ]);
  expect(await times({ includeCurrent: true })).toEqual([
    [0, false],
    [-1, true],
    [-2, true],
  ]);
  expect(await times({ newestFirst: false, from: minute - 2 * MINUTE })).toEqual([
    [-2, true],
    [-1, true],
  ]);
  for (const interval of ['week', 'month', 'quarter', 'year'] as const) {
    const [current, last] = await store.candles({ ...range, interval, includeCurrent: true, limit: 2 });
    expect([current?.complete, last?.complete, last?.end]).toEqual([false, true, current?.time]);
    const days = await store.candles({
      instrument: SBER,
      interval: 86_400,
      from: last?.time as number,
      to: last?.end as number,
    });
    expect(last?.volume).toBe(days.reduce((sum, { volume }) => sum + volume, 0));
    expect(days[0]).toMatchObject({ time: last?.time, open: last?.open });
  }
});

test('what cannot be answered is refused, naming the field', async () => {
  const store = await open(testFolder(), market(START));
  const good = { instrument: BTC, interval: 60, from: START, to: START + DAY };
  const refused = (request: object) => expect(store.candles({ ...good, ...request })).rejects;
  await refused({ instrument: 99 }).toThrow('instrument 99 is not listed');
  await refused({ interval: 7 }).toThrow(/interval must be seconds/);
  await refused({ from: -1 }).toThrow(/from must be milliseconds UTC/);
  await refused({ to: 1.5 }).toThrow(/to must be milliseconds UTC/);
  await refused({ to: START - 1 }).toThrow(/from must not be after to/);
  await refused({ limit: 0 }).toThrow(/limit must be an integer from 1 to 10000, not 0/);
  await refused({ limit: 10_001 }).toThrow(/limit/);
  await refused({ interval: 5 }).toThrow(/holds more than 10000 candles/);
  await expect(store.candles({ ...good, interval: 5, limit: 10_000 })).resolves.toEqual([]);
});

test('5-second bars answer for 30 days, in whole candles only; minutes for ever', async () => {
  const nothing = { peek: () => null, history: () => [] };
  const folder = testFolder();
  const store = await openCandleStore({
    folder,
    feedId: 'test',
    feed: nothing,
    instrument: find,
    onNotice: expect.fail,
  });
  onTestFinished(() => store.close());
  const noon = Date.UTC(2026, 10, 12, 12);
  for (let at = noon; at < noon + 3 * MINUTE; at += 5 * SECOND) store.take([trade(at, BTC, 10, 1)]);
  await store.flush();
  store.take([trade(noon + 30 * DAY + 95 * SECOND, BTC, 11, 1)]);
  const range = { instrument: BTC, from: noon, to: noon + 5 * MINUTE };
  const count = async (interval: number) => (await store.candles({ ...range, interval })).length;
  expect([await count(5), await count(10), await count(45), await count(60), await count(120)]).toEqual([
    17, 8, 1, 3, 2,
  ]);
  store.take([trade(noon + 31 * DAY, BTC, 11, 1)]);
  await store.flush();
  expect([await count(5), await count(60)]).toEqual([0, 3]);
  await store.close();
  const file = new Sqlite(join(folder, MARKET_FILE), { readonly: true });
  onTestFinished(() => void file.close());
  expect(file.prepare('SELECT count(*) FROM bar_5s').pluck().get()).toBe(2);
});

function damage(folder: string, at: number, length: number): void {
  const file = join(folder, MARKET_FILE);
  const bytes = readFileSync(file);
  bytes.fill(0xa5, at, at + length);
  writeFileSync(file, bytes);
}

/** A closed folder with two minutes of live candles. */
async function lived(): Promise<string> {
  const folder = testFolder();
  const feed = market(START);
  const store = await open(folder, feed);
  play(store, feed, START + 2 * MINUTE);
  await store.close();
  return folder;
}

test.each([
  ['its beginning is overwritten', (folder: string) => damage(folder, 0, 100)],
  [
    'it is not a database',
    (folder: string) => writeFileSync(join(folder, MARKET_FILE), 'candles of today, by hand\n'.repeat(40)),
  ],
  ['its tables are overwritten', (folder: string) => damage(folder, 100, 4_000)],
  [
    'it is cut short',
    (folder: string) =>
      writeFileSync(join(folder, MARKET_FILE), readFileSync(join(folder, MARKET_FILE)).subarray(0, 5_000)),
  ],
  ['it is of another program', (folder: string) => alter(folder, 'PRAGMA application_id = 7')],
  ['it is of a later version', (folder: string) => alter(folder, 'PRAGMA user_version = 3')],
  ['a table is missing', (folder: string) => alter(folder, 'DROP TABLE bar_60s')],
])('a file that cannot be used is moved aside with a notice and begun anew: %s', async (_what, spoil) => {
  const folder = await lived();
  spoil(folder);
  const notices: string[] = [];
  const feed = market(START + DAY);
  const store = await open(folder, feed, { onNotice: (notice) => notices.push(notice) });
  expect(notices).toEqual([
    expect.stringMatching(/market\.db cannot be used: .* moved to market\.damaged-1\.db and begun anew/),
  ]);
  expect(existsSync(join(folder, 'market.damaged-1.db'))).toBe(true);
  expect(store.coverage).toEqual([]);
  play(store, feed, START + DAY + MINUTE);
  const range = [START + DAY - 5 * MINUTE, START + DAY + MINUTE] as const;
  const candles = await store.candles({ instrument: BTC, interval: 5, from: range[0], to: range[1] });
  expect(bare(candles)).toEqual(feed.history(BTC, 5, ...range));
});

function alter(folder: string, sql: string): void {
  const database = new Sqlite(join(folder, MARKET_FILE));
  database.exec(sql);
  database.close();
}

test('damage met while running: the file is begun anew, history answers for what is lost, and storing goes on', async () => {
  const folder = await lived();
  const size = readFileSync(join(folder, MARKET_FILE)).length;
  const feed = market(START + 2 * MINUTE);
  const notices: string[] = [];
  const store = await open(folder, feed, { onNotice: (notice) => notices.push(notice) });
  play(store, feed, START + 3 * MINUTE);
  damage(folder, 4_096, size - 4_096);
  const range = { instrument: BTC, interval: 60, from: START - MINUTE, to: START + 4 * MINUTE + 27 * SECOND };
  await store.flush();
  await store.candles(range);
  expect(notices).toEqual([expect.stringMatching(/damaged inside/)]);
  play(store, feed, START + 5 * MINUTE);
  await store.flush();
  expect(bare(await store.candles(range))).toEqual(feed.history(BTC, 60, range.from, range.to));
  expect(store.coverage).toHaveLength(1);
  await store.close();
  const back = await open(folder, market(START + DAY));
  expect(back.coverage).toEqual(store.coverage);
});

test('a file copied at any moment, as a power cut leaves it, opens with what it covers', async () => {
  const folder = testFolder();
  const feed = market(START);
  const store = await open(folder, feed);
  for (let step = 1; step <= 6; step += 1) {
    play(store, feed, START + step * 20 * SECOND);
    await store.flush();
  }
  const log = readFileSync(join(folder, `${MARKET_FILE}-wal`));
  for (const share of [0, 0.31, 0.5, 0.77, 0.999, 1]) {
    const copy = testFolder();
    copyFileSync(join(folder, MARKET_FILE), join(copy, MARKET_FILE));
    writeFileSync(join(copy, `${MARKET_FILE}-wal`), log.subarray(0, Math.floor(log.length * share)));
    const opened = await open(copy, feed);
    const until = opened.coverage.at(-1)?.until ?? 0;
    const candles = await opened.candles({
      instrument: BTC,
      interval: 5,
      from: START - MINUTE,
      to: START + 3 * MINUTE,
    });
    const whole = feed.history(BTC, 5, START - MINUTE, START + 3 * MINUTE).filter(({ time }) => time + 5_000 <= until);
    if (until > 0) expect(bare(candles).slice(0, whole.length)).toEqual(whole);
    await opened.close();
  }
  expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
});
