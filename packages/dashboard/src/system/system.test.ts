import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { uptimeParts } from './uptime.ts';

let limits: typeof import('./limit-draft.ts');

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'ru', setItem: () => undefined });
  vi.stubGlobal('navigator', { language: 'ru' });
  limits = await import('./limit-draft.ts');
});

afterAll(() => vi.unstubAllGlobals());

it('a length of time is told in its two largest units', () => {
  expect(uptimeParts(0)).toEqual([['seconds', 0]]);
  expect(uptimeParts(59.9)).toEqual([['seconds', 59]]);
  expect(uptimeParts(3_605)).toEqual([['hours', 1]]);
  expect(uptimeParts(3_665)).toEqual([
    ['hours', 1],
    ['minutes', 1],
  ]);
  expect(uptimeParts(3 * 86_400 + 4 * 3_600 + 59)).toEqual([
    ['days', 3],
    ['hours', 4],
  ]);
});

it('limits are typed in the language of the page and sent exactly; an empty field takes one away', () => {
  const draft = {
    maxOrderValue: ' 50 000,5 ',
    maxPositionValue: '',
    maxDailyLoss: '0.000000000000000001',
    maxOrdersPerMinute: '60',
  };
  expect(limits.limitBody(draft)).toEqual({
    maxOrderValue: '50000.5',
    maxPositionValue: null,
    maxDailyLoss: '0.000000000000000001',
    maxOrdersPerMinute: 60,
  });
  expect(limits.wrongLimit('maxOrderValue', 'much')).toBe('number');
  expect(limits.wrongLimit('maxOrdersPerMinute', '1,5')).toBe('whole');
  expect(limits.wrongLimit('maxDailyLoss', ' ')).toBeNull();
});
