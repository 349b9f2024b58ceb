import type { Column } from './column.ts';
import { type Places, placesBetween } from './places.ts';

/** Rows that are looked at without a pause: a few milliseconds. */
const AT_ONCE = 2 ** 18;

/** Bits by which rows are dealt out at a time, and how many of both halves of a number there are. */
const DIGIT = 11;
const BUCKETS = 2 ** DIGIT;
const LOW_BITS = 32;
const HIGH_BITS = 22;

/**
 * Sorts the rows that a column has now by their numbers, or by the ranks of them: dealt out by digits, the lowest first, so
 * that equals stay in the order of the rows. Stops after each stretch of rows; the column may grow in between.
 */
export function* sortingPlaces(column: Column, ranks: Int32Array | undefined): Generator<void, Places> {
  const { length } = column;
  let places = placesBetween(0, length);
  let other = new Int32Array(length);
  let looked = 0;
  let pause = AT_ONCE;
  for (const [high, bits] of [
    [false, LOW_BITS],
    [true, HIGH_BITS],
  ] as const) {
    for (let shift = 0; shift < bits; shift += DIGIT) {
      const starts = new Int32Array(BUCKETS);
      for (let from = 0; from < length; from += AT_ONCE) {
        const digits = digitsOf(column, ranks, high, shift, places, from);
        for (let i = 0; i < digits.length; i++) (starts[digits[i] as number] as number)++;
        looked += digits.length;
        if (looked >= pause) {
          pause += AT_ONCE;
          yield;
        }
      }
      if (starts.includes(length)) continue;
      let start = 0;
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        const count = starts[bucket] as number;
        starts[bucket] = start;
        start += count;
      }
      for (let from = 0; from < length; from += AT_ONCE) {
        const digits = digitsOf(column, ranks, high, shift, places, from);
        for (let i = 0; i < digits.length; i++) {
          const bucket = digits[i] as number;
          other[starts[bucket] as number] = places[from + i] as number;
          (starts[bucket] as number)++;
        }
        looked += digits.length;
        if (looked >= pause) {
          pause += AT_ONCE;
          yield;
        }
      }
      [places, other] = [other, places];
    }
  }
  return places;
}

/** One digit of the numbers of some rows; what is absent has 0 in all of them, and comes before all others. */
function digitsOf(
  column: Column,
  ranks: Int32Array | undefined,
  high: boolean,
  shift: number,
  places: Int32Array,
  from: number,
): Uint16Array {
  const { values, absent } = column;
  const digits = new Uint16Array(Math.min(AT_ONCE, places.length - from));
  for (let i = 0; i < digits.length; i++) {
    const value = values[places[from + i] as number] as number;
    if (ranks !== undefined) digits[i] = high ? 0 : ((ranks[value] as number) >>> shift) & (BUCKETS - 1);
    else if (value !== absent) {
      const top = Math.floor(value / 2 ** LOW_BITS);
      const half = high ? top + 2 ** (HIGH_BITS - 1) : value - top * 2 ** LOW_BITS;
      digits[i] = (half >>> shift) & (BUCKETS - 1);
    }
  }
  return digits;
}
