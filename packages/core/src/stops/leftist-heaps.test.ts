import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeftistHeaps } from './leftist-heaps.ts';

type Step =
  | readonly ['enter', heap: number, key: number]
  | readonly ['remove', pick: number]
  | readonly ['meld', one: number, other: number];

const HEAPS = 3;
const heap = fc.nat(HEAPS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('enter' as const), heap, fc.integer({ min: -6, max: 6 })) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('remove' as const), fc.nat(1000)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('meld' as const), heap, heap) },
);

const inOrder = (heaps: LeftistHeaps) => (a: number, b: number) =>
  heaps.key(a) - heaps.key(b) || heaps.tie(a) - heaps.tie(b);

describe('leftist heaps over one pool of nodes', () => {
  it('keep the first node at the root and find all up to a key, on any flow', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100, size: 'max' }), (steps) => {
        const heaps = new LeftistHeaps();
        const roots = new Array<number>(HEAPS).fill(-1);
        const held: number[][] = roots.map(() => []);
        let tie = 0;
        for (const [act, first, second] of steps) {
          if (act === 'enter') {
            const node = heaps.create(second as number, tie++);
            roots[first] = heaps.meld(roots[first] as number, node);
            held[first]?.push(node);
          } else if (act === 'remove') {
            const at = held.findIndex((nodes) => nodes.length > 0);
            if (at < 0) continue;
            const [node] = (held[at] as number[]).splice(first % (held[at] as number[]).length, 1) as [number];
            roots[at] = heaps.remove(roots[at] as number, node);
            heaps.release(node);
          } else if (first !== second) {
            roots[first] = heaps.meld(roots[first] as number, roots[second as number] as number);
            held[first]?.push(...(held[second as number] as number[]).splice(0));
            roots[second as number] = -1;
          }
          held.forEach((nodes, at) => {
            const sorted = nodes.slice().sort(inOrder(heaps));
            expect(roots[at]).toBe(sorted[0] ?? -1);
            for (const limit of [-3, 0, 6]) {
              const found: number[] = [];
              heaps.upTo(roots[at] as number, limit, found);
              expect(found.sort(inOrder(heaps))).toEqual(sorted.filter((node) => heaps.key(node) <= limit));
            }
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives 100 000 nodes back in order, whether they came sorted, reversed or mixed', () => {
    for (const keyOf of [(i: number) => i, (i: number) => -i, (i: number) => (i * 7_919) % 100_003]) {
      const heaps = new LeftistHeaps();
      let root = -1;
      for (let i = 0; i < 100_000; i++) root = heaps.meld(root, heaps.create(keyOf(i), i));
      let before = Number.NEGATIVE_INFINITY;
      let count = 0;
      while (root >= 0) {
        const node = root;
        if (heaps.key(node) < before) throw new Error(`${heaps.key(node)} came after ${before}`);
        before = heaps.key(node);
        root = heaps.remove(root, node);
        heaps.release(node);
        count++;
      }
      expect(count).toBe(100_000);
    }
  });

  it('uses freed nodes again instead of growing', () => {
    const heaps = new LeftistHeaps();
    const first = heaps.create(1, 1);
    const { bytes } = heaps;
    heaps.release(first);
    for (let i = 0; i < 1_000; i++) heaps.release(heaps.create(i, i));
    expect(heaps.create(5, 5)).toBe(first);
    expect(heaps.bytes).toBe(bytes);
  });
});
