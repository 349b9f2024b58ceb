import type { Fields } from '../fields.ts';
import { ExactNumber, type Json } from '../wire/json.ts';
import { Nearest } from './nearest.ts';
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
  readonly key: Json;
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
  const nearest = new Nearest(comparing<E>(request.ascending), from + perPage);
  const place = placing(request.orderBy, columns, idOf);
  for (const entity of entities) nearest.add(place(entity));
  const rows = nearest.sorted.slice(from).map(({ entity }) => entity);
  return { rows, total: entities.length };
}

/** Tells of each thing what it is sorted by. */
export function placing<E>(orderBy: string, columns: Columns<E>, idOf: (entity: E) => number): (entity: E) => Place<E> {
  const read = columns[orderBy];
  if (read === undefined) throw new Error(`no column ${orderBy}`);
  return (entity) => {
    const key = read(entity);
    return { entity, key: typeof key === 'boolean' ? Number(key) : key, id: idOf(entity) };
  };
}

/** Absent values stand first, then numbers, then texts by code units. */
export function comparing<E>(ascending: boolean): (a: Place<E>, b: Place<E>) => number {
  const sign = ascending ? 1 : -1;
  return (a, b) => sign * (compareKeys(a.key, b.key) || a.id - b.id);
}

function compareKeys(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  const [left, right] = [asExact(a), asExact(b)];
  if (left !== undefined && right !== undefined) return left.compare(right);
  return kindOf(a) - kindOf(b);
}

function asExact(key: Json): ExactNumber | undefined {
  if (typeof key === 'number') return new ExactNumber(key, 0);
  return key instanceof ExactNumber ? key : undefined;
}

function kindOf(key: Json): number {
  if (key === undefined || key === null) return 0;
  return typeof key === 'string' ? 2 : 1;
}
