import type { Database } from 'better-sqlite3';
import type { JournalRow } from './journal.ts';
import { damaged } from './journal-error.ts';
import { rowChecksum } from './row-checksum.ts';
import { asJournalError } from './sqlite-file.ts';

const PAGE_ROWS = 1_000;

/** A row with the checksum that was stored beside it. */
export type StoredRow = JournalRow & { readonly checksum: number };

/** What is wrong with a row that stands where row `expectedSeq` should; null: it is sound. */
export function rowFault(row: StoredRow, expectedSeq: number): { readonly seq: number; readonly what: string } | null {
  if (row.seq !== expectedSeq) {
    const last = row.seq - 1;
    const what = expectedSeq === last ? `row ${last} is missing` : `rows ${expectedSeq} to ${last} are missing`;
    return { seq: expectedSeq, what };
  }
  if (rowChecksum(row) === row.checksum) return null;
  return { seq: row.seq, what: `row ${row.seq} is damaged (its checksum differs)` };
}

/**
 * Pages of stored rows from `fromSeq` up to `toSeq`, unverified. Each page is a short read of its own, so that a reader
 * never holds up the writer's checkpoints; rows committed meanwhile are found too.
 */
export function* readPages(
  database: Database,
  fromSeq: number,
  toSeq = Number.MAX_SAFE_INTEGER,
): Generator<StoredRow[]> {
  const query = database.prepare<[number, number, number], StoredRow>(
    'SELECT seq, at, version, body, checksum FROM journal WHERE seq >= ? AND seq <= ? ORDER BY seq LIMIT ?',
  );
  let next = fromSeq;
  for (;;) {
    let page: StoredRow[];
    try {
      page = query.all(next, toSeq, PAGE_ROWS);
    } catch (error) {
      throw asJournalError(error);
    }
    const last = page[page.length - 1];
    if (last === undefined) return;
    yield page;
    next = last.seq + 1;
  }
}

/** Verified rows from `fromSeq` up to `toSeq`, in order; throws JournalError `damaged` at the first that isn't sound. */
export function* readRows(database: Database, fromSeq: number, toSeq?: number): Generator<StoredRow> {
  let expected = fromSeq;
  for (const page of readPages(database, fromSeq, toSeq)) {
    for (const row of page) {
      const fault = rowFault(row, expected);
      if (fault !== null) throw damaged(fault.what, fault.seq);
      expected += 1;
      yield row;
    }
  }
}

/** Number of the first row, 1 when there is none; more than 1 when the ones before lie in an archive. */
export function firstSeqOf(database: Database): number {
  return database.prepare('SELECT coalesce(min(seq), 1) FROM journal').pluck().get() as number;
}

/** Number of the last row, 0 when there is none. */
export function lastSeqOf(database: Database): number {
  return database.prepare('SELECT coalesce(max(seq), 0) FROM journal').pluck().get() as number;
}
