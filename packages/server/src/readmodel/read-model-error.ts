/**
 * Why a query was not answered.
 *
 * - `bad_query`: a filter, limit or cursor is wrong; `field` names it.
 * - `busy`: too many queries wait already; ask again later.
 * - `timeout`: the query took longer than it may; ask for less.
 * - `failed`: SQL or the reader thread failed.
 * - `closed`: used after `close`.
 */
export type ReadModelErrorCode = 'bad_query' | 'busy' | 'timeout' | 'failed' | 'closed';

export class ReadModelError extends Error {
  override name = 'ReadModelError';
  readonly code: ReadModelErrorCode;
  /** The field of the query that is wrong, for `bad_query`. */
  readonly field: string | null;

  constructor(code: ReadModelErrorCode, message: string, field: string | null = null) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

export function badQuery(field: string, detail: string): ReadModelError {
  return new ReadModelError('bad_query', `${field}: ${detail}`, field);
}
