import { type Expression, sql } from 'kysely';
import type { ColumnCondition, ColumnSearch } from '../columns/column-search.ts';
import { MAX_OFFSET } from '../ranked/ranked.ts';
import { badQuery } from '../read-model-error.ts';
import type { ColumnReader, RowSource } from '../reader-messages.ts';
import { tables } from '../tables.ts';
import { columnSource } from './kept-columns.ts';
import type { CopyTable } from './schema.ts';
import type { CountName } from './written-rows.ts';

/** A value of a row, as the tables keep it. */
export type Cell = number | string | null;

/** What a row must have in a column. */
export interface Condition {
  readonly column: string;
  readonly is: 'equal' | 'atLeast' | 'below' | 'atMost' | 'oneOf';
  readonly value: Cell | readonly Cell[];
}

/** A count that is kept: the rows that one owner has. */
export interface KeptCount {
  readonly name: CountName;
  readonly owner: number;
}

/** A page of a table of copy trading. */
export interface TableSearch {
  readonly table: CopyTable;
  readonly company: number;
  /** All of them apply besides. */
  readonly conditions: readonly Condition[];
  /** A column, or an expression over columns; never text from outside. */
  readonly order: string;
  readonly ascending: boolean;
  readonly limit: number;
  readonly offset: number;
  /** How many rows an owner has who is among the conditions and has an index of his own, or the company when none is. */
  readonly count?: KeptCount | undefined;
  /** Values of `order` in their order, when that is not the column's own: names of owners, which the table does not know. */
  readonly ranks?: readonly number[] | undefined;
  /** Columns of whole numbers whose sums over all rows are wanted. */
  readonly sums?: readonly string[] | undefined;
}

export interface TablePage<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  /** In the order in which they were asked for. */
  readonly sums: readonly number[];
}

/** Rows of an owner that are read one by one, and rows that are passed over, rather than columns are read first. */
const FEW_ROWS = 2_000;
const NEAR_OFFSET = 10_000;

/**
 * Rows in order, ties by id in the same direction, and how many there are in all; from columns in memory. While those have
 * not been read, what an index and a kept count tell is read from them, and the rows of an owner who has few one by one.
 * Rejects with ReadModelError.
 */
export async function searchTable<Row>(source: RowSource & ColumnReader, search: TableSearch): Promise<TablePage<Row>> {
  const { count, order, offset, conditions, sums = [] } = search;
  if (offset > MAX_OFFSET * 100) throw badQuery('offset', `at most ${MAX_OFFSET * 100}`);
  if (conditions.some(({ column, is }) => column === 'id' && is === 'equal')) return bySql(source, search);
  const asked = columnSearch(search);
  const known = asked === null ? null : await source.columns<Row>({ ...asked, patient: false });
  if (known !== null) return known;
  const kept = count === undefined ? Infinity : await keptCount(source, count);
  if (kept <= FEW_ROWS) return bySql(source, search);
  const whole = count !== undefined && conditions.length === (isOwned(count) ? 1 : 0);
  if (whole && order === 'id' && offset <= NEAR_OFFSET && sums.length === 0) {
    const rows = await pageOf<Row>(source, search);
    // what is kept may be another company's: then there is no row
    return { rows, total: rows.length > 0 ? kept : (await totals(source, search)).total, sums: [] };
  }
  return (asked === null ? null : await source.columns<Row>(asked)) ?? bySql(source, search);
}

async function bySql<Row>(source: RowSource, search: TableSearch): Promise<TablePage<Row>> {
  const [whole, rows] = await Promise.all([totals(source, search), pageOf<Row>(source, search)]);
  return { rows, ...whole };
}

async function keptCount(source: RowSource, { name, owner }: KeptCount): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    source,
    sql`select count from copy_counts where name = ${name} and owner = ${owner}`,
  );
  return row?.count ?? 0;
}

/** The same search in columns; null when the table is not kept there. */
function columnSearch(search: TableSearch): ColumnSearch | null {
  const { table, company, conditions, order, ranks, ascending, limit, offset, sums } = search;
  const source = columnSource(table, company);
  if (source === null) return null;
  return {
    ...source,
    conditions: conditions as readonly ColumnCondition[],
    order,
    ranks: ranks ?? null,
    ascending,
    limit,
    offset,
    sums: sums ?? [],
    patient: true,
  };
}

async function pageOf<Row>(source: RowSource, search: TableSearch): Promise<Row[]> {
  const { table, order, ascending, limit, offset, ranks } = search;
  const direction = sql.raw(ascending ? 'asc' : 'desc');
  const name = sql.table(table);
  // kept as a table of its own, SQLite finds the ranks by an index
  const known =
    ranks === undefined
      ? sql``
      : sql`ranks as materialized (select cast(value as integer) as owner, cast(key as integer) as place from json_each(${JSON.stringify(ranks)})), `;
  const ranked = ranks === undefined ? sql`` : sql` left join ranks on ranks.owner = ${sql.raw(`${table}.${order}`)}`;
  const key = ranks === undefined ? sql.raw(order) : sql.raw('ranks.place');
  const tie = order === 'id' ? sql`` : sql`, ${sql.raw(`${table}.id`)} ${direction}`;
  // places are counted in the index alone; whole rows are read of the page only
  const ids = sql`select ${sql.raw(`${table}.id`)} as id from ${name}${ranked} where ${where(search)}
    order by ${key} ${direction}${tie} limit ${limit} offset ${offset}`;
  const query = sql`with ${known}page as materialized (${ids}), placed as (select id, row_number() over () as place from page)
    select ${sql.raw(`${table}.*`)} from placed join ${name} on ${sql.raw(`${table}.id`)} = placed.id order by placed.place`;
  return source.query<Row>(query.compile(tables));
}

async function totals(source: RowSource, search: TableSearch): Promise<{ total: number; sums: readonly number[] }> {
  const { table, sums = [] } = search;
  const summed = sums.map((column, i) => sql.raw(`, coalesce(sum(${column}), 0) as s${i}`));
  const query = sql`select count(*) as count${sql.join(summed, sql``)} from ${sql.table(table)} where ${where(search)}`;
  const [row] = await source.query<Record<string, number>>(query.compile(tables));
  return { total: row?.count ?? 0, sums: sums.map((_, i) => row?.[`s${i}`] ?? 0) };
}

/** The company's index is left alone where an owner has one of his own. */
function where({ company, conditions, count }: TableSearch): Expression<unknown> {
  const owned =
    (count !== undefined && isOwned(count)) ||
    // fills of an order have an index, and no count that is kept
    conditions.some(({ column, is }) => column === 'request' && is === 'equal');
  const ofCompany = owned ? sql`+company = ${company}` : sql`company = ${company}`;
  return sql.join([ofCompany, ...conditions.map(conditionSql)], sql` and `);
}

function isOwned({ name }: KeptCount): boolean {
  return !name.endsWith('.company');
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

/**
 * Rows of numbers, `r` of each as a JSON array. On one text for all: thousands of objects would cost more on their way between
 * threads than their reading.
 */
export async function packed(source: RowSource, rows: ReturnType<typeof sql>): Promise<number[][]> {
  const [found] = await rowsOf<{ readonly text: string }>(
    source,
    sql`select json_group_array(json(r)) as text from (select ${rows})`,
  );
  return JSON.parse(found?.text ?? '[]') as number[][];
}
