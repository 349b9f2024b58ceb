import { describe, expect, it } from 'vitest';
import { KeyIndex } from './key-index.ts';
import { OrderPool } from './order-pool.ts';

/** The number whose product with the index's multiplier is 1 modulo 2^32. */
function inverseOfMultiplier(): number {
  let inverse = 1;
  for (let i = 0; i < 6; i += 1) inverse = Math.imul(inverse, 2 - Math.imul(0x9e3779b1, inverse));
  return inverse;
}

function indexed(ids: readonly number[]): { index: KeyIndex; slots: Map<number, number> } {
  const orders = new OrderPool();
  const index = new KeyIndex(orders);
  const slots = new Map<number, number>();
  for (const id of ids) {
    const slot = orders.open(id, 0, 1, 0);
    expect(index.find(id)).toBe(-1);
    index.addMissing(id, slot);
    slots.set(id, slot);
  }
  return { index, slots };
}

describe('the key index', () => {
  it('finds and removes ids that all hash to one cell, though they lie further from it than a cell can say', () => {
    const inverse = inverseOfMultiplier();
    const ids = Array.from({ length: 1000 }, (_, hash) => Math.imul(inverse, hash) >>> 0);
    const { index, slots } = indexed(ids);
    for (const start of [1, 0]) {
      for (let i = start; i < ids.length; i += 2) {
        index.remove(ids[i] as number, slots.get(ids[i] as number) as number);
        slots.delete(ids[i] as number);
        if (i % 50 === start) for (const id of ids) expect(index.find(id)).toBe(slots.get(id) ?? -1);
      }
    }
    for (const id of ids) expect(index.find(id)).toBe(-1);
  });

  it('tells ids apart that agree in their lowest 32 bits', () => {
    const ids = Array.from({ length: 500 }, (_, high) => 7 + high * 2 ** 32);
    const { index, slots } = indexed(ids);
    for (const id of ids) expect(index.find(id)).toBe(slots.get(id));
    expect(index.find(7 + 500 * 2 ** 32)).toBe(-1);
  });
});
