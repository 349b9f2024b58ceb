import type { Fit } from './fit.ts';
import type { KeptColumn } from './kept-column.ts';
import { placesBetween } from './places.ts';
import { RowSet } from './row-set.ts';

/** Rows that fit: a stretch of all, a list of some (ascending), or a set of many. */
export type FoundRows =
  | { readonly kind: 'stretch'; readonly from: number; readonly to: number }
  | { readonly kind: 'list'; readonly places: Int32Array }
  | { readonly kind: 'set'; readonly set: RowSet; readonly size: number };

/** Of so many rows one is found, or fewer: they are listed, and the others never looked at. */
const FEW = 16;

export function sizeOf(found: FoundRows): number {
  if (found.kind === 'stretch') return found.to - found.from;
  return found.kind === 'list' ? found.places.length : found.size;
}

/** Columns of conditions whose rows must stand in order before they can be found; those of few numbers have sets. */
export function toBeSorted(conditions: readonly Fit[]): KeptColumn[] {
  return conditions.filter((fit) => !isCut(fit) && !fit.column.numbers.narrow).map(({ column }) => column);
}

/** Whether it cuts a stretch out of the rows. */
function isCut(fit: Fit): fit is Extract<Fit, { least: number }> {
  return !('oneOf' in fit) && fit.column.numbers.rising;
}

/**
 * The rows that fit everything. The fewest that one condition leaves are looked at one by one; where each leaves many, sets
 * of them are laid over each other.
 */
export function findRows(length: number, conditions: readonly Fit[]): FoundRows {
  let [from, to] = [0, length];
  const rest: Fit[] = [];
  for (const fit of conditions) {
    if (isCut(fit)) {
      from = fit.column.numbers.firstAtLeast(fit.least, from, to);
      to = fit.column.numbers.firstAtLeast(fit.most + 1, from, to);
    } else rest.push(fit);
  }
  if (rest.length === 0) return { kind: 'stretch', from, to };
  if (to - from <= length / FEW) return { kind: 'list', places: sift(placesBetween(from, to), rest) };
  const narrowest = rest
    .filter(({ column }) => !column.numbers.narrow)
    .map((fit) => ({ fit, stretches: stretchesOf(fit) }))
    .sort((a, b) => a.stretches.count - b.stretches.count)[0];
  if (narrowest !== undefined && narrowest.stretches.count <= length / FEW) {
    const others = rest.filter((fit) => fit !== narrowest.fit);
    const places = narrowest.stretches.places().filter((place) => place >= from && place < to);
    return { kind: 'list', places: sift(places, others) };
  }
  const set = setOf(rest[0] as Fit, length).between(from, to);
  for (const fit of rest.slice(1)) set.and(setOf(fit, length));
  const { size } = set;
  return size > length / FEW ? { kind: 'set', set, size } : { kind: 'list', places: set.places(0, size) };
}

/** The rows with a condition's numbers, as they stand in order. */
function stretchesOf(fit: Fit): { readonly count: number; readonly places: () => Int32Array } {
  const { sorted } = fit.column;
  const wanted = 'oneOf' in fit ? fit.oneOf.map((each) => [each, each] as const) : [[fit.least, fit.most] as const];
  const stretches = wanted.map(([least, most]) => sorted.stretch(least, most));
  const count = stretches.reduce((sum, [from, to]) => sum + to - from, 0);
  const places = (): Int32Array => {
    const found = new Int32Array(count);
    let at = 0;
    for (const [from, to] of stretches) {
      found.set(sorted.places.subarray(from, to), at);
      at += to - from;
    }
    // rows with one number stand as they came
    const [only] = wanted;
    return wanted.length === 1 && only?.[0] === only?.[1] ? found : found.sort();
  };
  return { count, places };
}

/** All rows that fit one condition, among so many; those with one of few numbers are kept. */
function setOf(fit: Fit, length: number): RowSet {
  const ofNumber = (column: KeptColumn, least: number, most: number): RowSet => {
    if (least === most && column.numbers.narrow) return column.rowsWith(least);
    const set = new RowSet();
    set.extend(column.numbers, least, most);
    return set;
  };
  if (!('oneOf' in fit)) return ofNumber(fit.column, fit.least, fit.most);
  const all = new RowSet(length);
  for (const each of fit.oneOf) all.or(ofNumber(fit.column, each, each));
  return all;
}

/** Keeps in the list what fits. */
function sift(places: Int32Array, conditions: readonly Fit[]): Int32Array {
  let count = places.length;
  for (const fit of conditions) {
    const { values } = fit.column.numbers;
    const before = count;
    count = 0;
    if ('oneOf' in fit) {
      for (let i = 0; i < before; i++) {
        const place = places[i] as number;
        if (fit.oneOf.includes(values[place] as number)) places[count++] = place;
      }
    } else {
      const { least, most } = fit;
      for (let i = 0; i < before; i++) {
        const place = places[i] as number;
        const value = values[place] as number;
        if (value >= least && value <= most) places[count++] = place;
      }
    }
  }
  return places.subarray(0, count);
}
