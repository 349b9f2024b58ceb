import type { Database, Statement } from 'better-sqlite3';
import { BarJoiner, openingTime } from '../feeds/aggregate.ts';
import type { BarNumbers } from './bar-rows.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './bins.ts';
import { ZONE_OFFSETS } from './zone.ts';

/** A table of stored bars of one length, ms, in the days of one zone. */
export interface BarLevel {
  readonly table: 'bar_5s' | 'bar_60s' | 'bar_1h' | 'bar_day_utc' | 'bar_day_moscow';
  readonly length: number;
  readonly dayOffset: number;
}

export const MINUTE_LEVEL: BarLevel = { table: 'bar_60s', length: MINUTE_MS, dayOffset: 0 };
const HOUR_LEVEL: BarLevel = { table: 'bar_1h', length: HOUR_MS, dayOffset: 0 };
const DAY_LEVELS: readonly BarLevel[] = [
  { table: 'bar_day_utc', length: DAY_MS, dayOffset: ZONE_OFFSETS.utc },
  { table: 'bar_day_moscow', length: DAY_MS, dayOffset: ZONE_OFFSETS.moscow },
];

/** Joined from stored minutes, in the transaction that writes those: each bar is exactly the join of its minutes. */
export const COARSE_LEVELS: readonly BarLevel[] = [HOUR_LEVEL, ...DAY_LEVELS];

/** The levels from which bars of `length` can be joined, minutes and longer ones, shortest first. */
export function levelsFor(length: number, dayOffset: number): readonly BarLevel[] {
  return [MINUTE_LEVEL, ...COARSE_LEVELS].filter((level) => {
    if (length % level.length !== 0) return false;
    return (dayOffset - level.dayOffset) % level.length === 0;
  });
}

/** Reads bars in [from, to) as rows: feed, instrument, from, to. */
export function selectFrom(database: Database, table: BarLevel['table']): Statement {
  return database
    .prepare(
      `SELECT time, open, high, low, close, volume FROM ${table}
       WHERE feed = ? AND instrument = ? AND time >= ? AND time < ? ORDER BY time`,
    )
    .raw();
}

/** Writes a bar: feed, instrument, its numbers. */
export function insertInto(database: Database, table: BarLevel['table']): Statement {
  return database.prepare(
    `INSERT OR REPLACE INTO ${table} (feed, instrument, time, open, high, low, close, volume) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
}

/** Keeps the coarse bars of a market file in step with its minutes. */
export class CoarseBars {
  readonly #steps: readonly { readonly level: BarLevel; readonly select: Statement; readonly insert: Statement }[];

  constructor(database: Database) {
    this.#steps = COARSE_LEVELS.map((level) => ({
      level,
      select: selectFrom(database, level === HOUR_LEVEL ? MINUTE_LEVEL.table : HOUR_LEVEL.table),
      insert: insertInto(database, level.table),
    }));
  }

  /** Joins again what minutes in [first, last] of an instrument belong to. */
  renew(feed: number, instrument: number, first: number, last: number): void {
    for (const { level, select, insert } of this.#steps) {
      const { length, dayOffset } = level;
      const from = openingTime(first, length, dayOffset);
      const to = openingTime(last, length, dayOffset) + length;
      const joiner = new BarJoiner(length, dayOffset);
      for (const row of select.all(feed, instrument, from, to) as BarNumbers[]) joiner.add(...row);
      for (const { time, open, high, low, close, volume } of joiner.finish()) {
        insert.run(feed, instrument, time, open, high, low, close, volume);
      }
    }
  }
}

/** Joins all coarse bars of a file that has minutes only. */
export function fillCoarseBars(database: Database): void {
  const coarse = new CoarseBars(database);
  const known = database.prepare('SELECT DISTINCT feed, instrument FROM listing').all() as {
    feed: number;
    instrument: number;
  }[];
  const span = database.prepare('SELECT min(time), max(time) FROM bar_60s WHERE feed = ? AND instrument = ?').raw();
  for (const { feed, instrument } of known) {
    const [first, last] = span.get(feed, instrument) as [number | null, number | null];
    if (first === null || last === null) continue;
    for (let day = openingTime(first, DAY_MS, 0); day <= last; day += DAY_MS) {
      coarse.renew(feed, instrument, Math.max(first, day), Math.min(last, day + DAY_MS - 1));
    }
  }
}
