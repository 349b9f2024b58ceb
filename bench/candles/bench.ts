import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Bar } from '../../packages/server/src/feeds/index.ts';
import { packBars } from '../../packages/server/src/marketdata/bar-rows.ts';
import { type Candle, type CandleInterval, openCandleStore } from '../../packages/server/src/marketdata/index.ts';
import { MarketDatabase } from '../../packages/server/src/marketdata/market-database.ts';
import { MARKET_FILE, openMarketFile } from '../../packages/server/src/marketdata/market-file.ts';
import { inFolder } from '../in-folder.ts';
import { median } from '../journal/percentile.ts';
import type { Print } from '../row.ts';

export const title =
  'candle queries a second on two years of live minutes, against a bare SQLite read of the same rows';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const DAYS = 730;
const END = Date.UTC(2026, 10, 20, 21);
const BEGIN = END - DAYS * DAY_MS;
const INSTRUMENT = 1;
const MOSCOW = { dayOffset: 180 * MINUTE_MS };
const ROUNDS = 5;
const ROUND_MS = 400;

interface Case {
  readonly what: string;
  readonly interval: CandleInterval;
  readonly days: number;
  /** Where bare SQLite reads the same rows. */
  readonly table: string;
  readonly rows: number;
}

const CASES: readonly Case[] = [
  { what: 'a day of minutes', interval: 60, days: 1, table: 'bar_60s', rows: 1_440 },
  { what: 'a month of hours', interval: 3_600, days: 30, table: 'bar_1h', rows: 720 },
  { what: 'two years of days', interval: 86_400, days: DAYS, table: 'bar_day_moscow', rows: DAYS },
];

/** A market that has traded in every minute of two years. */
function fill(folder: string): void {
  const market = new MarketDatabase(openMarketFile(folder), 'bench');
  for (let day = BEGIN; day < END; day += DAY_MS) {
    const bars = Array.from({ length: 1_440 }, (_, n) => minute(day + n * MINUTE_MS));
    market.write({
      run: { begin: BEGIN, until: day + DAY_MS + 1 },
      listings: [{ instrument: INSTRUMENT, since: BEGIN }],
      fives: [],
      minutes: [{ instrument: INSTRUMENT, bars: packBars(bars) }],
      forgetBefore: 0,
    });
  }
  market.close();
}

function minute(time: number): Bar {
  const price = 30_000 + ((time / MINUTE_MS) % 977);
  return { time, open: price, high: price + 3, low: price - 3, close: price + 1, volume: 10 } as Bar;
}

/** Queries a second, one after the other. */
async function rate(query: () => unknown): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let count = 0;
    const start = performance.now();
    let now = start;
    while (now - start < ROUND_MS) {
      await query();
      count++;
      now = performance.now();
    }
    rounds.push((count / (now - start)) * 1_000);
  }
  return median(rounds);
}

export async function run(print: Print): Promise<void> {
  await inFolder(async (folder) => {
    fill(folder);
    const feed = { peek: () => null, history: () => [], begins: () => Number.POSITIVE_INFINITY };
    const store = await openCandleStore({
      folder,
      feedId: 'bench',
      feed,
      instrument: () => MOSCOW,
      onNotice: (notice) => console.log(notice),
    });
    const bare = new Sqlite(join(folder, MARKET_FILE), { readonly: true });
    for (const { what, interval, days, table, rows } of CASES) {
      const from = END - days * DAY_MS;
      const select = bare
        .prepare(
          `SELECT time, open, high, low, close, volume FROM ${table}
           WHERE feed = 1 AND instrument = ${INSTRUMENT} AND time >= ${from} AND time < ${END} ORDER BY time`,
        )
        .raw();
      const ask = (): Promise<Candle[]> => store.candles({ instrument: INSTRUMENT, interval, from, to: END });
      const folded = await ask();
      if (folded.length !== rows || select.all().length !== rows) throw new Error(`${what}: not ${rows} candles`);
      print({
        what,
        ours: await rate(ask),
        reference: await rate(() => select.all()),
        unit: 'queries/s',
        better: 'more',
      });
    }
    const minutes = bare.prepare(`SELECT time, open, high, low, close, volume FROM bar_60s WHERE feed = 1`).raw();
    const days = { instrument: INSTRUMENT, interval: 86_400, from: BEGIN, to: END };
    print({
      what: 'two years of days; reading their minutes',
      ours: await rate(() => store.candles(days)),
      reference: await rate(() => minutes.all()),
      unit: 'queries/s',
      better: 'more',
    });
    print('ours crosses to the thread that keeps the file and makes candles; bare reads rows on the main thread');
    bare.close();
    await store.close();
  });
}
