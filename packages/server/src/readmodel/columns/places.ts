/** Rows by where they stand among all: 0 is the oldest. */
export type Places = Int32Array<ArrayBuffer>;

/** All rows from one to before another. */
export function placesBetween(from: number, to: number): Places {
  const places = new Int32Array(Math.max(0, to - from));
  for (let i = 0; i < places.length; i++) places[i] = from + i;
  return places;
}
