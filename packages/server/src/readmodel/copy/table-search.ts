import { type Expression, sql } from 'kysely';
import { MAX_OFFSET } from '../ranked/ranked.ts';
import { badQuery } from '../read-model-error.ts';
import type { RowSource } from '../reader-messages.ts';
import { tables } from '../tables.ts';
import type { CopyTable } from './schema.ts';
import type { CountName } from './written-rows.ts';

/** A value of a row, as the tables keep it. */
export type Cell = number | string | null;

/** What a row must have in a column. */
export interface Condition {
  readonly column: string;
  readonly is: 'equal' | 'atLeast' | 'below' | 'atMost' | 'oneOf' | 'holding';
  readonly value: Cell | readonly Cell[];
}

/** A page of a table of copy trading. */
export interface TableSearch {
  readonly table: CopyTable;
  /** All of them apply. */
  readonly conditions: readonly Condition[];
  /** A column, or an expression over columns; never text from outside. */
  readonly order: string;
  readonly ascending: boolean;
  readonly limit: number;
  readonly offset: number;
  /** The kept count of what fits, when the conditions are those of a count that is kept. */
  readonly count?: { readonly name: CountName; readonly owner: number } | undefined;
  /** Values of `order` in their order, when that is not the column's own: names of owners, which the table does not know. */
  readonly ranks?: readonly number[] | undefined;
}

export interface TablePage<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** Rows in order, ties by id in the same direction, and how many there are in all. Rejects with ReadModelError. */
export async function searchTable<Row>(source: RowSource, search: TableSearch): Promise<TablePage<Row>> {
  if (search.offset > MAX_OFFSET * 100) throw badQuery('offset', `at most ${MAX_OFFSET * 100}`);
  const [total, rows] = await Promise.all([totalOf(source, search), pageOf<Row>(source, search)]);
  return { rows, total };
}

async function pageOf<Row>(source: RowSource, search: TableSearch): Promise<Row[]> {
  const { table, conditions, order, ascending, limit, offset, ranks } = search;
  const direction = sql.raw(ascending ? 'asc' : 'desc');
  const name = sql.table(table);
  const where = sql.join(conditions.map(conditionSql), sql` and `);
  // kept as a table of its own, SQLite finds the ranks by an index
  const known =
    ranks === undefined
      ? sql``
      : sql`ranks as materialized (select cast(value as integer) as owner, cast(key as integer) as place from json_each(${JSON.stringify(ranks)})), `;
  const ranked = ranks === undefined ? sql`` : sql` left join ranks on ranks.owner = ${sql.raw(`${table}.${order}`)}`;
  const key = ranks === undefined ? sql.raw(order) : sql.raw('ranks.place');
  const tie = order === 'id' ? sql`` : sql`, ${sql.raw(`${table}.id`)} ${direction}`;
  // places are counted in the index alone; whole rows are read of the page only
  const ids = sql`select ${sql.raw(`${table}.id`)} as id from ${name}${ranked} where ${where}
    order by ${key} ${direction}${tie} limit ${limit} offset ${offset}`;
  const query = sql`with ${known}page as materialized (${ids}), placed as (select id, row_number() over () as place from page)
    select ${sql.raw(`${table}.*`)} from placed join ${name} on ${sql.raw(`${table}.id`)} = placed.id order by placed.place`;
  return source.query<Row>(query.compile(tables));
}

async function totalOf(source: RowSource, { table, conditions, count }: TableSearch): Promise<number> {
  const query =
    count === undefined
      ? sql`select count(*) as count from ${sql.table(table)} where ${sql.join(conditions.map(conditionSql), sql` and `)}`
      : sql`select count from copy_counts where name = ${count.name} and owner = ${count.owner}`;
  const [row] = await source.query<{ count: number }>(query.compile(tables));
  return row?.count ?? 0;
}

function conditionSql({ column, is, value }: Condition): Expression<unknown> {
  const name = sql.ref(column);
  switch (is) {
    case 'equal':
      return sql`${name} = ${value}`;
    case 'atLeast':
      return sql`${name} >= ${value}`;
    case 'atMost':
      return sql`${name} <= ${value}`;
    case 'below':
      return sql`${name} < ${value}`;
    case 'oneOf':
      return sql`${name} in (${sql.join(value as readonly Cell[])})`;
    case 'holding':
      return sql`instr(lower(${name}), lower(${value})) > 0`;
  }
}

/** One row by its id, of this company; undefined when there is none. */
export async function findRow<Row>(
  source: RowSource,
  table: CopyTable,
  id: number,
): Promise<(Row & { readonly company: number }) | undefined> {
  const query = sql`select * from ${sql.table(table)} where id = ${id}`;
  const [row] = await source.query<Row & { readonly company: number }>(query.compile(tables));
  return row;
}

/** What `query` finds, for questions that are no pages. */
export async function rowsOf<Row>(source: RowSource, query: ReturnType<typeof sql>): Promise<readonly Row[]> {
  return source.query<Row>(query.compile(tables));
}
