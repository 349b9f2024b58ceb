import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactSum } from './exact-sum.ts';

test('sums are exact to the last digit, whatever the lengths and signs', () => {
  expect(exactSum('12.02171876', '-4.51595996')).toBe('7.5057588');
  expect(exactSum('-0.5', '0.25')).toBe('-0.25');
  expect(exactSum('0.1', '-0.1')).toBe('0');
  expect(exactSum('9'.repeat(90), '1')).toBe(`1${'0'.repeat(90)}`);
});

test('a sum taken part by part is the sum of the whole numbers behind the texts', () => {
  const text = (units: bigint): string => {
    const digits = `${units < 0n ? -units : units}`.padStart(9, '0');
    return `${units < 0n ? '-' : ''}${digits.slice(0, -8)}.${digits.slice(-8)}`;
  };
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), { minLength: 1 }), (parts) => {
      const sum = parts.map(text).reduce(exactSum, '0');
      expect(exactSum(sum, '0')).toBe(exactSum(text(parts.reduce((a, b) => a + b, 0n)), '0'));
    }),
  );
});
