import { expect, test } from 'vitest';
import { Column } from './column.ts';
import { sortingPlaces } from './sorting-places.ts';

/** Runs to the end, with what is done in between. */
function sorted(column: Column, ranks?: Int32Array, between: () => void = () => {}) {
  const sorting = sortingPlaces(column, ranks);
  for (let steps = 0; ; steps++) {
    const { done, value } = sorting.next();
    if (done) return { places: Array.from(value), steps };
    between();
  }
}

test('numbers of every width are sorted with the absent first and equals as they came, while the column grows and widens', () => {
  for (const most of [100, 30_000, 2_000_000_000, 2 ** 53 - 2]) {
    const numbers = Array.from({ length: 90_000 }, (_, i) => {
      const dice = Math.imul(i, 2_654_435_761) >>> 0;
      if (dice % 11 === 0) return null;
      return Math.floor((dice / 2 ** 32) * most) * (dice % 2 === 0 ? 1 : -1) + 0;
    });
    const column = new Column();
    column.append([most, -most, null, ...numbers]);
    const keys = [most, -most, null, ...numbers].map((number) => number ?? -Infinity);
    const plain = keys
      .map((_, place) => place)
      .sort((a, b) =>
        (keys[a] as number) < (keys[b] as number) ? -1 : (keys[a] as number) > (keys[b] as number) ? 1 : a - b,
      );
    const { places, steps } = sorted(column, undefined, () => column.append([2 ** 53 - 2, null]));
    expect(places).toEqual(plain);
    expect(steps).toBeGreaterThan(0);
  }
});

test('numbers of texts are sorted by their ranks', () => {
  const column = new Column();
  column.append([2, 0, 1, 2, 0]);
  expect(sorted(column, Int32Array.of(5, 4_000_000, 1)).places).toEqual([0, 3, 1, 4, 2]);
});
