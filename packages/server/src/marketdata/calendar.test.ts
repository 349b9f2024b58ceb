import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binsOf, openingFrom } from './bins.ts';
import { CALENDAR_INTERVALS, calendarEnd, calendarOpening } from './calendar.ts';

const MOSCOW = 10_800_000;
const at = (text: string): number => Date.parse(text);

test.each([
  ['week', '2026-11-12T12:00:00Z', 0, '2026-11-09T00:00:00Z', '2026-11-16T00:00:00Z'],
  ['week', '1970-01-02T00:00:00Z', 0, '1969-12-29T00:00:00Z', '1970-01-05T00:00:00Z'],
  ['week', '2026-11-15T22:00:00Z', MOSCOW, '2026-11-15T21:00:00Z', '2026-11-22T21:00:00Z'],
  ['month', '2024-02-29T23:59:59Z', 0, '2024-02-01T00:00:00Z', '2024-03-01T00:00:00Z'],
  ['month', '2024-02-29T23:59:59Z', MOSCOW, '2024-02-29T21:00:00Z', '2024-03-31T21:00:00Z'],
  ['quarter', '2025-12-31T12:00:00Z', 0, '2025-10-01T00:00:00Z', '2026-01-01T00:00:00Z'],
  ['year', '2024-12-31T20:59:59Z', MOSCOW, '2023-12-31T21:00:00Z', '2024-12-31T21:00:00Z'],
  ['year', '2024-12-31T21:00:00Z', MOSCOW, '2024-12-31T21:00:00Z', '2025-12-31T21:00:00Z'],
] as const)('the %s of %s, offset %d, is from %s to %s', (interval, time, offset, opening, end) => {
  expect(calendarOpening(interval, at(time), offset)).toBe(at(opening));
  expect(calendarEnd(interval, at(opening), offset)).toBe(at(end));
});

test('every moment lies in exactly one bar of a calendar, and bars follow each other without a gap', () => {
  const moment = fc.integer({ min: 0, max: at('2100-01-01T00:00:00Z') });
  fc.assert(
    fc.property(
      fc.constantFrom(...CALENDAR_INTERVALS),
      moment,
      fc.constantFrom(0, MOSCOW),
      (interval, time, offset) => {
        const opening = calendarOpening(interval, time, offset);
        const end = calendarEnd(interval, opening, offset);
        expect(opening).toBeLessThanOrEqual(time);
        expect(time).toBeLessThan(end);
        expect(calendarOpening(interval, end - 1, offset)).toBe(opening);
        expect(calendarOpening(interval, end, offset)).toBe(end);
      },
    ),
  );
});

test('intervals that no candle can have are refused', () => {
  for (const interval of [0, -5, 4, 7, 2.5, 86_405, 172_800, Number.NaN]) {
    expect(() => binsOf(interval, 0)).toThrow(/interval must be seconds/);
  }
  expect(() => binsOf('fortnight' as 'week', 0)).toThrow(/week, month, quarter, year, not fortnight/);
});

test('a moment that opens a bar is its own opening time, any other is followed by one', () => {
  const hours = binsOf(14_400, MOSCOW);
  expect(openingFrom(hours, at('2026-11-12T21:00:00Z'))).toBe(at('2026-11-12T21:00:00Z'));
  expect(openingFrom(hours, at('2026-11-12T21:00:00.001Z'))).toBe(at('2026-11-13T01:00:00Z'));
});
