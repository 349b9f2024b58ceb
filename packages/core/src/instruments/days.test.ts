import { expect, it } from 'vitest';
import { DAY_MS, dateOf, dayNumber, formatIsoDate, parseIsoDate, thirdThursday } from './days.ts';

it('agrees with the calendar of the runtime for every day from 1900 to 2150', () => {
  const first = Date.UTC(1900, 0, 1) / DAY_MS;
  const last = Date.UTC(2150, 0, 1) / DAY_MS;
  let wrong = 0;
  for (let day = first; day <= last; day++) {
    const date = new Date(day * DAY_MS);
    const { year, month, day: dayOfMonth } = dateOf(day);
    if (year !== date.getUTCFullYear() || month !== date.getUTCMonth() + 1 || dayOfMonth !== date.getUTCDate()) wrong++;
    if (dayNumber(year, month, dayOfMonth) !== day) wrong++;
  }
  expect(wrong).toBe(0);
});

it('reads ISO dates that exist and nothing else', () => {
  expect(parseIsoDate('1970-01-01')).toBe(0);
  expect(parseIsoDate('2024-02-29')).toBe(Date.UTC(2024, 1, 29) / DAY_MS);
  for (const text of [
    '2023-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '26-04-30',
    '2026-4-3',
    '2026-04-30T00',
    '',
  ]) {
    expect(parseIsoDate(text), text).toBeNull();
  }
});

it('finds the third Thursdays on which the exchange ended its quarters', () => {
  const published = [
    [2022, 9, '2022-09-15'],
    [2022, 12, '2022-12-15'],
    [2023, 3, '2023-03-16'],
    [2023, 6, '2023-06-15'],
    [2023, 9, '2023-09-21'],
    [2023, 12, '2023-12-21'],
    [2026, 3, '2026-03-19'],
    [2026, 6, '2026-06-18'],
    [2026, 9, '2026-09-17'],
    [2026, 12, '2026-12-17'],
  ] as const;
  for (const [year, month, date] of published) expect(formatIsoDate(thirdThursday(year, month))).toBe(date);
});
