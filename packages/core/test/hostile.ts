const HUGE = 10n ** 50n;
/** Values that no careful client sends. */
export const HOSTILE: readonly unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -1,
  -0.5,
  0.5,
  2 ** 53,
  -(2 ** 53),
  1e300,
  '',
  '1',
  '1e5',
  'x'.repeat(10_000),
  null,
  undefined,
  true,
  [],
  [1],
  {},
  { toString: 1, valueOf: 1 },
  1n,
  -1n,
  HUGE,
];

/** A value in words. */
export function shown(value: unknown): string {
  if (typeof value === 'object') return JSON.stringify(value);
  return `${typeof value} ${String(value).slice(0, 30)}`;
}

/** The same for a part of settings, which are plain JSON: more decimals and longer texts than any of them has. */
export const HOSTILE_SETTINGS: readonly unknown[] = [
  Number.NaN,
  -1,
  0.5,
  1e300,
  '',
  '-5',
  '1e5',
  '0.000000000000000001',
  'x'.repeat(1_000),
  null,
  undefined,
  true,
  [],
  [null],
  {},
  1n,
];

/** Every place in a value, as names from the top. */
export function placesOf(value: unknown, names: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...names]];
  const inner = Object.entries(value).flatMap(([name, part]) => placesOf(part, [...names, name]));
  return names.length === 0 ? inner : [[...names], ...inner];
}

/** A copy of a value with another one at a place. */
export function replaced(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  (copy as Record<string, unknown>)[name] = replaced((value as Record<string, unknown>)[name], rest, by);
  return copy;
}
