import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortText } from './sort-text.ts';

test('texts stand in the order of their numbers', () => {
  const number = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  fc.assert(
    fc.property(number, number, (a, b) => {
      const [first, second] = [a, b].map((coefficient) => sortText({ coefficient, scale: 8 }, 8)) as [string, string];
      expect(Math.sign(first < second ? -1 : first > second ? 1 : 0)).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});

test('decimals beyond those that count are rounded half up', () => {
  const text = (coefficient: bigint, scale: number) => sortText({ coefficient, scale }, 2);
  expect(text(1_005n, 3)).toBe(text(101n, 2));
  expect(text(1n, 0)).toBe(text(100n, 2));
  expect(text(-1n, 0) < text(0n, 0)).toBe(true);
});
