import type { Database } from 'better-sqlite3';
import type { ColumnAnswer, ColumnCondition, ColumnSearch } from './column-search.ts';
import { type ColumnLimits, ColumnTable, type KeptColumn } from './column-table.ts';
import { type Fit, select } from './select.ts';

/** A slice takes some ten milliseconds; eight million rows are searched in a few more. */
const LIMITS: ColumnLimits = { maxBytes: 256 * 2 ** 20, slice: 20_000, maxRows: 8_000_000, maxOpenRows: 5_000 };

/**
 * Columns of tables to which rows are only added, kept in memory where they are searched: any conditions, any order, the
 * exact total, a few nanoseconds a row. They are read when they are first wanted and cost those who write nothing.
 */
export class ColumnStore {
  readonly #database: Database;
  readonly #limits: ColumnLimits;
  readonly #tables = new Map<string, ColumnTable>();
  #searches = 0;

  constructor(database: Database, limits: Partial<ColumnLimits> = {}) {
    this.#database = database;
    this.#limits = { ...LIMITS, ...limits };
  }

  get bytes(): number {
    let bytes = 0;
    for (const table of this.#tables.values()) bytes += table.bytes;
    return bytes;
  }

  search(search: ColumnSearch): ColumnAnswer {
    const table = this.#tableOf(search);
    const wanted = [...new Set(['id', search.order, ...search.conditions.map(({ column }) => column)])];
    this.#searches++;
    for (const sql of wanted) table.column(sql).usedAt = this.#searches;
    this.#makeRoom();
    const readiness = table.readOn(wanted);
    if (readiness !== 'ready') return { kind: readiness };
    const open = table.openRows(wanted);
    if (open === null) return { kind: 'beyond' };
    const page = pageOf(table, search);
    open.back();
    return page;
  }

  #tableOf(search: ColumnSearch): ColumnTable {
    const { table, owner } = search;
    const key = `${table} ${owner.join(' ')}`;
    const known = this.#tables.get(key) ?? new ColumnTable(this.#database, search, this.#limits);
    this.#tables.set(key, known);
    return known;
  }

  /** Forgets what was not wanted for longest, but nothing of this search; ids stay as long as a table has others. */
  #makeRoom(): void {
    while (this.bytes > this.#limits.maxBytes) {
      let oldest: { table: ColumnTable; sql: string; usedAt: number } | null = null;
      for (const table of this.#tables.values()) {
        for (const [sql, { usedAt }] of table.columns) {
          if (sql === 'id' && table.columns.size > 1) continue;
          if (usedAt < (oldest?.usedAt ?? this.#searches)) oldest = { table, sql, usedAt };
        }
      }
      if (oldest === null) return;
      oldest.table.forget(oldest.sql);
    }
  }
}

function pageOf(
  table: ColumnTable,
  { conditions, order, ranks, ascending, limit, offset }: ColumnSearch,
): ColumnAnswer {
  const ids = table.column('id').numbers;
  const sorted = table.column(order);
  const { places, total } = select({
    length: ids.length,
    fits: conditions.map((condition) => fitOf(table.column(condition.column), condition)),
    order: { column: sorted.numbers, places: placesOf(sorted, ranks), ascending },
    limit,
    offset,
  });
  return { kind: 'page', ids: Array.from(places, (place) => ids.values[place] as number), total };
}

function fitOf({ numbers, words }: KeptColumn, { is, value }: ColumnCondition): Fit {
  if (is === 'oneOf') return { column: numbers, oneOf: value as readonly number[] };
  const number = words === null ? (value as number) : words.find(value as string);
  // absent numbers are in no range, as in SQL
  const nothing = -Number.MAX_SAFE_INTEGER + 1;
  switch (is) {
    case 'equal':
      return { column: numbers, least: number, most: number };
    case 'atLeast':
      return { column: numbers, least: number, most: Number.MAX_SAFE_INTEGER };
    case 'atMost':
      return { column: numbers, least: nothing, most: number };
    case 'below':
      return { column: numbers, least: nothing, most: number - 1 };
  }
}

/** Where each number of the column stands, when that is not by size. */
function placesOf({ words }: KeptColumn, ranks: readonly number[] | null): Int32Array | undefined {
  if (words !== null) return words.places;
  if (ranks === null) return undefined;
  const places = new Int32Array(ranks.reduce((most, number) => Math.max(most, number), 0) + 1).fill(-1);
  ranks.forEach((number, place) => {
    places[number] = place;
  });
  return places;
}
