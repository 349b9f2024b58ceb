import { Fault } from '../errors.ts';
import { type Fields, type Given, integer, mapOf, readFields, shown, text } from '../fields.ts';
import type { Json } from '../wire/json.ts';
import { NO_MEMBERS, type Value, type ValueMap } from '../wire/values.ts';

/** Rows of a page at most, and unless told. */
export const MAX_PER_PAGE = 100;

/** The farthest page that can be asked for. */
const MAX_PAGE = 10_000_000;

/** A search that has been checked (`ramm.md` 1.1). */
export interface SearchRequest<F extends Fields> {
  readonly filter: Given<F>;
  /** 1-based. */
  readonly page: number;
  readonly perPage: number;
  readonly orderBy: string;
  readonly ascending: boolean;
  /** The sections of the answer. */
  readonly echo: { readonly Filter: Json; readonly OrderBy: Json };
}

/** What may be searched for and sorted by. */
export interface SearchShape<F extends Fields> {
  /** Conditions, all optional; those that are absent or empty are none. */
  readonly filter: F;
  /** Fields to sort by; the first unless told. */
  readonly sort: readonly string[];
  /** Rows of a page at most, 100 unless told. */
  readonly maxPerPage?: number;
}

const PAGE = integer({ least: 1, most: MAX_PAGE });
/** More than a page may have is as much as it may have. */
const PER_PAGE = integer({ least: 1 });
const WORD = text();

/** Reads the sections of a search. Throws Fault that names the field. */
export function readSearch<F extends Fields>(shape: SearchShape<F>, body: ValueMap): SearchRequest<F> {
  const pagination = section(body, 'Pagination');
  const order = section(body, 'OrderBy');
  const conditions: Record<string, Value> = Object.create(null);
  // some of the documents print conditions beside the filter
  for (const values of [body, section(body, 'Filter')]) {
    for (const name of Object.keys(shape.filter)) {
      const value = values[name];
      if (value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0))
        conditions[name] = value;
    }
  }
  const filter = readFields(shape.filter, conditions, 'Filter.');
  const most = shape.maxPerPage ?? MAX_PER_PAGE;
  const page = given(pagination, 'CurrentPage', 'Pagination.', PAGE.read) ?? 1;
  const perPage = Math.min(given(pagination, 'PerPage', 'Pagination.', PER_PAGE.read) ?? most, most);
  const orderBy = given(order, 'Field', 'OrderBy.', WORD.read) ?? (shape.sort[0] as string);
  if (!shape.sort.includes(orderBy)) throw Fault.invalid('OrderBy.Field', `one of ${shape.sort.join(', ')}`);
  const ascending = isAscending(given(order, 'Direction', 'OrderBy.', WORD.read) ?? 'Asc');
  const echo = {
    Filter: shown(shape.filter, filter),
    OrderBy: { Field: orderBy, Direction: ascending ? 'Asc' : 'Desc' },
  };
  return { filter, page, perPage, orderBy, ascending, echo };
}

/** The `Pagination` of an answer. */
export function pagination<F extends Fields>(
  { page, perPage }: Pick<SearchRequest<F>, 'page' | 'perPage'>,
  total: number,
  maxPerPage = MAX_PER_PAGE,
): Json {
  return {
    TotalRecords: total,
    TotalPages: Math.ceil(total / perPage),
    CurrentPage: page,
    PerPage: perPage,
    MaxPerPage: maxPerPage,
  };
}

function isAscending(direction: string): boolean {
  const word = direction.toLowerCase();
  // one of the documents' samples says Ask
  if (word === 'asc' || word === 'ask') return true;
  if (word === 'desc') return false;
  throw Fault.invalid('OrderBy.Direction', 'Asc or Desc');
}

function section(body: ValueMap, name: string): ValueMap {
  const value = body[name];
  return value === undefined || value === '' ? NO_MEMBERS : mapOf(value, name);
}

function given<T>(
  values: ValueMap,
  name: string,
  path: string,
  read: (value: Value, name: string) => T,
): T | undefined {
  const value = values[name];
  return value === undefined || value === '' ? undefined : read(value, path + name);
}
