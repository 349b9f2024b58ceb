import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  decimal,
  divide,
  formatDecimal,
  formatFixed,
  formatScaled,
  MAX_NUMBER_TEXT,
  multiply,
  negate,
  parseDecimal,
  rescale,
  subtract,
  toScaled,
  ZERO,
} from './decimal.ts';

const read = (text: string) => {
  const value = parseDecimal(text);
  if (value === null) throw new Error(`not a number: ${text}`);
  return value;
};

describe('reading decimal text', () => {
  it.each([
    ['12', 12n, 0],
    ['-0.05', -5n, 2],
    ['+3.10', 310n, 2],
    ['007', 7n, 0],
    ['0', 0n, 0],
    ['-0', 0n, 0],
    ['1e-7', 1n, 7],
    ['1.5E+3', 1500n, 0],
    ['-2.50e1', -250n, 1],
    ['123456789012345678901234567890.123456789', 123456789012345678901234567890123456789n, 9],
  ])('%s is exact', (text, coefficient, scale) => {
    expect(parseDecimal(text)).toEqual({ coefficient, scale });
  });

  it.each([
    '',
    ' ',
    '1 ',
    ' 1',
    '.5',
    '5.',
    '1,5',
    '0x10',
    '1e',
    'e5',
    '--1',
    '+-1',
    '1e1000',
    '1e101',
    '1e-101',
    'NaN',
    'Infinity',
    '٣',
    '1_000',
    '1\n',
  ])('%j is no number', (text) => expect(parseDecimal(text)).toBeNull());

  it('refuses more than 80 characters before any work', () => {
    expect(parseDecimal('1'.repeat(MAX_NUMBER_TEXT))).not.toBeNull();
    expect(parseDecimal('1'.repeat(MAX_NUMBER_TEXT + 1))).toBeNull();
  });

  it('comes back from what it prints', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.nat(30), (coefficient, scale) => {
        const value = decimal(coefficient, scale);
        expect(compare(read(formatDecimal(value)), value)).toBe(0);
      }),
    );
  });
});

describe('printing', () => {
  it.each([
    [150n, 2, '1.5'],
    [-5n, 2, '-0.05'],
    [0n, 8, '0'],
    [100n, 2, '1'],
    [-1200n, 0, '-1200'],
    [1n, 18, '0.000000000000000001'],
  ])('%s with scale %s', (coefficient, scale, text) => expect(formatScaled(coefficient, scale)).toBe(text));

  it('with a fixed number of decimals, rounded by name', () => {
    expect(formatFixed(read('2.345'), 2, 'halfUp')).toBe('2.35');
    expect(formatFixed(read('2.345'), 2, 'halfEven')).toBe('2.34');
    expect(formatFixed(read('-2.345'), 2, 'halfUp')).toBe('-2.35');
    expect(formatFixed(read('2'), 3, 'down')).toBe('2.000');
    expect(formatFixed(read('-0.004'), 2, 'halfUp')).toBe('0.00');
    expect(formatFixed(read('2.5'), 0, 'halfEven')).toBe('2');
  });
});

describe('scales', () => {
  it('a finer scale is exact, a coarser one rounds by name', () => {
    expect(rescale(read('1.5'), 4, 'down')).toEqual(decimal(15000n, 4));
    expect(rescale(read('1.55'), 1, 'halfEven')).toEqual(decimal(16n, 1));
    expect(rescale(read('-1.55'), 1, 'floor')).toEqual(decimal(-16n, 1));
  });

  it('digits that do not fit are noticed, zeros are none', () => {
    expect(toScaled(read('1.50'), 1)).toBe(15n);
    expect(toScaled(read('1.55'), 1)).toBeNull();
    expect(toScaled(read('-3'), 2)).toBe(-300n);
  });
});

describe('sums and products are exact', () => {
  it('with different scales', () => {
    expect(formatDecimal(add(read('0.1'), read('0.2')))).toBe('0.3');
    expect(formatDecimal(subtract(read('1'), read('0.999')))).toBe('0.001');
    expect(formatDecimal(multiply(read('-0.1'), read('0.2')))).toBe('-0.02');
    expect(formatDecimal(negate(read('3.5')))).toBe('-3.5');
  });

  it('comparison does not mind the scale', () => {
    expect(compare(read('1.5'), read('1.50'))).toBe(0);
    expect(compare(read('-2'), read('1'))).toBe(-1);
    expect(compare(read('0.11'), read('0.109'))).toBe(1);
  });
});

describe('a division keeps 36 significant digits, half up (dca-and-smarttrade-rules.md A1)', () => {
  it.each([
    ['1', '3', `0.${'3'.repeat(36)}`],
    ['2', '3', `0.${'6'.repeat(35)}7`],
    ['-2', '3', `-0.${'6'.repeat(35)}7`],
    ['1', '7', '0.142857142857142857142857142857142857'],
    ['100', '7', '14.2857142857142857142857142857142857'],
    ['1', '700', `0.00${'142857'.repeat(6)}`],
    ['6', '3', '2'],
    ['1', '8', '0.125'],
    ['0', '5', '0'],
    ['10', '0.25', '40'],
    ['1e30', '3', `${'3'.repeat(30)}.${'3'.repeat(6)}`],
    ['1e50', '3', `${'3'.repeat(36)}${'0'.repeat(14)}`],
    ['5', '9', `0.${'5'.repeat(35)}6`],
    ['9.99', '10', '0.999'],
  ])('%s / %s', (a, b, quotient) => expect(formatDecimal(divide(read(a), read(b)))).toBe(quotient));

  it('a quotient of nines is rounded up by one digit, and no further', () => {
    const nines = read('9'.repeat(37));
    expect(formatDecimal(divide(nines, read('1')))).toBe(`1${'0'.repeat(37)}`);
    expect(formatDecimal(divide(nines, read('1'), 'down'))).toBe(`${'9'.repeat(36)}0`);
  });

  it('never divides by zero', () => {
    expect(() => divide(read('1'), ZERO)).toThrow(new RangeError('division by zero'));
    expect(() => divide(ZERO, ZERO)).toThrow(RangeError);
  });

  it('lies within half a unit of the 36th digit of the true quotient', () => {
    const digits = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
    fc.assert(
      fc.property(digits, fc.nat(20), digits, fc.nat(20), (a, aScale, b, bScale) => {
        fc.pre(b !== 0n);
        const quotient = divide(decimal(a, aScale), decimal(b, bScale));
        const significant = quotient.coefficient.toString().replace('-', '').replace(/0+$/, '');
        expect(significant.length).toBeLessThanOrEqual(36);
        // | a - q·b | <= | q·b | × 10^-35 / 2 up to the last digit
        const product = multiply(quotient, decimal(b, bScale));
        const error = subtract(decimal(a, aScale), product);
        const size = (value: { coefficient: bigint; scale: number }) =>
          decimal(value.coefficient < 0n ? -value.coefficient : value.coefficient, value.scale);
        const bound = multiply(size(decimal(a, aScale)), decimal(5n, 36));
        expect(compare(size(error), bound)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the short ways', () => {
  const digits = fc.stringMatching(/^[0-9.]{1,18}$/);

  it('short text is read as long text is', () => {
    fc.assert(
      fc.property(digits, (text) => {
        // a sign takes the long way
        expect(parseDecimal(text)).toEqual(parseDecimal(`+${text}`));
      }),
      { numRuns: 2_000 },
    );
  });

  it('a number is printed with the digits that it has', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.nat(45), (coefficient, scale) => {
        const text = formatScaled(coefficient, scale);
        expect(text).toMatch(/^(?:-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?)$/);
        expect(compare(read(text), decimal(coefficient, scale))).toBe(0);
      }),
    );
  });

  /** One digit after the other until there are 36, then half up. */
  const naive = (a: bigint, b: bigint) => {
    let [numerator, denominator, scale] = [a, b, 0];
    for (; numerator / denominator < 10n ** 35n; scale++) numerator *= 10n;
    for (; numerator / denominator >= 10n ** 36n; scale--) denominator *= 10n;
    const kept = numerator / denominator + (2n * (numerator % denominator) >= denominator ? 1n : 0n);
    return scale < 0 ? decimal(kept * 10n ** BigInt(-scale), 0) : decimal(kept, scale);
  };

  it('a quotient keeps 36 digits, next to powers of ten too', () => {
    const power = fc.nat(120).map((exponent) => 10n ** BigInt(exponent));
    const near = fc
      .tuple(power, fc.bigInt({ min: -3n, max: 3n }))
      .map(([ten, more]) => (ten + more > 0n ? ten + more : 1n));
    fc.assert(
      fc.property(near, near, (a, b) => {
        expect(compare(divide(decimal(a, 0), decimal(b, 0)), naive(a, b))).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
