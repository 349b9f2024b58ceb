import type { Column, Numbers } from './column.ts';

/** What rows must have in a column: a number in [least, most], or one of these. */
export type Fit =
  | { readonly column: Column; readonly least: number; readonly most: number }
  | { readonly column: Column; readonly oneOf: readonly number[] };

/** How rows are sorted: by the numbers of a column, or by the place that each number has; the row's own place decides between equals. */
export interface Order {
  readonly column: Column;
  /** By number; those beyond it, and -1 in it, stand first. */
  readonly places?: Int32Array | undefined;
  readonly ascending: boolean;
}

export interface Wanted {
  /** Rows that there are. */
  readonly length: number;
  readonly fits: readonly Fit[];
  readonly order: Order;
  readonly limit: number;
  readonly offset: number;
}

/** The wanted page of rows that fit everything, as places, and how many fit. */
export function select({ length, fits, order, limit, offset }: Wanted): { places: Int32Array; total: number } {
  let [from, to] = [0, length];
  const rest: Fit[] = [];
  for (const fit of fits) {
    if ('oneOf' in fit || !fit.column.rising) rest.push(fit);
    else {
      from = fit.column.firstAtLeast(fit.least, from, to);
      to = fit.column.firstAtLeast(fit.most + 1, from, to);
    }
  }
  const [first, ...others] = rest;
  if (first === undefined)
    return { places: pageOf(runOf(from, to, order, limit + offset), order, limit, offset), total: to - from };
  let found = scan(first, from, to);
  for (const fit of others) found = sift(fit, found);
  return { places: pageOf(found, order, limit, offset), total: found.length };
}

/** All of a stretch; of one whose order is that of the rows only the end at which the page lies. */
function runOf(from: number, to: number, { column, places, ascending }: Order, most: number): Int32Array {
  const short = places === undefined && column.rising ? Math.min(most, to - from) : to - from;
  const begin = ascending || short === to - from ? from : to - short;
  const run = new Int32Array(short);
  for (let i = 0; i < short; i++) run[i] = begin + i;
  return run;
}

function scan(fit: Fit, from: number, to: number): Int32Array {
  const found = new Int32Array(to - from);
  const { values } = fit.column;
  let count = 0;
  if ('oneOf' in fit) {
    const wanted = new Set(fit.oneOf);
    for (let i = from; i < to; i++) if (wanted.has(values[i] as number)) found[count++] = i;
  } else {
    const { least, most } = fit;
    for (let i = from; i < to; i++) {
      const value = values[i] as number;
      if (value >= least && value <= most) found[count++] = i;
    }
  }
  return found.subarray(0, count);
}

/** Keeps in the list what fits. */
function sift(fit: Fit, places: Int32Array): Int32Array {
  const { values } = fit.column;
  let count = 0;
  if ('oneOf' in fit) {
    const wanted = new Set(fit.oneOf);
    for (const place of places) if (wanted.has(values[place] as number)) places[count++] = place;
  } else {
    const { least, most } = fit;
    for (let i = 0; i < places.length; i++) {
      const place = places[i] as number;
      const value = values[place] as number;
      if (value >= least && value <= most) places[count++] = place;
    }
  }
  return places.subarray(0, count);
}

/** `found` stands in the order of the rows. */
function pageOf(found: Int32Array, order: Order, limit: number, offset: number): Int32Array {
  const end = Math.min(found.length, offset + limit);
  if (offset >= end) return new Int32Array(0);
  if (order.places === undefined && order.column.rising) {
    if (order.ascending) return found.slice(offset, end);
    return found.slice(found.length - end, found.length - offset).reverse();
  }
  return stretchOf(found, order, offset, end);
}

type Compare = (a: number, b: number) => number;

function comparing({ column, places, ascending }: Order): Compare {
  const values = column.values;
  const sign = ascending ? 1 : -1;
  if (places === undefined) return (a, b) => sign * ((values[a] as number) - (values[b] as number) || a - b);
  return (a, b) => sign * (placeOf(places, values, a) - placeOf(places, values, b) || a - b);
}

function placeOf(places: Int32Array, values: Numbers, row: number): number {
  return places[values[row] as number] ?? -1;
}

/** The rows at [offset, end) in order. */
function stretchOf(found: Int32Array, order: Order, offset: number, end: number): Int32Array {
  const compare = comparing(order);
  const first = firstOf(found, order, compare, end);
  if (offset > 0) part(first, 0, offset - 1, compare);
  part(first, offset, end - 1, compare);
  return first.subarray(offset, end).sort(compare);
}

/**
 * Rows of which the first `count` are among. They are gathered up to twice as many, then the farther half is thrown out.
 * Rows are looked at in the direction in which equals stand: one that is no nearer than the last of a full set is not
 * among the first, and is passed over at a glance.
 */
function firstOf(found: Int32Array, { column, places, ascending }: Order, compare: Compare, count: number): Int32Array {
  if (found.length <= 2 * count) return found.slice();
  const { values } = column;
  const sign = ascending ? 1 : -1;
  const kept = new Int32Array(2 * count);
  let length = 0;
  let farthest = Infinity;
  for (let n = 0; n < found.length; n++) {
    const row = found[ascending ? n : found.length - 1 - n] as number;
    const key = sign * (places === undefined ? (values[row] as number) : placeOf(places, values, row));
    if (key >= farthest) continue;
    kept[length++] = row;
    if (length < kept.length) continue;
    part(kept, 0, count - 1, compare);
    length = count;
    const last = kept[count - 1] as number;
    farthest = sign * (places === undefined ? (values[last] as number) : placeOf(places, values, last));
  }
  return kept.subarray(0, length);
}

/** Among the rows from `low` on, brings that of the place `wanted` there, and all that come earlier before it. */
function part(rows: Int32Array, from: number, wanted: number, compare: Compare): void {
  let [low, high] = [from, rows.length - 1];
  while (low < high) {
    const middle = rows[(low + high) >>> 1] as number;
    let [left, right] = [low, high];
    while (left <= right) {
      while (compare(rows[left] as number, middle) < 0) left++;
      while (compare(rows[right] as number, middle) > 0) right--;
      if (left > right) break;
      const row = rows[left] as number;
      rows[left++] = rows[right] as number;
      rows[right--] = row;
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else return;
  }
}
