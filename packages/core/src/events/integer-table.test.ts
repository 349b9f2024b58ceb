import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable, TableWriter } from './index.ts';

const writer = new TableWriter();
const MAX = Number.MAX_SAFE_INTEGER;

/** The same digits one by one, with integers of any size. */
function naive(values: readonly number[], width: number): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let text = '';
  for (const [i, value] of values.entries()) {
    const difference = BigInt(value) - BigInt(values[i - width] ?? 0);
    const isSafe = difference <= BigInt(MAX) && difference >= -BigInt(MAX);
    const number = isSafe ? difference : BigInt(value);
    if (!isSafe) text += '!';
    let rest = (number < 0n ? -number : number) * 2n + (number < 0n ? 1n : 0n);
    for (; rest > 31n; rest /= 32n) text += digits[Number(rest % 32n) + 32];
    text += digits[Number(rest)];
  }
  return text;
}

const numbers = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer(),
  fc.integer({ min: -40, max: 40 }),
  fc.constantFrom(MAX, -MAX),
);

const tables = fc.integer({ min: 1, max: 20 }).chain((width) =>
  fc.tuple(
    fc.constant(width),
    fc.array(fc.array(numbers, { minLength: width, maxLength: width })).map((rows) => rows.flat()),
  ),
);

describe('a table of integers as text', () => {
  it('tells what changes from row to row', () => {
    expect(writer.write([2, 1000, -7, 3, 1001, -7, 4, 1002, -8], 3)).toBe('Ew-BPCCACCD');
    expect(writer.write([], 3)).toBe('');
    expect(writer.write([-0], 1)).toBe('A');
    expect(writer.write([MAX, -MAX], 1)).toBe(`${naive([MAX], 1)}!${naive([-MAX], 1)}`);
  });

  it('is what integers of any size give, and comes back as it was', () => {
    fc.assert(
      fc.property(tables, ([width, values]) => {
        const exact = values.map((value) => value + 0);
        const text = writer.write(exact, width);
        expect(text).toBe(naive(exact, width));
        expect(JSON.stringify(text)).toBe(`"${text}"`);
        expect(readTable(text, width)).toEqual(exact);
      }),
    );
  });

  it('is never written of what is no safe integer, however close to the number above', () => {
    for (const wrong of [0.5, 1e-20, Number.NaN, Number.POSITIVE_INFINITY, MAX + 1, -MAX - 1]) {
      for (const above of [0, 1, 2 ** 28, -(2 ** 28), MAX, -MAX]) {
        expect(() => writer.write([above, wrong], 1), `${wrong} below ${above}`).toThrow(
          new RangeError(`${wrong} is not a safe integer`),
        );
      }
    }
    expect(() => writer.write([1, 2, 3], 2)).toThrow('3 numbers in rows of 2');
  });

  it('is refused when it is damaged', () => {
    const damaged: [string, string][] = [
      ['A', '1 numbers in rows of 2'],
      ['A~', 'no digit at 1'],
      ['Aé', 'no digit at 1'],
      ['A\u{1F600}', 'no digit at 1'],
      ['Ag', 'no digit at 2'],
      ['A!', 'no digit at 2'],
      [`A${'_'.repeat(30)}A`, 'a number is beyond a safe integer'],
      [`A${'_'.repeat(300)}A`, 'a number is beyond a safe integer'],
      [`AA${'A'}${naive([MAX], 1)}AC`, 'a number is beyond a safe integer'],
    ];
    for (const [text, message] of damaged) {
      expect(() => readTable(text, 2), text).toThrow(RangeError);
      expect(() => readTable(text, 2), text).toThrow(message);
    }
  });

  it('any text is read or refused', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9_!-]*$/)),
        fc.integer({ min: 1, max: 4 }),
        (text, width) => {
          try {
            for (const value of readTable(text, width)) expect(Number.isSafeInteger(value)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
