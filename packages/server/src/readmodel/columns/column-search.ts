/** What a row must have in a column; texts are compared as a whole. */
export interface ColumnCondition {
  /** SQL over the table's columns; never text from outside. */
  readonly column: string;
  readonly is: 'equal' | 'atLeast' | 'below' | 'atMost' | 'oneOf';
  readonly value: number | string | readonly number[];
}

/** The rows that one owner has in a table to which rows are only added. */
export interface ColumnSource {
  readonly table: string;
  /** The column that holds the owner, and whose rows are searched. */
  readonly owner: readonly [column: string, id: number];
  /** SQL that is 0 for rows which may still change. */
  readonly final: string | null;
  /** Columns that hold text. */
  readonly words: readonly string[];
}

/** A page of them. */
export interface ColumnSearch extends ColumnSource {
  /** All of them apply. */
  readonly conditions: readonly ColumnCondition[];
  /** SQL over the table's columns; never text from outside. */
  readonly order: string;
  /** Numbers of the order's column in their order, when that is another one; what is not among them stands first. */
  readonly ranks: readonly number[] | null;
  readonly ascending: boolean;
  readonly limit: number;
  readonly offset: number;
  /** Columns whose sums over all found rows are wanted. */
  readonly sums: readonly string[];
  /** Whether columns are read that have not been wanted yet; else the search is for SQL then. */
  readonly patient: boolean;
}

/**
 * `page`: whole rows in order, how many rows fit, and the sums. `behind`: part of the columns has been read, ask again.
 * `beyond`: these columns are not for keeping, SQL has to tell.
 */
export type ColumnAnswer =
  | {
      readonly kind: 'page';
      readonly rows: readonly unknown[];
      readonly total: number;
      readonly sums: readonly number[];
    }
  | { readonly kind: 'behind' }
  | { readonly kind: 'beyond' };
