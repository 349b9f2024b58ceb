import type { ColumnSearch } from './column-search.ts';
import type { ColumnTable, ReadRows } from './column-table.ts';
import { fitOf, fits } from './fit.ts';
import type { Sorting } from './select.ts';

/** A row of a page: by its id, and by what it is sorted by. */
export interface Placed {
  readonly id: number;
  readonly key: number;
}

/** Rows that may still change and fit, by their ids and keys, and sums over them. */
export function findOpen(
  table: ColumnTable,
  rows: ReadRows,
  wanted: readonly string[],
  { conditions, order, sums }: ColumnSearch,
  sorting: Sorting,
): { readonly places: readonly Placed[]; readonly sums: readonly number[] } {
  const column = (sql: string): readonly (number | null)[] => rows.columns[wanted.indexOf(sql)] ?? [];
  const demands = conditions.map((each) => ({
    values: column(each.column),
    fit: fitOf(table.column(each.column), each, -Number.MAX_SAFE_INTEGER),
  }));
  const found: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    const all = demands.every(({ values, fit }) => {
      const value = values[row] ?? null;
      return value !== null && fits(fit, value);
    });
    if (all) found.push(row);
  }
  const [ids, keys] = [column('id'), column(order)];
  return {
    places: found.map((row) => ({ id: ids[row] as number, key: keyOf(keys[row] ?? null, sorting) })),
    sums: sums.map((sql) => found.reduce((sum, row) => sum + (column(sql)[row] ?? 0), 0)),
  };
}

/** What a number stands for in an order. */
export function keyOf(number: number | null, { column, ranks }: Pick<Sorting, 'column' | 'ranks'>): number {
  if (ranks !== undefined) return number === null ? -1 : (ranks[number] ?? -1);
  if (number === null) return -Infinity;
  return column.words === null ? number : (column.words.ranks[number] as number);
}

function comparing(ascending: boolean) {
  const sign = ascending ? 1 : -1;
  return (a: Placed, b: Placed): number => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id - b.id);
}

/** Both in one order. */
export function merged(some: readonly Placed[], more: readonly Placed[], ascending: boolean): Placed[] {
  return [...some, ...more].sort(comparing(ascending));
}
