import { setImmediate as breathe } from 'node:timers/promises';
import type { Fields } from '../fields.ts';
import type { RammParts } from '../parts.ts';
import { look, type SeenWorld } from '../views/world.ts';
import { type Columns, comparing, type Found, type Place, placing } from './live.ts';
import { Nearest } from './nearest.ts';
import type { SearchRequest } from './request.ts';

/** What is looked at without a pause: a few milliseconds, then commands and ticks have their turn. */
const AT_ONCE = 4_000;

/** How many things in memory are searched. */
export interface Search<I, E> {
  /** What there is to look at. */
  readonly items: readonly I[];
  /** What of an item fits, as it stands. */
  readonly find: (world: SeenWorld, item: I) => readonly E[];
  readonly columns: Columns<E>;
  readonly idOf: (entity: E) => number;
}

/** The page as places without the things, which may be seen in one read alone; to be read again by `item` and id. */
export type Placed<I> = Omit<Place<I>, 'entity'> & { readonly item: I };

/** One page of many things, and how many fit; they are looked at a stretch at a time. */
export async function placesOf<I, E, F extends Fields>(
  parts: RammParts,
  { items, find, columns, idOf }: Search<I, E>,
  request: Pick<SearchRequest<F>, 'orderBy' | 'ascending'>,
  count: number,
): Promise<Found<Placed<I>>> {
  const nearest = new Nearest<Place<I>>(comparing(request.ascending), count);
  const place = placing(request.orderBy, columns, idOf);
  let total = 0;
  for (let from = 0; from < items.length; from += AT_ONCE) {
    if (from > 0) await breathe();
    await look(parts, (world) => {
      for (const item of items.slice(from, from + AT_ONCE)) {
        for (const entity of find(world, item)) {
          const { key, id } = place(entity);
          nearest.add({ entity: item, key, id });
          total++;
        }
      }
    });
  }
  return { rows: nearest.sorted.map(({ entity, key, id }) => ({ item: entity, key, id })), total };
}

/** The page that is asked for. */
export async function pageOfMany<I, E, F extends Fields>(
  parts: RammParts,
  search: Search<I, E>,
  request: SearchRequest<F>,
): Promise<Found<Placed<I>>> {
  const from = (request.page - 1) * request.perPage;
  const { rows, total } = await placesOf(parts, search, request, from + request.perPage);
  return { rows: rows.slice(from), total };
}
