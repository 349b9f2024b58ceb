import type { Member } from './member.ts';

/** Rows of one page of a search. */
export const PER_PAGE = 50;
/** Rows of a page of what is downloaded, the most the platform gives at once. */
const PER_DOWNLOAD = 100;
/** Rows of a download at most: who needs more narrows the search, or asks the API. */
export const MOST_DOWNLOADED = 10_000;

export interface Order {
  readonly Field: string;
  readonly Direction: 'Asc' | 'Desc';
}

/** What every search answers beside its rows. */
export interface SearchAnswer {
  readonly Pagination: { readonly TotalRecords: string; readonly TotalPages: string; readonly CurrentPage: string };
  readonly [entities: string]: unknown;
}

/** Conditions of a search: what is empty is none. */
export type Filter = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** The body of a search for one page. */
export function searchBody(filter: Filter, order: Order, page: number, perPage = PER_PAGE): object {
  const wanted = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  return {
    Filter: Object.fromEntries(wanted),
    OrderBy: order,
    Pagination: { CurrentPage: page, PerPage: perPage },
  };
}

/** What is searched for, and what the answer calls its rows. */
interface Search {
  readonly entities: string;
  readonly filter: Filter;
  /** What the method wants beside the sections of a search. */
  readonly besides: object;
  readonly order: Order;
}

/** Every row that a search finds, page by page, up to the most that is downloaded. Throws CallError. */
export async function everyRow<Row>(member: Member, method: string, search: Search): Promise<Row[]> {
  const { entities, filter, besides, order } = search;
  const rows: Row[] = [];
  for (let page = 1; rows.length < MOST_DOWNLOADED; page += 1) {
    const body = { ...besides, ...searchBody(filter, order, page, PER_DOWNLOAD) };
    const answer = await member.ask<SearchAnswer>(method, body);
    rows.push(...(answer[entities] as readonly Row[]));
    if (page >= Number(answer.Pagination.TotalPages)) break;
  }
  return rows;
}
