import { describe, expect, it } from 'vitest';
import { type Condition, checkCondition, stepsOfMillionths, trailingLevel } from './condition.ts';
import { entityOf, ownerOf, stopId } from './owner.ts';

const PERCENT = 10_000;

describe('where a trailing stop fires', () => {
  it('lies the distance behind the mark: 5 % below 52 000 is 49 400, above 46 000 it is 48 300', () => {
    expect(trailingLevel('sell', 'millionths', 5 * PERCENT, 52_000)).toBe(49_400);
    expect(trailingLevel('buy', 'millionths', 5 * PERCENT, 46_000)).toBe(48_300);
    expect(trailingLevel('sell', 'millionths', PERCENT, 55_600)).toBe(55_044);
    expect(trailingLevel('sell', 'steps', 300, 27_450)).toBe(27_150);
    expect(trailingLevel('buy', 'steps', 300, -50)).toBe(250);
  });

  it('is never nearer than the exact share: 1 % below 101 is 99.99, so 99 fires and 100 does not', () => {
    expect(trailingLevel('sell', 'millionths', PERCENT, 101)).toBe(99);
    expect(trailingLevel('buy', 'millionths', PERCENT, 99)).toBe(100);
    expect(trailingLevel('buy', 'millionths', PERCENT, 101)).toBe(103);
    expect(trailingLevel('sell', 'millionths', PERCENT, 100)).toBe(99);
    expect(trailingLevel('sell', 'millionths', 5_000, 9_135)).toBe(9_089);
  });

  it('takes the share of the size of a negative mark, so that it lies on the same side of it', () => {
    expect(trailingLevel('sell', 'millionths', 5 * PERCENT, -3_000)).toBe(-3_150);
    expect(trailingLevel('buy', 'millionths', 5 * PERCENT, -3_000)).toBe(-2_850);
    expect(trailingLevel('sell', 'millionths', PERCENT, -101)).toBe(-103);
  });

  it('is at least one step away from its mark, which it would otherwise fire at', () => {
    expect(trailingLevel('sell', 'millionths', 1, 5)).toBe(4);
    expect(trailingLevel('buy', 'millionths', 1, 0)).toBe(1);
    expect(trailingLevel('sell', 'millionths', 1_000_000, 0)).toBe(-1);
    expect(trailingLevel('sell', 'millionths', 1_000_000, 77)).toBe(0);
  });

  it('is exact up to the largest price', () => {
    const top = 2 ** 50;
    for (const [mark, part] of [
      [top, 999_999],
      [top - 1, 123_457],
      [999_999_999_999, 1],
      [top - 999_999, 1_000_000],
    ] as const) {
      const exact = (BigInt(mark) * BigInt(part) + 999_999n) / 1_000_000n;
      expect(BigInt(stepsOfMillionths(mark, part))).toBe(exact);
    }
  });
});

describe('a condition that cannot be', () => {
  const fixed: Condition = { id: 1, instrument: 2, kind: 'last', direction: 'below', level: 100 };
  const trailing = { id: 1, instrument: 2, kind: 'bid', side: 'sell', unit: 'steps', distance: 5, mark: 100 } as const;

  it('is named by its field', () => {
    const wrong: [Condition, string][] = [
      [{ ...fixed, id: 0.5 }, 'id must be a safe integer from 0, not 0.5'],
      [{ ...fixed, id: -1 }, 'id must be a safe integer from 0, not -1'],
      [{ ...fixed, instrument: 2 ** 30 }, 'instrument must be an instrument id of at most 16777216, not 1073741824'],
      [{ ...fixed, kind: 'mid' as never }, 'kind must be last, bid or ask, not mid'],
      [{ ...fixed, direction: 'up' as never }, 'direction must be above or below, not up'],
      [{ ...fixed, level: Number.NaN }, 'level must be a whole number of price steps, not NaN'],
      [{ ...trailing, side: 'short' as never }, 'side must be sell or buy, not short'],
      [{ ...trailing, unit: 'percent' as never }, 'unit must be steps or millionths, not percent'],
      [{ ...trailing, distance: 0 }, 'distance must be 1 to 1125899906842624 steps, not 0'],
      [
        { ...trailing, unit: 'millionths', distance: 1_000_001 },
        'distance must be 1 to 1000000 millionths, not 1000001',
      ],
      [{ ...trailing, mark: 2 ** 51 }, 'mark must be a whole number of price steps, not 2251799813685248'],
    ];
    for (const [condition, sentence] of wrong) {
      const found = checkCondition(condition);
      expect(`${found?.field} ${found?.detail}`).toBe(sentence);
    }
    expect(checkCondition(fixed)).toBeNull();
    expect(checkCondition(trailing)).toBeNull();
  });
});

describe('the id of a condition', () => {
  it('tells the owner and what of it waits', () => {
    const id = stopId('order', 176);
    expect(id).toBe(1_408);
    expect([ownerOf(id), entityOf(id)]).toEqual(['order', 176]);
    expect(ownerOf(id + 7)).toBeUndefined();
    expect(() => stopId('order', 2 ** 52)).toThrow('no condition id for order 4503599627370496');
  });
});
