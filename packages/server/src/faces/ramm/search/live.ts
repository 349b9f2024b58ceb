import { type Decimal, decimals, parseDecimal } from '@outcry/core';
import type { Fields } from '../fields.ts';
import { ExactNumber, type Json } from '../wire/json.ts';
import type { SearchRequest } from './request.ts';

/** A row's fields, each read from what the row is about; only those that are wanted are read. */
export type Columns<E> = Readonly<Record<string, (entity: E) => Json>>;

/** One page of a list, and how many rows it has in all. */
export interface Found<E> {
  readonly rows: readonly E[];
  readonly total: number;
}

/** All fields of a row. */
export function rowOf<E>(columns: Columns<E>, entity: E): Record<string, Json> {
  const row: Record<string, Json> = {};
  for (const [name, read] of Object.entries(columns)) row[name] = read(entity);
  return row;
}

/** What a row is sorted by: its value, then its id. */
export interface Place<E> {
  readonly entity: E;
  readonly key: Json | Decimal;
  readonly id: number;
}

/** One page of things in memory that fit already. Ties stand by id, in the same direction. */
export function pageOf<E, F extends Fields>(
  entities: readonly E[],
  request: SearchRequest<F>,
  columns: Columns<E>,
  idOf: (entity: E) => number,
): Found<E> {
  const { page, perPage } = request;
  const from = (page - 1) * perPage;
  const rows = places(entities, request.orderBy, columns, idOf)
    .sort(comparing(request.ascending))
    .slice(from, from + perPage)
    .map(({ entity }) => entity);
  return { rows, total: entities.length };
}

/** Each thing with what it is sorted by. */
export function places<E>(
  entities: readonly E[],
  orderBy: string,
  columns: Columns<E>,
  idOf: (entity: E) => number,
): Place<E>[] {
  const read = columns[orderBy];
  if (read === undefined) throw new Error(`no column ${orderBy}`);
  return entities.map((entity) => ({ entity, key: keyOf(read(entity)), id: idOf(entity) }));
}

/** Absent values stand first, then numbers, then texts by code units. */
export function comparing<E>(ascending: boolean): (a: Place<E>, b: Place<E>) => number {
  const sign = ascending ? 1 : -1;
  return (a, b) => sign * (compareKeys(a.key, b.key) || a.id - b.id);
}

function keyOf(value: Json): Json | Decimal {
  if (value instanceof ExactNumber) return parseDecimal(value.digits) as Decimal;
  return typeof value === 'boolean' ? Number(value) : value;
}

function compareKeys(a: Json | Decimal, b: Json | Decimal): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  const [left, right] = [asDecimal(a), asDecimal(b)];
  if (left !== undefined && right !== undefined) return decimals.compare(left, right);
  return kindOf(a) - kindOf(b);
}

function asDecimal(key: Json | Decimal): Decimal | undefined {
  if (typeof key === 'number') return decimals.decimal(BigInt(key), 0);
  return typeof key === 'object' && key !== null && 'coefficient' in key ? (key as Decimal) : undefined;
}

function kindOf(key: Json | Decimal): number {
  if (key === undefined || key === null) return 0;
  return typeof key === 'string' ? 2 : 1;
}
