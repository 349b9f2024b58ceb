import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOf, openingOf, SIGNAL_INTERVALS } from './interval.ts';

describe('candles of signals', () => {
  it.each([
    ['1m', '2026-11-20T10:17:59.999Z', '2026-11-20T10:17:00Z', '2026-11-20T10:18:00Z'],
    ['3m', '2026-11-20T10:17:00Z', '2026-11-20T10:15:00Z', '2026-11-20T10:18:00Z'],
    ['4h', '2026-11-20T10:17:00Z', '2026-11-20T08:00:00Z', '2026-11-20T12:00:00Z'],
    ['1d', '2026-11-20T10:17:00Z', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z'],
    ['1w', '2026-11-22T23:59:59Z', '2026-11-16T00:00:00Z', '2026-11-23T00:00:00Z'],
    ['1w', '2026-11-23T00:00:00Z', '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z'],
    ['1M', '2026-12-31T23:59:59Z', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['1M', '2028-02-29T12:00:00Z', '2028-02-01T00:00:00Z', '2028-03-01T00:00:00Z'],
  ] as const)('%s at %s: from %s to %s', (interval, time, opening, end) => {
    const opens = openingOf(interval, Date.parse(time));
    expect(opens).toBe(Date.parse(opening));
    expect(endOf(interval, opens)).toBe(Date.parse(end));
  });

  it('follow each other without a gap', () => {
    const times = fc.integer({ min: 0, max: 4_102_444_800_000 });
    fc.assert(
      fc.property(fc.constantFrom(...SIGNAL_INTERVALS), times, (interval, time) => {
        const opening = openingOf(interval, time);
        const end = endOf(interval, opening);
        expect(opening <= time && time < end).toBe(true);
        expect(openingOf(interval, end)).toBe(end);
        expect(openingOf(interval, end - 1)).toBe(opening);
      }),
    );
  });
});
