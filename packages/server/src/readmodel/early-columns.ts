import type { Database } from 'better-sqlite3';
import type { ColumnStore } from './columns/column-store.ts';
import { columnSource, KEPT_COLUMNS } from './copy/kept-columns.ts';
import type { CopyTable } from './copy/schema.ts';

/** Rows of a company below which SQL is quick enough. */
const FEW_ROWS = 2_000;
/** The part of its time that a thread may spend on it. */
const SHARE = 1 / 2;
/** How long after all has been read it is looked whether there is more (ms). */
const PAUSE_MS = 60_000;

/**
 * Reads the columns of long tables before anybody searches, after a start and as they grow: a slice at a time, questions
 * first, at most half of the thread's time, and no more than half of what columns may take.
 */
export class EarlyColumns {
  readonly #database: Database;
  readonly #store: ColumnStore;
  readonly #pauseMs: number;
  #steps: Generator<void, void>;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database, store: ColumnStore, pauseMs = PAUSE_MS) {
    this.#database = database;
    this.#store = store;
    this.#pauseMs = pauseMs;
    this.#steps = stepsOf(database, store);
  }

  start(): void {
    this.#timer = setTimeout(() => this.#step(), 0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#steps.return();
  }

  #step(): void {
    const begun = performance.now();
    let done: boolean;
    try {
      done = this.#steps.next().done === true || this.#store.full;
    } catch {
      // a search meets the same error, and tells of it
      done = true;
    }
    if (done) this.#steps = stepsOf(this.#database, this.#store);
    const took = performance.now() - begun;
    this.#timer = setTimeout(() => this.#step(), done ? this.#pauseMs : took * (1 / SHARE - 1));
  }
}

function* stepsOf(database: Database, store: ColumnStore): Generator<void, void> {
  for (const [table, { early, owners }] of Object.entries(KEPT_COLUMNS)) {
    for (const company of companiesOf(database, table)) {
      const source = columnSource(table as CopyTable, company);
      if (source === null) continue;
      for (const group of early) {
        yield;
        const sorted = owners.filter((owner) => group.includes(owner));
        while (store.prepare(source, group, sorted) === 'behind') yield;
      }
    }
  }
}

/** Those that have many rows in a table. */
function companiesOf(database: Database, table: string): number[] {
  const companies = database
    .prepare<[], number>(`select distinct owner from copy_counts where name like '%.company'`)
    .pluck()
    .all();
  const many = database.prepare(`select 1 from ${table} where company = ? limit 1 offset ${FEW_ROWS}`);
  return companies.filter((company) => many.get(company) !== undefined);
}
