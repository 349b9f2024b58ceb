import type { Database } from 'better-sqlite3';
import type { ColumnAnswer, ColumnSearch, ColumnSource } from './column-search.ts';
import { type ColumnLimits, ColumnTable, type Readiness } from './column-table.ts';
import { type Fit, fitOf } from './fit.ts';
import { type FoundRows, findRows, sizeOf, toBeSorted } from './found-rows.ts';
import { KeptStatements } from './kept-statements.ts';
import { findOpen, keyOf, merged, type Placed } from './open-rows.ts';
import { pageOf, type Sorting, sumOf, wantsOrder } from './select.ts';

/** A slice takes some ten milliseconds. */
const LIMITS: ColumnLimits = {
  maxBytes: 256 * 2 ** 20,
  slice: 50_000,
  maxRows: 8_000_000,
  maxOpenRows: 5_000,
  maxWords: 2 ** 20,
};

/**
 * Columns of tables to which rows are only added, kept in memory where they are searched: any conditions, any order, the
 * exact total. They are read when they are first wanted and cost those who write nothing; what a search looks at are the
 * rows of its narrowest condition, or sets of bits.
 */
export class ColumnStore {
  readonly #statements: KeptStatements;
  readonly #limits: ColumnLimits;
  readonly #tables = new Map<string, ColumnTable>();
  #searches = 0;

  constructor(database: Database, limits: Partial<ColumnLimits> = {}) {
    this.#statements = new KeptStatements(database);
    this.#limits = { ...LIMITS, ...limits };
  }

  get bytes(): number {
    let bytes = 0;
    for (const table of this.#tables.values()) bytes += table.bytes;
    return bytes;
  }

  /** Whether half of what columns may take is taken: what nobody has asked for is not read then. */
  get full(): boolean {
    return this.bytes > this.#limits.maxBytes / 2;
  }

  search(search: ColumnSearch): ColumnAnswer {
    const table = this.#tableOf(search);
    const { conditions, order, sums } = search;
    const wanted = [...new Set(['id', order, ...conditions.map(({ column }) => column), ...sums])];
    if (!search.patient && !table.knows(wanted)) return { kind: 'behind' };
    const readiness = this.#read(table, wanted);
    if (readiness !== 'ready') return { kind: readiness };
    const open = table.openRows(wanted);
    if (open === null) return { kind: 'beyond' };
    const sorting = { column: table.column(order), ranks: ranksOf(search.ranks), ascending: search.ascending };
    const found = this.#find(
      table,
      conditions.map((each) => fitOf(table.column(each.column), each)),
      sorting,
    );
    if (found === null) return { kind: 'behind' };
    const early = findOpen(table, open, wanted, search, sorting);
    return {
      kind: 'page',
      rows: this.#rowsOf(search.table, pageIds(table, found, sorting, early.places, search)),
      total: sizeOf(found) + early.places.length,
      sums: sums.map((sql, i) => sumOf(found, table.column(sql).numbers) + (early.sums[i] as number)),
    };
  }

  /** Reads on what searches will want, and puts the rows in the order of some columns. Not for a table of open rows. */
  prepare(source: ColumnSource, columns: readonly string[], sorted: readonly string[]): Readiness {
    const table = this.#tableOf(source);
    const readiness = this.#read(table, ['id', ...columns]);
    if (readiness !== 'ready') return readiness;
    for (const sql of sorted) {
      const column = table.column(sql);
      if (!column.numbers.rising && !column.numbers.narrow && !column.sorted.catchUp()) return 'behind';
    }
    return 'ready';
  }

  #tableOf(source: ColumnSource): ColumnTable {
    const { table, owner, final, words } = source;
    const key = `${table} ${owner.join(' ')}`;
    const known =
      this.#tables.get(key) ?? new ColumnTable(this.#statements, { table, owner, final, words }, this.#limits);
    this.#tables.set(key, known);
    return known;
  }

  #read(table: ColumnTable, wanted: readonly string[]): Readiness {
    this.#searches++;
    for (const sql of wanted) table.column(sql).usedAt = this.#searches;
    this.#makeRoom();
    return table.readOn(wanted);
  }

  /** Null while rows must be put in order first. */
  #find(table: ColumnTable, conditions: readonly Fit[], sorting: Sorting): FoundRows | null {
    for (const column of toBeSorted(conditions)) if (!column.sorted.catchUp()) return null;
    const found = findRows(table.length, conditions);
    return wantsOrder(found, sorting) && !sorting.column.sorted.catchUp() ? null : found;
  }

  #rowsOf(table: string, ids: readonly number[]): unknown[] {
    if (ids.length === 0) return [];
    const rows = this.#statements
      .of(`select * from ${table} where id in (select value from json_each(?))`)
      .all(JSON.stringify(ids)) as { readonly id: number }[];
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id));
  }

  /** Forgets what was not wanted for longest, but nothing of this search; ids stay as long as a table has others. */
  #makeRoom(): void {
    while (this.bytes > this.#limits.maxBytes) {
      let oldest: { readonly usedAt: number; readonly forget: () => void } | null = null;
      const offer = (usedAt: number, forget: () => void): void => {
        if (usedAt < (oldest?.usedAt ?? this.#searches)) oldest = { usedAt, forget };
      };
      for (const table of this.#tables.values()) {
        for (const [sql, column] of table.columns) {
          offer(column.oldestMade, () => column.forgetMade(column.oldestMade));
          if (sql !== 'id' || table.columns.size === 1) offer(column.usedAt, () => table.forget(sql));
        }
      }
      if (oldest === null) return;
      (oldest as { forget: () => void }).forget();
    }
  }
}

/** Rows that may still change are merged with those that do not: so many more of these may be on the page's way. */
function pageIds(
  table: ColumnTable,
  found: FoundRows,
  sorting: Sorting,
  early: readonly Placed[],
  { limit, offset }: ColumnSearch,
): number[] {
  const ids = table.column('id').numbers.values;
  const idOf = (place: number): number => ids[place] as number;
  if (early.length === 0) return Array.from(pageOf(found, sorting, limit, offset), idOf);
  const skipped = Math.max(0, offset - early.length);
  const { numbers } = sorting.column;
  const late = Array.from(pageOf(found, sorting, limit + offset - skipped, skipped), (place) => {
    const value = numbers.values[place] as number;
    return { id: idOf(place), key: keyOf(value === numbers.absent ? null : value, sorting) };
  });
  const { ascending } = sorting;
  return merged(late, early, ascending)
    .slice(offset - skipped, offset - skipped + limit)
    .map(({ id }) => id);
}

/** Where each number stands. */
function ranksOf(ranks: readonly number[] | null): Int32Array | undefined {
  if (ranks === null) return undefined;
  const places = new Int32Array(ranks.reduce((most, number) => Math.max(most, number), 0) + 1).fill(-1);
  ranks.forEach((number, place) => {
    places[number] = place;
  });
  return places;
}
