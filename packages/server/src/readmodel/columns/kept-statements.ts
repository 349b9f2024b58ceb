import type { Database, Statement } from 'better-sqlite3';

/** Prepared statements kept; the one not used for longest goes first. */
const MOST = 100;

/** Statements of a connection by their text. */
export class KeptStatements {
  readonly #database: Database;
  readonly #byText = new Map<string, Statement<unknown[]>>();

  constructor(database: Database) {
    this.#database = database;
  }

  of(sql: string): Statement<unknown[]> {
    const statement = this.#byText.get(sql) ?? this.#database.prepare(sql);
    this.#byText.delete(sql);
    this.#byText.set(sql, statement);
    if (this.#byText.size > MOST) {
      const [oldest] = this.#byText.keys();
      this.#byText.delete(oldest as string);
    }
    return statement;
  }
}
