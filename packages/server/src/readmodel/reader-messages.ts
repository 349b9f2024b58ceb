import type { ColumnSearch } from './columns/column-search.ts';

/** SQL text with its parameters, as kysely's `compile()` gives it. */
export interface CompiledSql {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Carries out read-only SQL. */
export interface RowSource {
  query<T>(compiled: CompiledSql): Promise<T[]>;
}

/** A page of rows from columns, how many there are, and sums over all of them. */
export interface ColumnPage<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly sums: readonly number[];
}

/** Carries out searches of tables to which rows are only added, in memory where it can. */
export interface ColumnReader {
  /** Null when SQL has to tell. */
  columns<Row>(search: ColumnSearch): Promise<ColumnPage<Row> | null>;
}

/** What is asked of the reader thread. */
export type Question = CompiledSql | ColumnSearch;

/** What the reader thread is started with. */
export interface ReaderStart {
  readonly folder: string;
  /** Shared; 1 once nobody waits for this thread's answers: what it was still asked is passed over. */
  readonly left: Int32Array;
}

export type ToReader =
  | ({ readonly kind: 'query' } & CompiledSql)
  | ({ readonly kind: 'columns' } & ColumnSearch)
  | { readonly kind: 'close' };

/** `ready` comes first; then questions are answered in the order they were asked, those for columns with one row. */
export type FromReader =
  | { readonly kind: 'ready' }
  | { readonly kind: 'rows'; readonly rows: unknown[] }
  | { readonly kind: 'refused'; readonly message: string };
