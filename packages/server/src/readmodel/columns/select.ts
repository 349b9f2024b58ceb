import type { Column } from './column.ts';
import { type FoundRows, sizeOf } from './found-rows.ts';
import type { KeptColumn } from './kept-column.ts';
import { type Order, rankOf, stretchOf } from './pick.ts';
import { placesBetween } from './places.ts';

/** How found rows are sorted: by a column, or by the rank that each of its numbers has instead. */
export interface Sorting {
  readonly column: KeptColumn;
  /** By number; those beyond it, and -1 in it, stand first. */
  readonly ranks: Int32Array | undefined;
  readonly ascending: boolean;
}

/** Whether these rows are taken from the column's order: then it must stand. Lists are sorted by themselves. */
export function wantsOrder(found: FoundRows, { column, ranks }: Sorting): boolean {
  return found.kind !== 'list' && ranks === undefined && !standsAlready(column);
}

/** Whether its order is that of the rows; numbers of texts are no order of them. */
function standsAlready({ numbers, words }: KeptColumn): boolean {
  return words === null && numbers.rising;
}

/** The rows at [offset, offset + limit) of those found, as places. */
export function pageOf(found: FoundRows, sorting: Sorting, limit: number, offset: number): Int32Array {
  const size = sizeOf(found);
  const end = Math.min(size, offset + limit);
  if (offset >= end) return new Int32Array(0);
  const { column, ranks, ascending } = sorting;
  // counted from where the rows begin, in whichever direction they are wanted
  const [first, count] = ascending ? [offset, end - offset] : [size - end, end - offset];
  const inOrder = (places: Int32Array): Int32Array => (ascending ? places : places.reverse());
  if (ranks === undefined && standsAlready(column)) {
    if (found.kind === 'stretch') return inOrder(placesBetween(found.from + first, found.from + first + count));
    return inOrder(found.kind === 'list' ? found.places.slice(first, first + count) : found.set.places(first, count));
  }
  if (found.kind === 'list') return stretchOf(found.places, orderOf(sorting), offset, end);
  if (ranks !== undefined) return byRank(found, { ...orderOf(sorting), ranks }, offset, end);
  const { places } = column.sorted;
  if (found.kind === 'set') {
    const { set } = found;
    return inOrder(walk(places, column.numbers.length, (place) => set.has(place), first, count, size));
  }
  const { from, to } = found;
  if (size === column.numbers.length) return inOrder(places.slice(first, first + count));
  return inOrder(walk(places, column.numbers.length, (place) => place >= from && place < to, first, count, size));
}

function orderOf({ column, ranks, ascending }: Sorting): Order {
  return { values: column.numbers.values, ranks: ranks ?? column.words?.ranks, ascending };
}

/** The `skip`th and the next of those rows that are among the found ones, in the order in which all stand; from the nearer end. */
function walk(
  places: Int32Array,
  length: number,
  has: (place: number) => boolean,
  skip: number,
  count: number,
  size: number,
): Int32Array {
  const page = new Int32Array(count);
  if (skip <= size / 2) {
    let found = -skip;
    for (let i = 0; found < count && i < length; i++) {
      const place = places[i] as number;
      if (has(place) && found++ >= 0) page[found - 1] = place;
    }
    return page;
  }
  let left = size;
  for (let i = length - 1; left > skip && i >= 0; i--) {
    const place = places[i] as number;
    if (has(place) && --left < skip + count) page[left - skip] = place;
  }
  return page;
}

/** By ranks: all are counted by them, then those are sorted among which the page lies. */
function byRank(
  found: Exclude<FoundRows, { kind: 'list' }>,
  order: Order & { readonly ranks: Int32Array },
  offset: number,
  end: number,
): Int32Array {
  const { values, ranks, ascending } = order;
  const all = found.kind === 'stretch' ? placesBetween(found.from, found.to) : found.set.places(0, found.size);
  const counts = new Int32Array(ranks.reduce((most, rank) => Math.max(most, rank), -1) + 2);
  for (let i = 0; i < all.length; i++) (counts[rankOf(ranks, values, all[i] as number) + 1] as number)++;
  // ranks that come before the page, and up to its end
  let [before, upTo] = [0, 0];
  const within = new Uint8Array(counts.length);
  for (let i = 0; i < counts.length && upTo < end; i++) {
    const rank = ascending ? i : counts.length - 1 - i;
    upTo += counts[rank] as number;
    if (upTo <= offset) before = upTo;
    else within[rank] = 1;
  }
  let near = 0;
  for (let i = 0; i < all.length; i++) {
    const place = all[i] as number;
    if (within[rankOf(ranks, values, place) + 1] === 1) all[near++] = place;
  }
  return stretchOf(all.subarray(0, near), order, offset - before, end - before);
}

/** Sums of a column's numbers over found rows; what is absent counts as nothing. */
export function sumOf(found: FoundRows, { values, absent }: Column): number {
  let sum = 0;
  const add = (place: number): void => {
    const value = values[place] as number;
    if (value !== absent) sum += value;
  };
  if (found.kind === 'stretch') for (let place = found.from; place < found.to; place++) add(place);
  else for (const place of found.kind === 'list' ? found.places : found.set.places(0, found.size)) add(place);
  return sum;
}
