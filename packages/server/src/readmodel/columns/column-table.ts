import type { Database } from 'better-sqlite3';
import { Column, type Mark } from './column.ts';
import type { ColumnSearch } from './column-search.ts';
import { Words } from './words.ts';

export interface ColumnLimits {
  /** What all columns may take. */
  readonly maxBytes: number;
  /** Rows that are read at once. */
  readonly slice: number;
  /** Rows of one owner at most; of more nothing is kept. */
  readonly maxRows: number;
  /** Rows that may still change, which are read for each search anew. */
  readonly maxOpenRows: number;
}

/** Stands for a number that is absent: before all others. */
const ABSENT = -Number.MAX_SAFE_INTEGER;

export interface KeptColumn {
  readonly numbers: Column;
  /** Of a column that holds text. */
  readonly words: Words | null;
  /** When it was wanted last, in searches. */
  usedAt: number;
}

/** The table as far as it does not change any more, or why it cannot be searched yet. */
export type Readiness = 'ready' | 'behind' | 'beyond';

/** Columns of the rows that one owner has in a table, oldest first, as far as searches have wanted them. */
export class ColumnTable {
  readonly #database: Database;
  readonly #about: Pick<ColumnSearch, 'table' | 'owner' | 'final' | 'words'>;
  readonly #limits: ColumnLimits;
  readonly #columns = new Map<string, KeptColumn>();

  constructor(
    database: Database,
    about: Pick<ColumnSearch, 'table' | 'owner' | 'final' | 'words'>,
    limits: ColumnLimits,
  ) {
    this.#database = database;
    this.#about = about;
    this.#limits = limits;
  }

  get columns(): ReadonlyMap<string, KeptColumn> {
    return this.#columns;
  }

  get bytes(): number {
    let bytes = 0;
    for (const { numbers } of this.#columns.values()) bytes += numbers.bytes;
    return bytes;
  }

  /** The column of this SQL; `id` is always there. */
  column(sql: string): KeptColumn {
    const known = this.#columns.get(sql);
    if (known !== undefined) return known;
    const made = { numbers: new Column(), words: this.#about.words.includes(sql) ? new Words() : null, usedAt: 0 };
    this.#columns.set(sql, made);
    return made;
  }

  forget(sql: string): void {
    this.#columns.delete(sql);
  }

  /** Reads on, one slice at most, those of `wanted` (with `id`) that are farthest behind. */
  readOn(wanted: readonly string[]): Readiness {
    const lengths = wanted.map((sql) => this.column(sql).numbers.length);
    const length = Math.min(...lengths);
    const behind = wanted.filter((_, i) => lengths[i] === length);
    const ahead = Math.min(...lengths.filter((each) => each > length), length + this.#limits.slice);
    const most = ahead - length;
    if (length + most > this.#limits.maxRows) return 'beyond';
    // at the front of all rows may still change
    const front = behind.length === wanted.length;
    const rows = this.#read(behind, this.#lastId(length), most);
    const final = front ? rows.final : rows.length;
    if (!this.#append(behind, rows.columns, final)) return 'beyond';
    return front && (final < most || rows.length < most) ? 'ready' : 'behind';
  }

  /** Adds the rows that may still change; `back` takes them out again. Null when there are too many of them. */
  openRows(wanted: readonly string[]): { readonly back: () => void } | null {
    const marks: [Column, Mark][] = wanted.map((sql) => [this.column(sql).numbers, this.column(sql).numbers.mark]);
    const back = (): void => {
      for (const [numbers, mark] of marks) numbers.backTo(mark);
    };
    if (this.#about.final === null) return { back };
    const rows = this.#read(wanted, this.#lastId(this.column('id').numbers.length), this.#limits.maxOpenRows + 1);
    if (rows.length > this.#limits.maxOpenRows) return null;
    if (this.#append(wanted, rows.columns, rows.length)) return { back };
    back();
    return null;
  }

  #lastId(length: number): number {
    return length === 0 ? 0 : (this.column('id').numbers.values[length - 1] as number);
  }

  #read(columns: readonly string[], after: number, most: number) {
    const { table, owner, final, words } = this.#about;
    const [column, id] = owner;
    const read = columns.map((sql, i) => `coalesce(${sql}, ${words.includes(sql) ? "''" : ABSENT}) as c${i}`);
    const gathered = columns.map((_, i) => `json_group_array(c${i})`);
    const statement = this.#database.prepare<unknown[], (string | number)[]>(
      `select count(*), json_group_array(final), ${gathered.join(', ')} from (
        select ${final ?? '1'} as final, ${read.join(', ')} from ${table} where ${column} = ? and id > ? order by id limit ?)`,
    );
    const [length, finals, ...texts] = statement.raw().get(id, after, most) as [number, string, ...string[]];
    const firstOpen = (JSON.parse(finals) as number[]).indexOf(0);
    return {
      length,
      final: firstOpen < 0 ? length : firstOpen,
      columns: texts.map((text) => JSON.parse(text) as (number | string)[]),
    };
  }

  /** Whether it could: a column of too many different texts is not kept. */
  #append(columns: readonly string[], values: readonly (readonly (number | string)[])[], count: number): boolean {
    const numbers = columns.map((sql, i) => {
      const { words } = this.column(sql);
      const own = (values[i] ?? []).slice(0, count);
      return words === null ? (own as number[]) : own.map((text) => words.add(text as string));
    });
    if (numbers.some((column) => column.includes(null as never))) return false;
    columns.forEach((sql, i) => {
      this.column(sql).numbers.append(numbers[i] as number[]);
    });
    return true;
  }
}
