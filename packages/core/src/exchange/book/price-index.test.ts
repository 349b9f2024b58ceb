import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PriceIndex } from './price-index.ts';

/** A level's number follows from its key, so that a lost or misplaced level shows. */
const levelOf = (key: number): number => (key + 1_000_000) * 5;

/** Adds and removes keys in a PriceIndex and in a sorted array, comparing the better neighbour that each add returns. */
class Pair {
  readonly index = new PriceIndex();
  readonly sorted: number[] = [];

  add(key: number): void {
    const at = this.#positionOf(key);
    if (this.sorted[at] === key) return;
    const better = this.sorted[at];
    expect(this.index.add(key, levelOf(key))).toBe(better === undefined ? -1 : levelOf(better));
    this.sorted.splice(at, 0, key);
  }

  removeAt(share: number): void {
    const [key] = this.sorted.splice(Math.floor(share * this.sorted.length), 1);
    if (key !== undefined) this.index.remove(key);
  }

  #positionOf(key: number): number {
    const at = this.sorted.findIndex((each) => each >= key);
    return at < 0 ? this.sorted.length : at;
  }
}

describe('the price index', () => {
  it('names the next better level of each new one, as a sorted array does, while it grows and shrinks in turns', () => {
    const picks = fc.array(fc.integer({ min: 0, max: 3999 }), { minLength: 900, maxLength: 900 });
    fc.assert(
      fc.property(fc.array(picks, { minLength: 3, maxLength: 3 }), (rounds) => {
        const pair = new Pair();
        for (const round of rounds) {
          for (const pick of round) pair.add(pick - 2000);
          for (const pick of round.slice(0, 700)) pair.removeAt(pick / 4000);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('refuses to remove a key it does not have', () => {
    const index = new PriceIndex();
    index.add(1, levelOf(1));
    index.add(3, levelOf(3));
    for (const key of [0, 2, 4]) expect(() => index.remove(key)).toThrow(`no level has key ${key}`);
  });

  it.each([
    ['rising', (n: number) => n],
    ['falling', (n: number) => -n],
    ['outward from the middle', (n: number) => (n % 2 === 0 ? n : -n)],
  ])('takes %s keys, and uses its chunks again when they have gone', (_, keyOf) => {
    const pair = new Pair();
    let bytes = 0;
    for (let round = 0; round < 6; round += 1) {
      for (let n = 0; n < 1000; n += 1) pair.add(keyOf(n));
      if (round === 0) bytes = pair.index.bytes;
      for (let n = 0; n < 1000; n += 1) pair.removeAt(((n * 7 + round) % 10) / 10);
    }
    expect(pair.index.bytes).toBe(bytes);
  });
});
