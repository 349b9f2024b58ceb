import type { SqlValue, StatementRun } from '../../journal/index.ts';
import { COPY_COLUMNS, COPY_STATEMENTS, type CopyTable } from './schema.ts';

/** A row of a table by its columns. */
export type RowOf<T extends CopyTable> = { readonly [C in (typeof COPY_COLUMNS)[T][number]]: SqlValue };

/** Counts that are kept for the totals of searches. */
export type CountName =
  `${'transfers' | 'deals' | 'signals' | 'requests' | 'accounts'}.${'company' | 'strategy' | 'account' | 'wallet' | 'stream'}`;

/** Gathers what a turn writes, statement by statement, in the order in which they first came. */
export class WrittenRows {
  readonly #runs = new Map<string, SqlValue[][]>();
  readonly #counts = new Map<CountName, Map<number, number>>();

  add(statement: keyof typeof COPY_STATEMENTS, ...values: SqlValue[]): void {
    this.write(statement, values);
  }

  /** The same of a list that stays as it is. */
  write(statement: keyof typeof COPY_STATEMENTS, values: SqlValue[]): void {
    const name = COPY_STATEMENTS[statement];
    const known = this.#runs.get(name);
    if (known === undefined) this.#runs.set(name, [values]);
    else known.push(values);
  }

  /** A row of a table. */
  row<T extends CopyTable>(statement: keyof typeof COPY_STATEMENTS, table: T, row: RowOf<T>): void {
    this.add(statement, ...COPY_COLUMNS[table].map((column) => row[column as keyof RowOf<T>]));
  }

  /** One more of this kind. */
  count(name: CountName, owner: number): void {
    let counts = this.#counts.get(name);
    if (counts === undefined) {
      counts = new Map();
      this.#counts.set(name, counts);
    }
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }

  get runs(): readonly StatementRun[] {
    const runs: StatementRun[] = [...this.#runs].map(([statement, values]) => ({ statement, values }));
    if (this.#counts.size === 0) return runs;
    const values = [...this.#counts].flatMap(([name, counts]) =>
      Array.from(counts, ([owner, count]) => [name, owner, count]),
    );
    return [...runs, { statement: COPY_STATEMENTS.count, values }];
  }
}
