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
