import { badQuery } from '../read-model-error.ts';

/** Most rows of one page of bots, deals or trades, and the farthest place a page may begin at. */
export const MAX_RANKED_PAGE = 1_000;
export const MAX_OFFSET = 1_000_000;

/** Where something stands in a list: whole numbers, or texts that sort byte by byte. Ids decide between equals. */
export interface Ranked {
  readonly id: number;
  readonly rank: number | string;
}

/** How a list is put in order, and which part of it is wanted. */
export interface RankedRequest<O extends string> {
  /** 1 to 1 000. */
  readonly limit: number;
  /** Rows that are passed over, 0 unless told. */
  readonly offset?: number | undefined;
  /** `next` of the page before, with the same order and direction. */
  readonly cursor?: string | undefined;
  readonly order?: O | undefined;
  /** `desc` unless told. */
  readonly direction?: 'asc' | 'desc' | undefined;
}

/** A request that has been checked. */
export interface RankedBounds<O extends string> {
  readonly limit: number;
  readonly offset: number;
  readonly order: O;
  readonly ascending: boolean;
  /** The row after which the page begins. */
  readonly after: Ranked | null;
}

/** Checks a request. Throws ReadModelError `bad_query` that names the field. */
export function rankedBounds<O extends string>(
  list: string,
  orders: readonly O[],
  { limit, offset = 0, cursor, order = orders[0] as O, direction = 'desc' }: RankedRequest<O>,
): RankedBounds<O> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_RANKED_PAGE)
    throw badQuery('limit', `1 to ${MAX_RANKED_PAGE}`);
  if (!Number.isInteger(offset) || offset < 0 || offset > MAX_OFFSET) throw badQuery('offset', `0 to ${MAX_OFFSET}`);
  if (!orders.includes(order)) throw badQuery('order', `one of ${orders.join(', ')}`);
  if (direction !== 'asc' && direction !== 'desc') throw badQuery('direction', 'asc or desc');
  const name = `${list}-${order}-${direction}`;
  return {
    limit,
    offset,
    order,
    ascending: direction === 'asc',
    after: cursor === undefined ? null : readPlace(name, cursor),
  };
}

/** Compares as the list stands. */
export function inOrder(ascending: boolean): (a: Ranked, b: Ranked) => number {
  const sign = ascending ? 1 : -1;
  return (a, b) => sign * (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id - b.id);
}

/** Those that come after the place where the page begins, in order. */
export function sortedAfter<T extends Ranked>(rows: readonly T[], bounds: RankedBounds<string>): T[] {
  const { after, ascending } = bounds;
  const compare = inOrder(ascending);
  const left = after === null ? [...rows] : rows.filter((row) => compare(after, row) < 0);
  return left.sort(compare);
}

/** The cursor of the page that begins after this row. */
export function placeOf(list: string, { order, ascending }: RankedBounds<string>, { id, rank }: Ranked): string {
  return writePlace(`${list}-${order}-${ascending ? 'asc' : 'desc'}`, { id, rank });
}

function writePlace(name: string, { id, rank }: Ranked): string {
  return Buffer.from(`${name}:${typeof rank === 'number' ? 'n' : 't'}${rank}:${id}`).toString('base64url');
}

function readPlace(name: string, cursor: string): Ranked {
  const [, found, kind, rank = '', id = ''] =
    /^([a-zA-Z-]+):([nt])(\d+):(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const place: Ranked = { id: Number(id), rank: kind === 'n' ? Number(rank) : rank };
  if (found !== name || !Number.isSafeInteger(place.id) || writePlace(name, place) !== cursor) {
    throw badQuery('cursor', 'not a cursor of this list and order; give `next` of the page before, unchanged');
  }
  return place;
}
