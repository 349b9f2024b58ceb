import type { Database, Statement } from 'better-sqlite3';
import { BarJoiner, openingTime } from '../feeds/aggregate.ts';
import type { Bar } from '../feeds/feed.ts';
import { type BarNumbers, packBars, unpackBars } from './bar-rows.ts';
import { MINUTE_MS } from './bins.ts';
import type { Coverage } from './coverage.ts';
import type { BarPack, BarRange, Listing, MarketBatch, StoredMarket } from './keeper-messages.ts';

/** Market time (ms) of one instrument's 5-second bars that one write deletes at most: 500 bars. */
const FORGET_SLICE_MS = 2_500_000;

type BarTable = 'bar_5s' | 'bar_60s';

/** The stored bars of one feed. Every method may throw what SQLite finds. */
export class MarketDatabase {
  readonly #database: Database;
  readonly #feed: number;
  readonly #insert: Readonly<Record<BarTable, Statement>>;
  readonly #select: Readonly<Record<BarTable, Statement>>;
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
    this.#select = { bar_5s: selectFrom(database, 'bar_5s'), bar_60s: selectFrom(database, 'bar_60s') };
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
      bars: packBars(this.#bars('bar_5s', instrument, from, until, 5_000, 0)),
    }));
    return { coverage, listings, lastFives };
  }

  write(batch: MarketBatch): void {
    this.#write(batch);
  }

  read({ seconds, instrument, from, to, length, dayOffset }: BarRange): Bar[] {
    return this.#bars(seconds === 5 ? 'bar_5s' : 'bar_60s', instrument, from, to, length, dayOffset);
  }

  close(): void {
    this.#database.close();
  }

  #all<Row>(sql: string): Row[] {
    return this.#database.prepare(sql).all(this.#feed) as Row[];
  }

  #bars(table: BarTable, instrument: number, from: number, to: number, length: number, dayOffset: number): Bar[] {
    const joiner = new BarJoiner(length, dayOffset);
    for (const row of this.#select[table].all(this.#feed, instrument, from, to) as BarNumbers[]) joiner.add(...row);
    return joiner.finish();
  }

  #writeBatch({ run, listings, fives, minutes, forgetBefore }: MarketBatch): void {
    this.#putRun.run(this.#feed, run.begin, run.until);
    for (const { instrument, since } of listings) this.#putListing.run(this.#feed, instrument, since);
    for (const pack of fives) this.#put('bar_5s', pack);
    for (const pack of minutes) this.#put('bar_60s', pack);
    this.#forgetSlice(forgetBefore);
  }

  #put(table: BarTable, { instrument, bars }: BarPack): void {
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

function insertInto(database: Database, table: BarTable): Statement {
  return database.prepare(
    `INSERT OR REPLACE INTO ${table} (feed, instrument, time, open, high, low, close, volume) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
}

function selectFrom(database: Database, table: BarTable): Statement {
  return database
    .prepare(
      `SELECT time, open, high, low, close, volume FROM ${table}
       WHERE feed = ? AND instrument = ? AND time >= ? AND time < ? ORDER BY time`,
    )
    .raw();
}
