import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openingTime } from '../feeds/aggregate.ts';
import type { Bar } from '../feeds/feed.ts';
import { testFolder } from '../journal/test-folder.ts';
import { packBars } from './bar-rows.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './bins.ts';
import { COARSE_LEVELS } from './coarse-bars.ts';
import type { MarketBatch } from './keeper-messages.ts';
import { MarketDatabase } from './market-database.ts';
import { createTables, MARKET_FILE, openMarketFile } from './market-file.ts';
import { naiveBars, trade } from './naive-candles.testkit.ts';
import { ZONE_OFFSETS, ZONES } from './zone.ts';

const BEGIN = Date.UTC(2026, 1, 27, 20);
const SPAN_MINUTES = 5 * 1_440;

function batch(minutes: readonly Bar[]): MarketBatch {
  return {
    run: { begin: BEGIN, until: BEGIN + SPAN_MINUTES * MINUTE_MS },
    listings: [{ instrument: 1, since: BEGIN }],
    fives: [],
    minutes: [{ instrument: 1, bars: packBars(minutes) }],
    forgetBefore: 0,
  };
}

/** The tables of a market file, in memory. */
function memory() {
  const database = new Sqlite(':memory:');
  createTables(database);
  return database;
}

const flows = fc.array(
  fc.record({
    minute: fc.nat(SPAN_MINUTES),
    price: fc.integer({ min: 1, max: 99 }),
    size: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 60 },
);

function tradesOf(flow: readonly { minute: number; price: number; size: number }[]) {
  return flow
    .toSorted((one, other) => one.minute - other.minute)
    .map(({ minute, price, size }) => trade(BEGIN + minute * MINUTE_MS, 1, price, size));
}

const minutesOf = (ticks: ReturnType<typeof tradesOf>) => naiveBars(ticks, 1, (at) => openingTime(at, MINUTE_MS, 0));

test('long bars from coarse ones are exactly those joined from minutes, whatever is asked and however it was written', () => {
  fc.assert(
    fc.property(
      flows,
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom(MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, DAY_MS),
      fc.constantFrom(...ZONES),
      fc.tuple(fc.nat(SPAN_MINUTES), fc.nat(SPAN_MINUTES)),
      (flow, parts, length, zone, [one, other]) => {
        const database = memory();
        try {
          const market = new MarketDatabase(database, 'test');
          const minutes = minutesOf(tradesOf(flow));
          const step = Math.ceil(minutes.length / parts);
          for (let at = 0; at < minutes.length; at += step) {
            // the last minute as it stood before it was whole, then as it ended
            const written = minutes.slice(at, at + step);
            const last = written.at(-1) as Bar;
            market.write(
              batch([...written.slice(0, -1), { ...last, high: last.open, low: last.open, volume: 1 as never }]),
            );
            market.write(batch(written));
          }
          const dayOffset = ZONE_OFFSETS[zone];
          const [from, to] = [Math.min(one, other), Math.max(one, other)].map((minute) => BEGIN + minute * MINUTE_MS);
          const range = { from: from as number, to: to as number };
          const within = tradesOf(flow).filter(({ at }) => at >= range.from && at < range.to);
          expect(market.read({ instrument: 1, seconds: 60, ...range, length, dayOffset })).toEqual(
            naiveBars(within, 1, (at) => openingTime(at, length, dayOffset)),
          );
        } finally {
          database.close();
        }
      },
    ),
    { numRuns: 120 },
  );
});

test('a file of the first version gets its coarse bars when it is opened', () => {
  const folder = testFolder();
  const ticks = Array.from({ length: 400 }, (_, n) => trade(BEGIN + n * 17 * MINUTE_MS, 1, 1 + (n % 90), 1 + (n % 4)));
  const first = openMarketFile(folder);
  new MarketDatabase(first, 'test').write(batch(minutesOf(ticks)));
  for (const { table } of COARSE_LEVELS) first.exec(`DROP TABLE ${table}`);
  first.pragma('user_version = 1');
  first.close();
  const again = openMarketFile(folder);
  onTestFinished(() => void again.close());
  const market = new MarketDatabase(again, 'test');
  for (const [length, zone] of [
    [HOUR_MS, 'utc'],
    [DAY_MS, 'utc'],
    [DAY_MS, 'moscow'],
  ] as const) {
    const dayOffset = ZONE_OFFSETS[zone];
    const range = {
      instrument: 1,
      seconds: 60,
      from: BEGIN - DAY_MS,
      to: BEGIN + 9 * DAY_MS,
      length,
      dayOffset,
    } as const;
    expect(market.read(range)).toEqual(naiveBars(ticks, 1, (at) => openingTime(at, length, dayOffset)));
  }
  const file = new Sqlite(join(folder, MARKET_FILE), { readonly: true });
  onTestFinished(() => void file.close());
  const rows = COARSE_LEVELS.map(({ table }) => file.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  expect(rows).toEqual([114, 6, 6]);
});
