import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSame, isSameTarget, type TakeProfitSettings } from './settings.ts';

const values = fc.oneof(fc.constantFrom('', '0', '1', null, true, false, undefined), fc.integer({ min: 0, max: 2 }));
const parts = fc.oneof(fc.constant(null), fc.dictionary(fc.constantFrom('a', 'b', 'c'), values));

test('parts of settings are the same when they say the same, in whatever order', () => {
  const text = (part: object | null) =>
    JSON.stringify(part === null ? null : Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      expect(isSame(one, other)).toBe(text(one) === text(other));
      expect(isSame(one, one === null ? null : Object.fromEntries(Object.entries(one).reverse()))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('a step is sold in the same way whatever its share is', () => {
  const step: TakeProfitSettings = {
    position: 1,
    share: '40',
    price: '51000',
    percent: null,
    by: 'bid',
    order: 'market',
    limitPrice: '0',
    trailing: '0',
  };
  expect(isSameTarget(step, { ...step, share: '60' })).toBe(true);
  expect(isSameTarget(step, { ...step, price: '51001' })).toBe(false);
  expect(isSameTarget(step, { ...step, price: null, percent: '2' })).toBe(false);
});
