import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapOf, NO_NUMBERS, NO_VALUES, setOf, withNumber, withoutNumber, withoutValue, withValue } from './few.ts';

const steps = fc.array(fc.record({ number: fc.nat(3), value: fc.nat(9), out: fc.boolean() }), { maxLength: 20 });

test('what is put in and taken out is what a set and a map of its own would hold; the empty ones stay empty', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const [ownSet, ownMap] = [new Set<number>(), new Map<number, number>()];
      let [set, map] = [setOf([]), mapOf<number>([])];
      for (const { number, value, out } of all) {
        set = out ? withoutNumber(set, number) : withNumber(set, number);
        map = out ? withoutValue(map, number) : withValue(map, number, value);
        if (out) ownSet.delete(number);
        else ownSet.add(number);
        if (out) ownMap.delete(number);
        else ownMap.set(number, value);
        expect([...set]).toEqual([...ownSet]);
        expect([...map]).toEqual([...ownMap]);
        expect([...setOf([...set])]).toEqual([...set]);
        expect([...mapOf([...map])]).toEqual([...map]);
        expect(NO_NUMBERS.size + NO_VALUES.size).toBe(0);
      }
    }),
  );
});
