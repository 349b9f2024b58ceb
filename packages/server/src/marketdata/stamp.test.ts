import { expect, test } from 'vitest';
import { binsOf, type CandleInterval } from './bins.ts';
import { endStamp } from './stamp.ts';
import { ZONE_OFFSETS, type Zone } from './zone.ts';

/** The stamp of the candle that holds a moment, as text of the zone's clock. */
function stampAt(local: string, interval: CandleInterval, zone: Zone): string {
  const offset = ZONE_OFFSETS[zone];
  const opening = binsOf(interval, offset).openingOf(Date.parse(`${local}Z`) - offset);
  return new Date(endStamp(opening, interval, zone) + offset).toISOString().slice(0, 19);
}

/** SmartCOM's 13 intervals and the stamps of the bars that hold 2016-07-06 10:04:20 in Moscow (chp.md 6.1, 8). */
const SMARTCOM: readonly (readonly [number, CandleInterval, string])[] = [
  [1, 60, '2016-07-06T10:05:00'],
  [2, 300, '2016-07-06T10:05:00'],
  [3, 600, '2016-07-06T10:10:00'],
  [4, 900, '2016-07-06T10:15:00'],
  [5, 1_800, '2016-07-06T10:30:00'],
  [6, 3_600, '2016-07-06T11:00:00'],
  [7, 7_200, '2016-07-06T12:00:00'],
  [8, 14_400, '2016-07-06T12:00:00'],
  [9, 86_400, '2016-07-06T23:59:59'],
  [10, 'week', '2016-07-08T23:59:59'],
  [11, 'month', '2016-07-31T23:59:59'],
  [12, 'quarter', '2016-09-30T23:59:59'],
  [13, 'year', '2016-12-31T23:59:59'],
];

test.each(SMARTCOM)('SmartCOM interval %d (%s) holding 2016-07-06 10:04:20 is stamped %s', (_code, interval, stamp) => {
  expect(stampAt('2016-07-06T10:04:20', interval, 'moscow')).toBe(stamp);
});

test.each([
  [5, '2016-07-06T10:04:25'],
  [10, '2016-07-06T10:04:30'],
  [30, '2016-07-06T10:04:30'],
  [120, '2016-07-06T10:06:00'],
  [180, '2016-07-06T10:06:00'],
  [7_200, '2016-07-06T12:00:00'],
  [14_400, '2016-07-06T12:00:00'],
  [86_400, '2016-07-06T23:59:59'],
  ['week', '2016-07-08T23:59:59'],
  ['month', '2016-07-31T23:59:59'],
] as const)('T-Invest’s intervals in UTC: %s holding 10:04:20 ends %s', (interval, stamp) => {
  expect(stampAt('2016-07-06T10:04:20', interval, 'utc')).toBe(stamp);
});

test('a candle that opens at its end’s neighbour belongs to the next stamp; leap days and year ends are counted', () => {
  expect(stampAt('2016-07-06T10:05:00', 60, 'moscow')).toBe('2016-07-06T10:06:00');
  expect(stampAt('2016-07-06T23:59:59', 3_600, 'moscow')).toBe('2016-07-07T00:00:00');
  expect(stampAt('2016-02-03T00:00:00', 'month', 'moscow')).toBe('2016-02-29T23:59:59');
  expect(stampAt('2015-02-03T00:00:00', 'month', 'utc')).toBe('2015-02-28T23:59:59');
  expect(stampAt('2016-07-10T23:59:59', 'week', 'moscow')).toBe('2016-07-08T23:59:59');
  expect(stampAt('2015-12-31T23:00:00', 'quarter', 'utc')).toBe('2015-12-31T23:59:59');
  expect(() => endStamp(0, 7, 'utc')).toThrow(RangeError);
});
