import {
  type ColumnReader,
  type Condition,
  type CopyRow,
  type CopyTable,
  type KeptCount,
  type RowSource,
  searchTable,
  type TablePage,
} from '../../../readmodel/index.ts';
import type { Fields } from '../fields.ts';
import type { SearchRequest } from './request.ts';

/** How a search is carried out on a table. */
export interface StoredSearch<T extends CopyTable> {
  readonly table: T;
  /** Column by field that may be sorted by; `ranks`: values of it in the order in which they are sorted instead. */
  readonly columns: Readonly<
    Record<string, string | { readonly column: string; readonly ranks: () => readonly number[] }>
  >;
  readonly company: number;
  readonly conditions: readonly Condition[];
  readonly count?: KeptCount | undefined;
  readonly sums?: readonly string[] | undefined;
}

/** One page of a table. Rejects with ReadModelError. */
export function storedPage<T extends CopyTable, F extends Fields>(
  source: RowSource & ColumnReader,
  { page, perPage, orderBy, ascending }: SearchRequest<F>,
  { columns, ...search }: StoredSearch<T>,
): Promise<TablePage<CopyRow<T>>> {
  const place = columns[orderBy];
  if (place === undefined) throw new Error(`no column for ${orderBy}`);
  const order = typeof place === 'string' ? { order: place } : { order: place.column, ranks: place.ranks() };
  return searchTable(source, {
    ...search,
    ...order,
    ascending,
    limit: perPage,
    offset: (page - 1) * perPage,
  });
}

/** `column = value`, unless nothing is wanted. */
export function equal(column: string, value: number | string | undefined): Condition[] {
  return value === undefined ? [] : [{ column, is: 'equal', value }];
}

/** From inclusive, to exclusive; moments that have not come are 0 and are in no bounded stretch. */
export function between(column: string, from: number | undefined, to: number | undefined): Condition[] {
  if (from === undefined && to === undefined) return [];
  const least: Condition = { column, is: 'atLeast', value: Math.max(from ?? 1, 1) };
  return to === undefined ? [least] : [least, { column, is: 'below', value: to }];
}

/** `Test`: 0 real, 1 test, 2 all. */
export function testIs(wanted: number | undefined): Condition[] {
  return wanted === undefined || wanted === 2 ? [] : [{ column: 'test', is: 'equal', value: wanted }];
}
