import { formatDecimal, parseDecimal } from '@outcry/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, moneyValueOf, quotationOf, wholeQuotation } from './numbers.ts';

const decimal = (text: string) => {
  const value = parseDecimal(text);
  if (value === null) throw new Error(text);
  return value;
};

describe('numbers on the wire', () => {
  test.each([
    ['114.25', 114, 250_000_000],
    ['0.07', 0, 70_000_000],
    ['-0.2', 0, -200_000_000],
    ['-200.2', -200, -200_000_000],
    ['-0.01', 0, -10_000_000],
    ['0', 0, 0],
    ['0.0000000019', 0, 1],
    ['-1.9999999999', -1, -999_999_999],
    ['9007199254740991.000000001', 9_007_199_254_740_991, 1],
  ])('%s', (text, units, nano) => {
    expect(quotationOf(decimal(text))).toEqual({ units, nano });
  });

  test('what nine decimals hold comes back as it was', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), (coefficient) => {
        fc.pre(coefficient !== 0n);
        const value = { coefficient, scale: 9 };
        expect(decimalOf(quotationOf(value))).toEqual(value);
      }),
    );
  });

  test('in doubles it is what it is in BigInt, wherever doubles are exact', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 9 }), (whole, scale) => {
        const nanos = BigInt(whole) * 10n ** BigInt(9 - scale);
        const [units, nano] = [nanos / 10n ** 9n, nanos % 10n ** 9n];
        expect(wholeQuotation(whole, scale)).toEqual({ units: Number(units), nano: Number(nano) });
      }),
    );
    expect(wholeQuotation(2 ** 53, 0)).toBeNull();
    expect(wholeQuotation(1, 10)).toBeNull();
    // no zero has a sign
    expect(wholeQuotation(-10, 1)).toEqual({ units: -1, nano: 0 });
  });

  test('nothing and zero count as missing', () => {
    expect(decimalOf(undefined)).toBeNull();
    expect(decimalOf({ units: 0, nano: 0 })).toBeNull();
    expect(formatDecimal(decimalOf({ units: 0, nano: 70_000_000 }) ?? decimal('0'))).toBe('0.07');
  });

  test.each([
    [1, -1],
    [-1, 1],
    [0, 1_000_000_000],
    [0, -1_000_000_000],
    [0.5, 0],
    [1, 0.5],
    [2 ** 53, 0],
  ])('units %s with nano %s are 30018', (units, nano) => {
    expect(() => decimalOf({ units, nano })).toThrow(expect.objectContaining({ code: '30018' }));
  });

  test('what is beyond whole numbers of the wire is never rounded', () => {
    expect(() => quotationOf(decimal('9007199254740992'))).toThrow(RangeError);
  });

  test('currencies are written in lower case', () => {
    expect(moneyValueOf('RUB', decimal('1.5'))).toEqual({ currency: 'rub', units: 1, nano: 500_000_000 });
  });
});
