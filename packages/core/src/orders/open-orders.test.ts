import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OpenOrders } from './open-orders.ts';
import { idFrom, type Order } from './state.ts';

const order = (id: number): Order => ({ id }) as Order;

/** Skips so many counters and places, or ends the order at this position among those that are open. */
const step = fc.oneof(
  fc.record({ skip: fc.nat({ max: 200 }) }),
  fc.record({ end: fc.nat() }),
  fc.record({ find: fc.integer({ min: -5, max: 40_000 }) }),
);

describe('open orders', () => {
  it('are what a Map of the same orders is, in the same order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const open = new OpenOrders();
        const twin = new Map<number, Order>();
        let counter = 1;
        for (const one of steps) {
          if ('skip' in one) {
            counter += one.skip;
            const placed = order(idFrom(counter++));
            open.add(placed);
            twin.set(placed.id, placed);
          } else if ('end' in one) {
            const id = [...twin.keys()][one.end % Math.max(1, twin.size)] ?? idFrom(counter);
            open.delete(id);
            twin.delete(id);
          } else expect(open.get(one.find)).toBe(twin.get(one.find));
          expect(open.size).toBe(twin.size);
        }
        expect([...open.values()]).toEqual([...twin.values()]);
        expect([...open.keys()]).toEqual([...twin.keys()]);
        for (const id of twin.keys()) expect(open.get(id)).toBe(twin.get(id));
      }),
    );
  });

  it('know no order by an id that is none: fractions, negatives, other partitions, no number at all', () => {
    const open = new OpenOrders();
    open.add(order(16));
    for (const id of [0, 15, 17, 16.5, -16, 16 + 2 ** 40, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(open.get(id)).toBeUndefined();
      expect(open.has(id)).toBe(false);
    }
    expect(open.get(16)?.id).toBe(16);
  });

  it('may end while they are walked through', () => {
    const open = new OpenOrders();
    for (let n = 1; n <= 200; n++) open.add(order(idFrom(n)));
    for (const { id } of open.values()) if (id % 32 === 0) open.delete(id);
    expect(open.size).toBe(100);
    for (const { id } of open.values()) open.delete(id);
    expect([...open.keys()]).toEqual([]);
  });

  it('are found with ids beyond 2^32', () => {
    const open = new OpenOrders();
    const ids = [2 ** 32 - 16, 2 ** 32, 2 ** 45 + 16];
    for (const id of ids) open.add(order(id));
    expect(ids.map((id) => open.get(id)?.id)).toEqual(ids);
  });
});
