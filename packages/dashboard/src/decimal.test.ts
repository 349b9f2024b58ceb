import { describe, expect, it } from 'vitest';
import {
  add,
  ceilingTo,
  changeInBasisPoints,
  compare,
  decimal,
  decimalText,
  divide,
  floorTo,
  isMultiple,
  multiply,
  nearestTo,
  rounded,
  typedDecimal,
} from './decimal.ts';

const read = (text: string) => decimal(text) ?? expect.fail(`${text} is no decimal`);

describe('decimal text', () => {
  it('reads what the platform writes and prints it back', () => {
    for (const text of ['0', '100.01', '-0.000000000000000001', '99749.72998'])
      expect(decimalText(read(text))).toBe(text);
    expect(decimal('1e3')).toBeNull();
    expect(decimal('')).toBeNull();
  });

  it('reads what people type: spaces, narrow spaces and a comma', () => {
    expect(typedDecimal('1 000 000,5')).toBe('1000000.5');
    expect(typedDecimal('1\u202f000')).toBe('1000');
    expect(typedDecimal('.5')).toBe('0.5');
    expect(typedDecimal('12abc')).toBeNull();
    expect(typedDecimal('1.2.3')).toBeNull();
  });

  it('adds and multiplies without losing a digit', () => {
    expect(decimalText(add(read('0.1'), read('0.2')))).toBe('0.3');
    expect(decimalText(multiply(read('305.71'), read('0.000001')))).toBe('0.00030571');
    expect(compare(read('1.10'), read('1.1'))).toBe(0);
  });

  it('divides to as many decimals as are asked for, toward zero', () => {
    const quotient = (a: string, b: string, decimals: number) =>
      decimalText(divide(read(a), read(b), decimals) ?? read('-1'));
    expect(quotient('100', '3', 4)).toBe('33.3333');
    expect(quotient('-1', '0.3', 2)).toBe('-3.33');
    expect(quotient('3095.4', '0.0324', 0)).toBe('95537');
    expect(divide(read('1'), read('0.00'), 2)).toBeNull();
  });

  it('rounds half away from zero', () => {
    expect(decimalText(rounded(read('1.005'), 2))).toBe('1.01');
    expect(decimalText(rounded(read('-1.005'), 2))).toBe('-1.01');
    expect(decimalText(rounded(read('1.0049'), 2))).toBe('1');
    expect(decimalText(rounded(read('7'), 2))).toBe('7');
  });

  it('knows multiples of a step', () => {
    expect(isMultiple(read('305.71'), read('0.01'))).toBe(true);
    expect(isMultiple(read('305.715'), read('0.01'))).toBe(false);
    expect(decimalText(floorTo(read('305.719'), read('0.02')))).toBe('305.7');
  });

  it('tells a change in hundredths of a percent', () => {
    expect(changeInBasisPoints(read('102'), read('100'))).toBe(200n);
    expect(changeInBasisPoints(read('99.5'), read('100'))).toBe(-50n);
    expect(changeInBasisPoints(read('1'), read('0'))).toBeNull();
  });

  it('finds the nearest multiples of a step', () => {
    const step = read('0.05');
    expect(decimalText(ceilingTo(read('1.01'), step))).toBe('1.05');
    expect(decimalText(ceilingTo(read('1.05'), step))).toBe('1.05');
    expect(decimalText(ceilingTo(read('-1.01'), step))).toBe('-1');
    expect(decimalText(nearestTo(read('1.0249'), step))).toBe('1');
    expect(decimalText(nearestTo(read('1.025'), step))).toBe('1.05');
    expect(decimalText(nearestTo(read('-1.025'), step))).toBe('-1.05');
  });
});
