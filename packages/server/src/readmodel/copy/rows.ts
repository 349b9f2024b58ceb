import type { COPY_COLUMNS, CopyTable } from './schema.ts';

/** Columns that hold text, and may be null. */
type TextColumn =
  | 'symbol'
  | 'comment_client'
  | 'comment_company'
  | 'sync'
  | 'ticket'
  | 'comment'
  | 'name'
  | 'detail'
  | 'record';

/** Columns that hold numbers or null. */
type OpenColumn = 'external_id' | 'entry' | 'equity';

/** A row as it is read; `schema.ts` says what the columns mean. */
export type CopyRow<T extends CopyTable> = {
  readonly [C in (typeof COPY_COLUMNS)[T][number]]: C extends TextColumn
    ? string | null
    : C extends OpenColumn
      ? number | null
      : number;
};
