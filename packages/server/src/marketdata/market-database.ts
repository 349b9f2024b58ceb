import type { Database, Statement } from 'better-sqlite3';
import { BarJoiner, openingTime } from '../feeds/aggregate.ts';
import type { Bar } from '../feeds/feed.ts';
import { type BarNumbers, packBars, unpackBars } from './bar-rows.ts';
import { FIVE_MS, MINUTE_MS } from './bins.ts';
import {
  type BarLevel,
  COARSE_LEVELS,
  CoarseBars,
  insertInto,
  levelsFor,
  MINUTE_LEVEL,
  selectFrom,
} from './coarse-bars.ts';
import type { Coverage } from './coverage.ts';
import type { BarPack, BarRange, Listing, MarketBatch, StoredMarket } from './keeper-messages.ts';

/** Market time (ms) of one instrument's 5-second bars that one write deletes at most: 500 bars. */
const FORGET_SLICE_MS = 2_500_000;

const FIVE_LEVEL: BarLevel = { table: 'bar_5s', length: FIVE_MS, dayOffset: 0 };

/** The stored bars of one feed. Every method may throw what SQLite finds. */
export class MarketDatabase {
  readonly #database: Database;
  readonly #feed: number;
  readonly #insert: Readonly<Record<'bar_5s' | 'bar_60s', Statement>>;
  readonly #select: ReadonlyMap<BarLevel['table'], Statement>;
  readonly #coarse: CoarseBars;
  readonly #putRun: Statement;
  readonly #putListing: Statement;
  readonly #nextInstrument: Statement;
  readonly #oldestFive: Statement;
  readonly #forget: Statement;
  readonly #write: (batch: MarketBatch) => void;
  #forgotten = 0;

  constructor(database: Database, feedId: string) {
    this.#database = database;
    database.prepare('INSERT INTO feed (name) VALUES (?) ON CONFLICT DO NOTHING').run(feedId);
    this.#feed = database.prepare('SELECT id FROM feed WHERE name = ?').pluck().get(feedId) as number;
    this.#insert = { bar_5s: insertInto(database, 'bar_5s'), bar_60s: insertInto(database, 'bar_60s') };
    const levels = [FIVE_LEVEL, MINUTE_LEVEL, ...COARSE_LEVELS];
    this.#select = new Map(levels.map(({ table }) => [table, selectFrom(database, table)]));
    this.#coarse = new CoarseBars(database);
    this.#putRun = database.prepare(
      'INSERT INTO run (feed, begin, until) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET until = excluded.until',
    );
    this.#putListing = database.prepare('INSERT OR REPLACE INTO listing (feed, instrument, since) VALUES (?, ?, ?)');
    this.#nextInstrument = database
      .prepare('SELECT instrument FROM bar_5s WHERE feed = ? AND instrument > ? ORDER BY instrument LIMIT 1')
      .pluck();
    this.#oldestFive = database.prepare('SELECT min(time) FROM bar_5s WHERE feed = ? AND instrument = ?').pluck();
    this.#forget = database.prepare('DELETE FROM bar_5s WHERE feed = ? AND instrument = ? AND time < ?');
    this.#write = database.transaction((batch: MarketBatch) => this.#writeBatch(batch));
  }

  /** What is known of the feed. */
  load(): StoredMarket {
    const coverage = this.#all<Coverage>('SELECT begin, until FROM run WHERE feed = ? ORDER BY begin');
    const listings = this.#all<Listing>('SELECT instrument, since FROM listing WHERE feed = ?');
    const until = coverage.at(-1)?.until;
    if (until === undefined) return { coverage, listings, lastFives: [] };
    const from = openingTime(until - 1, MINUTE_MS, 0);
    const lastFives = listings.map(({ instrument }) => ({
      instrument,
      bars: packBars(this.#bars([FIVE_LEVEL], { instrument, from, to: until, length: FIVE_MS, dayOffset: 0 })),
    }));
    return { coverage, listings, lastFives };
  }

  write(batch: MarketBatch): void {
    this.#write(batch);
  }

  read(range: BarRange): Bar[] {
    return this.#bars(range.seconds === 5 ? [FIVE_LEVEL] : levelsFor(range.length, range.dayOffset), range);
  }

  close(): void {
    this.#database.close();
  }

  #all<Row>(sql: string): Row[] {
    return this.#database.prepare(sql).all(this.#feed) as Row[];
  }

  /** Joins bars of these levels, shortest first; of each of them only what no longer one has whole. */
  #bars(levels: readonly BarLevel[], range: Omit<BarRange, 'seconds'>): Bar[] {
    const { instrument, length, dayOffset } = range;
    const joiner = new BarJoiner(length, dayOffset);
    const add = (level: BarLevel, from: number, to: number): void => {
      const rows = this.#select.get(level.table)?.all(this.#feed, instrument, from, to) as BarNumbers[];
      for (const row of rows) joiner.add(...row);
    };
    const addFrom = (index: number, from: number, to: number): void => {
      const level = levels[index] as BarLevel;
      const longer = levels[index + 1];
      if (from >= to) return;
      if (longer === undefined) return add(level, from, to);
      const opening = openingTime(from + longer.length - 1, longer.length, longer.dayOffset);
      const end = openingTime(to, longer.length, longer.dayOffset);
      if (opening >= end) return add(level, from, to);
      add(level, from, opening);
      addFrom(index + 1, opening, end);
      add(level, end, to);
    };
    addFrom(0, range.from, range.to);
    return joiner.finish();
  }

  #writeBatch({ run, listings, fives, minutes, forgetBefore }: MarketBatch): void {
    this.#putRun.run(this.#feed, run.begin, run.until);
    for (const { instrument, since } of listings) this.#putListing.run(this.#feed, instrument, since);
    for (const pack of fives) this.#put('bar_5s', pack);
    for (const pack of minutes) {
      this.#put('bar_60s', pack);
      this.#coarse.renew(this.#feed, pack.instrument, ...spanOf(pack));
    }
    this.#forgetSlice(forgetBefore);
  }

  #put(table: 'bar_5s' | 'bar_60s', { instrument, bars }: BarPack): void {
    const insert = this.#insert[table];
    for (const { time, open, high, low, close, volume } of unpackBars(bars)) {
      insert.run(this.#feed, instrument, time, open, high, low, close, volume);
    }
  }

  /** Deletes a few 5-second bars that open before `before`, of one instrument after the other. */
  #forgetSlice(before: number): void {
    const next = (this.#nextInstrument.get(this.#feed, this.#forgotten) ?? this.#nextInstrument.get(this.#feed, 0)) as
      | number
      | undefined;
    if (next === undefined) return;
    this.#forgotten = next;
    const oldest = this.#oldestFive.get(this.#feed, next) as number;
    if (oldest < before) this.#forget.run(this.#feed, next, Math.min(before, oldest + FORGET_SLICE_MS));
  }
}

/** Opening times of the first and the last bar. */
function spanOf({ bars }: BarPack): [number, number] {
  const unpacked = unpackBars(bars);
  return [(unpacked[0] as Bar).time, (unpacked.at(-1) as Bar).time];
}
