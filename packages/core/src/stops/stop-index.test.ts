import { describe, expect, it } from 'vitest';
import type { FixedCondition, PriceKind, TrailingCondition } from './condition.ts';
import { StopIndex } from './stop-index.ts';

const SBER = 1;

function fixed(id: number, direction: 'above' | 'below', level: number, kind: PriceKind = 'last'): FixedCondition {
  return { id, instrument: SBER, kind, direction, level };
}

function trailing(id: number, side: 'sell' | 'buy', distance: number, mark: number): TrailingCondition {
  return { id, instrument: SBER, kind: 'last', side, unit: 'steps', distance, mark };
}

function percent(id: number, side: 'sell' | 'buy', percents: number, mark: number): TrailingCondition {
  return { ...trailing(id, side, percents * 10_000, mark), unit: 'millionths' };
}

/** What a price reaches, taken out. */
function see(index: StopIndex, price: number, kind: PriceKind = 'last', instrument = SBER): number[] {
  const ids = [...index.update(instrument, kind, price)];
  for (const id of ids) index.cancel(id);
  return ids;
}

function tell(index: StopIndex): void {
  for (const moved of index.movedMarks()) index.applyMark(moved);
}

describe('conditions with a level that stays', () => {
  it('fire at or beyond their level, once taken out never again', () => {
    const index = new StopIndex();
    index.add(fixed(1, 'below', 95));
    index.add(fixed(2, 'above', 105));
    expect(see(index, 96)).toEqual([]);
    expect(see(index, 104)).toEqual([]);
    expect(see(index, 95)).toEqual([1]);
    expect(see(index, 94)).toEqual([]);
    expect(see(index, 106)).toEqual([2]);
    expect(index.count).toBe(0);
  });

  it('fire by their own kind of price and instrument alone', () => {
    const index = new StopIndex();
    index.add(fixed(1, 'below', 95, 'bid'));
    index.add(fixed(2, 'below', 95, 'ask'));
    expect(see(index, 90, 'last')).toEqual([]);
    expect(see(index, 90, 'bid', 2)).toEqual([]);
    expect(see(index, 90, 'bid', 50_000)).toEqual([]);
    expect(see(index, 90, 'bid')).toEqual([1]);
    expect(see(index, 90, 'ask')).toEqual([2]);
  });

  it('fire in the order in which the price has passed them, at one level by id', () => {
    const index = new StopIndex();
    for (const [id, level] of [
      [7, 98],
      [3, 95],
      [5, 98],
      [9, 99],
      [4, 90],
    ] as const) {
      index.add(fixed(id, 'below', level));
    }
    index.add(fixed(8, 'above', 91));
    index.add(fixed(6, 'above', 89));
    expect(see(index, 92)).toEqual([9, 5, 7, 3, 6, 8]);
    expect([...index.entries()].map((entry) => entry.id)).toEqual([4]);
  });

  it('stay armed until they are taken out, and fire again until then', () => {
    const index = new StopIndex();
    index.add(fixed(1, 'below', 95));
    expect([...index.update(SBER, 'last', 94)]).toEqual([1]);
    expect([...index.update(SBER, 'last', 94)]).toEqual([1]);
    expect(index.cancel(1)).toBe(true);
    expect(index.cancel(1)).toBe(false);
    expect([...index.update(SBER, 'last', 94)]).toEqual([]);
  });

  it('work below zero', () => {
    const index = new StopIndex();
    index.add(fixed(1, 'below', -3_763));
    index.add(fixed(2, 'above', 0));
    expect(see(index, -3_762)).toEqual([]);
    expect(see(index, -3_763)).toEqual([1]);
    expect(see(index, 0)).toEqual([2]);
  });
});

describe('trailing conditions', () => {
  it('a sell follows the highest price: entry 50 000, 5 %, then 51 000, 49 800, 52 000, 49 500; 49 400 fires', () => {
    const index = new StopIndex();
    index.addTrailing(percent(1, 'sell', 5, 50_000));
    expect(index.levelOf(1)).toBe(47_500);
    expect(see(index, 51_000)).toEqual([]);
    expect(index.levelOf(1)).toBe(48_450);
    expect(see(index, 49_800)).toEqual([]);
    expect(see(index, 52_000)).toEqual([]);
    expect([index.markOf(1), index.levelOf(1)]).toEqual([52_000, 49_400]);
    expect(see(index, 49_500)).toEqual([]);
    expect(see(index, 49_400)).toEqual([1]);
  });

  it('a buy follows the lowest price: from 47 990, 5 %, then 46 000, 47 900, 48 299; 48 300 fires', () => {
    const index = new StopIndex();
    index.addTrailing(percent(1, 'buy', 5, 47_990));
    expect(index.levelOf(1)).toBe(50_390);
    for (const price of [46_000, 47_900, 48_299]) expect(see(index, price)).toEqual([]);
    expect(see(index, 48_300)).toEqual([1]);
  });

  it('one that was armed later knows nothing of the prices before it', () => {
    const index = new StopIndex();
    index.addTrailing(trailing(1, 'sell', 10, 100));
    expect(see(index, 120)).toEqual([]);
    tell(index);
    expect(see(index, 112)).toEqual([]);
    index.addTrailing(trailing(2, 'sell', 10, 112));
    expect(see(index, 115)).toEqual([]);
    expect([index.markOf(1), index.markOf(2)]).toEqual([120, 115]);
    expect(see(index, 110)).toEqual([1]);
    expect(see(index, 106)).toEqual([]);
    expect(see(index, 105)).toEqual([2]);
  });

  it('a price may overtake one mark and fall short of another: both happen', () => {
    const index = new StopIndex();
    index.addTrailing(trailing(1, 'sell', 5, 100));
    index.addTrailing(trailing(2, 'sell', 5, 200));
    expect(see(index, 150)).toEqual([2]);
    expect(index.markOf(1)).toBe(150);
  });

  it('of groups that have fallen together each fires at its own distance, then the longer one', () => {
    const index = new StopIndex();
    [90, 95, 100, 97, 93].forEach((mark, i) => {
      index.addTrailing(trailing(i, 'sell', 3 + i, mark));
    });
    index.addTrailing(percent(9, 'sell', 4, 91));
    expect(see(index, 101)).toEqual([]);
    tell(index);
    expect(index.movedMarks()).toEqual([]);
    expect([...index.entries()].map((entry) => 'mark' in entry && entry.mark)).toEqual([101, 101, 101, 101, 101, 101]);
    expect(see(index, 98)).toEqual([0]);
    expect(see(index, 96)).toEqual([1, 2, 9]);
    expect(see(index, 90)).toEqual([3, 4]);
  });
});

describe('marks that have moved', () => {
  it('are one for each side, are told until they are applied, and stand in the entries only then', () => {
    const index = new StopIndex();
    index.addTrailing(trailing(1, 'sell', 10, 100));
    index.addTrailing(trailing(2, 'sell', 10, 103));
    index.addTrailing(trailing(3, 'buy', 10, 100));
    const before = [...index.entries()];
    see(index, 99);
    see(index, 102);
    see(index, 104);
    const moved = [
      { instrument: SBER, kind: 'last', side: 'sell', mark: 104 },
      { instrument: SBER, kind: 'last', side: 'buy', mark: 99 },
    ];
    expect(index.hasMovedMarks).toBe(true);
    expect(index.movedMarks()).toEqual(moved);
    expect(index.movedMarks(SBER, 'last')).toEqual(moved);
    expect(index.movedMarks(SBER, 'bid')).toEqual([]);
    expect(index.movedMarks(2)).toEqual([]);
    expect([...index.entries()]).toEqual(before);
    tell(index);
    expect(index.hasMovedMarks).toBe(false);
    expect([...index.entries()].map((entry) => 'mark' in entry && entry.mark)).toEqual([104, 104, 99]);
  });

  it('must be applied before another trailing condition is armed beside them', () => {
    const index = new StopIndex();
    index.addTrailing(trailing(1, 'sell', 10, 100));
    see(index, 101);
    expect(() => index.addTrailing(trailing(2, 'sell', 10, 100))).toThrow('moved marks must be told before');
    expect([index.has(2), index.count]).toEqual([false, 1]);
    index.addTrailing(trailing(3, 'buy', 10, 100));
    tell(index);
    index.addTrailing(trailing(2, 'sell', 10, 100));
    expect([index.markOf(1), index.markOf(2)]).toEqual([101, 100]);
  });

  it('are forgotten with the last condition that followed', () => {
    const index = new StopIndex();
    index.addTrailing(trailing(1, 'sell', 10, 100));
    see(index, 101);
    index.cancel(1);
    expect(index.hasMovedMarks).toBe(false);
    expect(index.movedMarks()).toEqual([]);
    index.addTrailing(trailing(2, 'sell', 10, 90));
    see(index, 95);
    expect(index.markOf(2)).toBe(95);
  });
});

describe('what the index refuses', () => {
  it('is named: an id twice, a bad field, a price that is none', () => {
    const index = new StopIndex();
    index.add(fixed(1, 'below', 95));
    expect(() => index.add(fixed(1, 'above', 99))).toThrow('condition 1 is armed already');
    expect(() => index.addTrailing(trailing(1, 'buy', 1, 99))).toThrow('condition 1 is armed already');
    expect(() => index.add(fixed(2, 'below', 1.5))).toThrow('level must be a whole number of price steps, not 1.5');
    expect(() => index.update(SBER, 'last', Number.NaN)).toThrow('price must be a whole number of price steps');
    expect([...index.entries()]).toEqual([fixed(1, 'below', 95)]);
    expect([index.levelOf(7), index.markOf(7), index.markOf(1), index.entry(7)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
