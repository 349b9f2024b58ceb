import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_STEPS, money, price, quantity, stepProduct } from './kinds.ts';
import { divide, powerOfTen, type Rounding, roundToDecimals } from './rounding.ts';

const ROUNDINGS: readonly Rounding[] = ['down', 'up', 'floor', 'ceiling', 'halfUp', 'halfEven'];

describe('rounding by name', () => {
  it.each<[Rounding, number[]]>([
    //            2.5  -2.5  3.5  -3.5  2.25 -2.25 2.75 -2.75  2  -2
    ['down', [2, -2, 3, -3, 2, -2, 2, -2, 2, -2]],
    ['up', [3, -3, 4, -4, 3, -3, 3, -3, 2, -2]],
    ['floor', [2, -3, 3, -4, 2, -3, 2, -3, 2, -2]],
    ['ceiling', [3, -2, 4, -3, 3, -2, 3, -2, 2, -2]],
    ['halfUp', [3, -3, 4, -4, 2, -2, 3, -3, 2, -2]],
    ['halfEven', [2, -2, 4, -4, 2, -2, 3, -3, 2, -2]],
  ])('%s', (rounding, expected) => {
    const quarters = [10n, -10n, 14n, -14n, 9n, -9n, 11n, -11n, 8n, -8n];
    expect(quarters.map((value) => Number(divide(value, 4n, rounding)))).toEqual(expected);
    // the sign may stand below the line as well
    expect(quarters.map((value) => Number(divide(-value, -4n, rounding)))).toEqual(expected);
  });

  it('less than one keeps its sign through rounding', () => {
    expect(divide(-1n, 4n, 'floor')).toBe(-1n);
    expect(divide(-1n, 4n, 'ceiling')).toBe(0n);
    expect(divide(-1n, 2n, 'halfUp')).toBe(-1n);
    expect(divide(-1n, 2n, 'halfEven')).toBe(0n);
    expect(divide(1n, -4n, 'up')).toBe(-1n);
  });

  it('is never further than one from the quotient, and exact when there is no remainder', () => {
    const any = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(any, any, fc.constantFrom(...ROUNDINGS), (a, b, rounding) => {
        fc.pre(b !== 0n);
        const off = divide(a, b, rounding) * b - a;
        const size = off < 0n ? -off : off;
        expect(size < (b < 0n ? -b : b)).toBe(true);
        if (a % b === 0n) expect(off).toBe(0n);
      }),
    );
  });

  it('refuses a zero below the line', () => {
    for (const rounding of ROUNDINGS) expect(() => divide(1n, 0n, rounding)).toThrow(RangeError);
  });

  it('keeps decimals of a scaled amount', () => {
    expect(roundToDecimals(123_455_000n, 8, 2, 'halfUp')).toBe(123_000_000n);
    expect(roundToDecimals(123_500_000n, 8, 2, 'halfUp')).toBe(124_000_000n);
    expect(roundToDecimals(-123_500_000n, 8, 2, 'halfUp')).toBe(-124_000_000n);
    expect(roundToDecimals(123_456_789n, 8, 8, 'up')).toBe(123_456_789n);
    expect(roundToDecimals(123_456_789n, 8, 12, 'up')).toBe(123_456_789n);
    expect(roundToDecimals(50_000_000n, 8, 0, 'halfEven')).toBe(0n);
  });
});

describe('powers of ten', () => {
  it('are exact up to 200', () => {
    expect(powerOfTen(0)).toBe(1n);
    expect(powerOfTen(200)).toBe(10n ** 200n);
  });

  it.each([-1, 201, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('%s is none', (exponent) => {
    expect(() => powerOfTen(exponent)).toThrow(RangeError);
  });
});

describe('prices, quantities, products of steps', () => {
  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, MAX_STEPS + 1, -MAX_STEPS - 1])(
    '%s is neither price nor quantity',
    (value) => {
      expect(() => price(value)).toThrow(RangeError);
      expect(() => quantity(value)).toThrow(RangeError);
    },
  );

  it('the bounds themselves are allowed', () => {
    expect(price(-MAX_STEPS)).toBe(-MAX_STEPS);
    expect(quantity(MAX_STEPS)).toBe(MAX_STEPS);
    expect(money(7n)).toBe(7n);
  });

  it('a product beyond 2^53 widens instead of losing digits', () => {
    expect(stepProduct(3, -4)).toBe(-12n);
    expect(stepProduct(94_906_267, 94_906_267)).toBe(94_906_267n ** 2n);
    expect(stepProduct(MAX_STEPS, -MAX_STEPS)).toBe(-(2n ** 100n));
    const steps = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
    fc.assert(
      fc.property(steps, steps, (a, b) => {
        expect(stepProduct(a, b)).toBe(BigInt(a) * BigInt(b));
      }),
    );
  });
});
