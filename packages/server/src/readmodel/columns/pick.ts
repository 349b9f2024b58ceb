import type { Numbers } from './column.ts';

/** How rows are sorted: by numbers, or by the rank that each number has; the row's own place decides between equals. */
export interface Order {
  readonly values: Numbers;
  /** By number; those beyond it, and -1 in it, stand first. */
  readonly ranks?: Int32Array | undefined;
  readonly ascending: boolean;
}

type Compare = (a: number, b: number) => number;

/** The rank of a row; -1 for one whose number has none. */
export function rankOf(ranks: Int32Array, values: Numbers, row: number): number {
  return ranks[values[row] as number] ?? -1;
}

/** The rows at [offset, end) of these in order; the rows are given as they stand. */
export function stretchOf(found: Int32Array, order: Order, offset: number, end: number): Int32Array {
  const compare = comparing(order);
  const first = firstOf(found, order, compare, end);
  if (offset > 0) part(first, 0, offset - 1, compare);
  part(first, offset, end - 1, compare);
  return first.subarray(offset, end).sort(compare);
}

function comparing({ values, ranks, ascending }: Order): Compare {
  const sign = ascending ? 1 : -1;
  if (ranks === undefined) return (a, b) => sign * ((values[a] as number) - (values[b] as number) || a - b);
  return (a, b) => sign * (rankOf(ranks, values, a) - rankOf(ranks, values, b) || a - b);
}

/**
 * Rows of which the first `count` are among. They are gathered up to twice as many, then the farther half is thrown out.
 * Rows are looked at in the direction in which equals stand: one that is no nearer than the last of a full set is not
 * among the first, and is passed over at a glance.
 */
function firstOf(found: Int32Array, { values, ranks, ascending }: Order, compare: Compare, count: number): Int32Array {
  if (found.length <= 2 * count) return found.slice();
  const sign = ascending ? 1 : -1;
  const kept = new Int32Array(2 * count);
  let length = 0;
  let farthest = Infinity;
  for (let n = 0; n < found.length; n++) {
    const row = found[ascending ? n : found.length - 1 - n] as number;
    const key = sign * (ranks === undefined ? (values[row] as number) : rankOf(ranks, values, row));
    if (key >= farthest) continue;
    kept[length++] = row;
    if (length < kept.length) continue;
    part(kept, 0, count - 1, compare);
    length = count;
    const last = kept[count - 1] as number;
    farthest = sign * (ranks === undefined ? (values[last] as number) : rankOf(ranks, values, last));
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
