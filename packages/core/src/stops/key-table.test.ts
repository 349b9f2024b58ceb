import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable } from './key-table.ts';

const key = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -20, max: 20 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 9 }).map((n) => n * 2 ** 32) },
  fc.constantFrom(2 ** 50, -(2 ** 50), Number.MAX_SAFE_INTEGER),
);

describe('the table from keys to slots', () => {
  it('finds what a Map finds, on any flow', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 200, size: 'max' }), (steps) => {
        const keys: number[] = [];
        const table = new KeyTable({ keyOf: (slot) => keys[slot] as number });
        const twin = new Map<number, number>();
        for (const [one, add] of steps) {
          const known = twin.get(one);
          if (add && known === undefined) {
            const slot = keys.push(one) - 1;
            table.add(one, slot);
            twin.set(one, slot);
          } else if (!add && known !== undefined) {
            table.remove(one);
            twin.delete(one);
          }
          const wrong = steps.find(([each]) => table.find(each) !== (twin.get(each) ?? -1));
          if (wrong !== undefined) throw new Error(`key ${wrong[0]} leads to ${table.find(wrong[0])}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('refuses to remove a key that is not there', () => {
    const table = new KeyTable({ keyOf: () => 7 });
    expect(() => table.remove(8)).toThrow('no slot has key 8');
  });
});
