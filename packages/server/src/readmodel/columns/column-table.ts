import type { ColumnSource } from './column-search.ts';
import { KeptColumn } from './kept-column.ts';
import type { KeptStatements } from './kept-statements.ts';

export interface ColumnLimits {
  /** What all columns may take. */
  readonly maxBytes: number;
  /** Values that are read at once. */
  readonly slice: number;
  /** Rows of one owner at most; of more nothing is kept. */
  readonly maxRows: number;
  /** Rows that may still change, which are read for each search anew. */
  readonly maxOpenRows: number;
  /** Different texts of one column. */
  readonly maxWords: number;
}

/** The table as far as it does not change any more, or why it cannot be searched yet. */
export type Readiness = 'ready' | 'behind' | 'beyond';

/** Values of some columns, row by row; texts as their numbers. */
export interface ReadRows {
  readonly length: number;
  /** By column, in the order in which they were asked for. */
  readonly columns: readonly (readonly (number | null)[])[];
}

/** Columns of the rows that one owner has in a table, oldest first, as far as searches have wanted them. */
export class ColumnTable {
  readonly #statements: KeptStatements;
  readonly #about: ColumnSource;
  readonly #limits: ColumnLimits;
  readonly #columns = new Map<string, KeptColumn>();
  /** Columns that are not for keeping; with `id` none is. */
  readonly #beyond = new Set<string>();

  constructor(statements: KeptStatements, about: ColumnSource, limits: ColumnLimits) {
    this.#statements = statements;
    this.#about = about;
    this.#limits = limits;
  }

  get columns(): ReadonlyMap<string, KeptColumn> {
    return this.#columns;
  }

  get bytes(): number {
    let bytes = 0;
    for (const column of this.#columns.values()) bytes += column.bytes;
    return bytes;
  }

  /** Rows that do not change any more, as far as they have been read. */
  get length(): number {
    return this.column('id').numbers.length;
  }

  /** The column of this SQL; `id` is always there. */
  column(sql: string): KeptColumn {
    const known = this.#columns.get(sql);
    if (known !== undefined) return known;
    const made = new KeptColumn(this.#about.words.includes(sql) ? this.#limits.maxWords : null);
    this.#columns.set(sql, made);
    return made;
  }

  forget(sql: string): void {
    this.#columns.delete(sql);
  }

  /** Whether all of these have been read up to here once. */
  knows(wanted: readonly string[]): boolean {
    return this.length > 0 && wanted.every((sql) => (this.#columns.get(sql)?.numbers.length ?? 0) > 0);
  }

  /** Reads on those of `wanted` (with `id`) that are behind, one slice at most. */
  readOn(wanted: readonly string[]): Readiness {
    if (wanted.some((sql) => this.#beyond.has(sql))) return 'beyond';
    for (let left = this.#limits.slice; left > 0; ) {
      const lengths = wanted.map((sql) => this.column(sql).numbers.length);
      const length = Math.min(...lengths);
      const behind = wanted.filter((_, i) => lengths[i] === length);
      const ahead = Math.min(...lengths.filter((each) => each > length));
      const most = Math.min(ahead - length, Math.ceil(left / behind.length));
      // at the front of all rows may still change
      const front = behind.length === wanted.length;
      const rows = this.#read(behind, this.#lastId(length), most);
      const final = front ? rows.final : rows.length;
      if (length + final > this.#limits.maxRows) return this.#giveUp([...this.#columns.keys()]);
      const tooMany = behind.filter((_, i) => rows.columns[i] === null);
      if (tooMany.length > 0) return this.#giveUp(tooMany);
      this.#append(behind, rows.columns, final);
      if (front && (final < most || rows.length < most)) return 'ready';
      left -= Math.max(1, rows.length * behind.length);
    }
    return 'behind';
  }

  /** The rows that may still change, for this search alone. Null when there are too many of them. */
  openRows(wanted: readonly string[]): ReadRows | null {
    if (this.#about.final === null) return { length: 0, columns: wanted.map(() => []) };
    const rows = this.#read(wanted, this.#lastId(this.length), this.#limits.maxOpenRows + 1);
    return rows.length > this.#limits.maxOpenRows || rows.columns.some((column) => column === null)
      ? null
      : (rows as ReadRows);
  }

  #giveUp(columns: readonly string[]): Readiness {
    for (const sql of columns) {
      this.forget(sql);
      this.#beyond.add(sql);
    }
    return 'beyond';
  }

  #lastId(length: number): number {
    return length === 0 ? 0 : (this.column('id').numbers.values[length - 1] as number);
  }

  #read(columns: readonly string[], after: number, most: number) {
    const { table, owner, final } = this.#about;
    const [column, id] = owner;
    const read = columns.map((sql, i) => `${sql} as c${i}`);
    const gathered = columns.map((_, i) => `json_group_array(c${i})`);
    const statement = this.#statements.of(
      `select count(*), json_group_array(final), ${gathered.join(', ')} from (
        select ${final ?? '1'} as final, ${read.join(', ')} from ${table} where ${column} = ? and id > ? order by id limit ?)`,
    );
    const [length, finals, ...texts] = statement.raw().get(id, after, most) as [number, string, ...string[]];
    const firstOpen = final === null ? -1 : (JSON.parse(finals) as number[]).indexOf(0);
    return {
      length,
      final: firstOpen < 0 ? length : firstOpen,
      columns: texts.map((text, i) => this.#numbers(columns[i] as string, JSON.parse(text))),
    };
  }

  /** Texts by their numbers; null when there are too many different ones. */
  #numbers(sql: string, values: (number | string | null)[]): (number | null)[] | null {
    const { words } = this.column(sql);
    if (words === null) return values as (number | null)[];
    const numbers = values.map((text) => words.add(text as string | null));
    return numbers.includes(null) ? null : numbers;
  }

  #append(columns: readonly string[], values: readonly ((number | null)[] | null)[], count: number): void {
    columns.forEach((sql, i) => {
      const numbers = values[i] as (number | null)[];
      this.column(sql).numbers.append(count === numbers.length ? numbers : numbers.slice(0, count));
    });
  }
}
