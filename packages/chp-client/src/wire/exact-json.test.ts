import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExact } from './exact-json.ts';

/** The naive twin: JSON.parse of a text whose numbers have become texts. */
function withTexts(value: unknown): unknown {
  if (typeof value === 'number') return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withTexts(each)]));
}

describe('the JSON reader that keeps the text of numbers', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        expect(parseExact(text)).toEqual(withTexts(JSON.parse(text)));
      }),
    );
  });

  test('refuses what JSON.parse refuses', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      'a',
      '1',
      '0',
      '-',
      '.',
      'e',
      'true',
      'null',
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const reads = (read: (text: string) => unknown) => {
          try {
            return { value: read(text) };
          } catch (error) {
            expect(error).toBeInstanceOf(SyntaxError);
            return null;
          }
        };
        const plain = reads(JSON.parse);
        expect(reads(parseExact) === null).toBe(plain === null);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    '166.82000000000002',
    '0.10',
    '-0',
    '9007199254740993',
    '123456789012345678901234567890.1',
    '1E-7',
    '1e400',
  ])('%s stays as it is written', (number) => expect(parseExact(`{"n":[${number}]}`)).toEqual({ n: [number] }));

  test.each([
    '',
    ' ',
    '01',
    '+1',
    '.5',
    '1.',
    'NaN',
    'Infinity',
    '"\n"',
    '"\\x"',
    '{"a":1,}',
    '[1,]',
    '{a:1}',
    '1 2',
    '\ufeff1',
  ])('%j is refused with its position', (text) =>
    expect(() => parseExact(text)).toThrow(/^JSON has .* at position \d+$/),
  );

  test('keys that are names of members stay keys', () => {
    const read = parseExact('{"__proto__":{"x":1},"constructor":2}') as object;
    expect(Object.keys(read)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  test('nesting is bounded', () => {
    expect(parseExact('['.repeat(500) + ']'.repeat(500))).toBeInstanceOf(Array);
    expect(() => parseExact('['.repeat(1_000_000))).toThrow('JSON is nested deeper than 500');
  });
});
