import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdTable } from './id-table.ts';
import { Marks } from './marks.ts';
import { Members } from './members.ts';
import { StopBounds } from './stop-bounds.ts';

describe('the tables of large strategies are what they stand for', () => {
  it('an IdTable is a Map in ascending order', () => {
    const step = fc.record({ id: fc.integer({ min: 1, max: 5_000 }), drops: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const table = new IdTable<{ readonly id: number }>();
        const map = new Map<number, { readonly id: number }>();
        for (const { id, drops } of steps) {
          if (drops) expect(table.delete(id)).toBe(map.delete(id));
          else {
            const entry = { id };
            table.set(id, entry);
            map.set(id, entry);
          }
          expect(table.get(id)).toBe(map.get(id));
          expect(table.size).toBe(map.size);
        }
        expect([...table]).toEqual([...map].sort(([a], [b]) => a - b));
      }),
    );
  });

  it('Marks are a Set that is taken from the front', () => {
    const step = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constant('take' as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const marks = new Marks();
        const set = new Set<number>();
        for (const id of steps) {
          if (id === 'take') {
            const [first = 0] = set;
            set.delete(first);
            expect(marks.take()).toBe(first);
          } else {
            marks.add(id);
            set.add(id);
          }
          expect(marks.size).toBe(set.size);
        }
        for (const id of set) expect(marks.take()).toBe(id);
        expect(marks.take()).toBe(0);
      }),
    );
  });

  it('Members are a list in ascending order; their places do not depend on who has gone', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 }), { maxLength: 500 }), (steps) => {
        const members = new Members();
        let list: number[] = [];
        let next = 1;
        for (const step of steps) {
          const gone = list[(step * 7) % Math.max(1, list.length)];
          if (step < 5 || gone === undefined) {
            members.add(next);
            list.push(next++);
          } else {
            members.remove(gone);
            list = list.filter((id) => id !== gone);
          }
          expect(members.size).toBe(list.length);
          const walked: number[] = [];
          for (let place = members.placeAfter(next >> 1); place < members.places; place++)
            walked.push(members.at(place));
          expect(walked.filter((id) => id > 0)).toEqual(list.filter((id) => id > next >> 1));
        }
        expect([...members]).toEqual(list);
        expect(members.places).toBeLessThan(2 * members.size + 64);
      }),
    );
  });

  it('StopBounds give every account that a price has reached, once, and no other', () => {
    const bound = fc.record({
      account: fc.integer({ min: 1, max: 30 }),
      instrument: fc.integer({ min: 1, max: 3 }),
      below: fc.boolean(),
      distance: fc.integer({ min: 1, max: 40 }),
    });
    const step = fc.oneof(
      fc.record({ add: bound }),
      fc.record({ drop: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ price: fc.integer({ min: 60, max: 140 }), instrument: fc.integer({ min: 1, max: 3 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const bounds = new StopBounds();
        let naive: { account: number; instrument: number; below: boolean; level: number }[] = [];
        const prices = [0, 100, 100, 100];
        for (const one of steps) {
          if ('add' in one) {
            const { account, instrument, below, distance } = one.add;
            const level = (prices[instrument] as number) + (below ? -distance : distance);
            bounds.add(account, instrument, below ? 'below' : 'above', level);
            naive.push({ account, instrument, below, level });
          } else if ('drop' in one) {
            bounds.drop(one.drop);
            naive = naive.filter(({ account }) => account !== one.drop);
          } else {
            const { instrument, price } = one;
            prices[instrument] = price;
            bounds.see(instrument, price);
            const due = new Set(
              naive
                .filter(
                  ({ instrument: of, below, level }) => of === instrument && (below ? price <= level : price >= level),
                )
                .map(({ account }) => account),
            );
            expect(bounds.hasReached).toBe(due.size > 0);
            const taken: number[] = [];
            for (let id = bounds.takeReached(); id !== 0; id = bounds.takeReached()) taken.push(id);
            expect(taken.sort()).toEqual([...due].sort());
            naive = naive.filter(({ account }) => !due.has(account));
          }
        }
      }),
    );
  });

  it('thousands of levels at which nothing waits any more are forgotten', () => {
    const bounds = new StopBounds();
    for (let n = 1; n <= 5_000; n++) {
      bounds.drop(1);
      bounds.add(1, 1, 'below', n);
      bounds.add(2, 1, 'below', 10_000 + (n % 3));
      bounds.drop(2);
    }
    bounds.see(1, 5_001);
    expect(bounds.hasReached).toBe(false);
    bounds.see(1, 5_000);
    expect(bounds.takeReached()).toBe(1);
    expect(bounds.takeReached()).toBe(0);
  });
});
