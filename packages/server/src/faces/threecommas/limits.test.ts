import { expect, test } from 'vitest';
import { Limits, OVERALL_LIMIT, REFUSALS_PER_STRIKE } from './limits.ts';

const RULE = { name: 'test', limit: 3, windowMs: 60_000, blockMs: 120_000 };

function counting(now = 0) {
  const clock = { now };
  return { clock, limits: new Limits(() => clock.now) };
}

test('by default a hundred requests a minute are granted, then none for five minutes', () => {
  const { clock, limits } = counting();
  for (let i = 0; i < 100; i++) expect(limits.take('a', OVERALL_LIMIT, 1).refused).toBe(false);
  expect(limits.take('a', OVERALL_LIMIT, 1)).toEqual({ refused: true, retryAfter: 300, strike: false });
  clock.now = 299_999;
  expect(limits.take('a', OVERALL_LIMIT, 1)).toMatchObject({ refused: true, retryAfter: 1 });
  clock.now = 300_000;
  expect(limits.take('a', OVERALL_LIMIT, 1).refused).toBe(false);
});

test('a request counts for its weight; windows begin with the minutes of the clock', () => {
  const { clock, limits } = counting(59_000);
  expect(limits.take('a', RULE, 3).refused).toBe(false);
  clock.now = 60_000;
  expect(limits.take('a', RULE, 2).refused).toBe(false);
  expect(limits.take('a', RULE, 2).refused).toBe(true);
});

test('callers and rules are counted apart', () => {
  const { limits } = counting();
  limits.take('a', RULE, 4);
  expect(limits.take('a', RULE, 1).refused).toBe(true);
  expect(limits.take('b', RULE, 1).refused).toBe(false);
  expect(limits.take('a', OVERALL_LIMIT, 1).refused).toBe(false);
});

test('every tenth refusal within a block is a strike', () => {
  const { limits } = counting();
  limits.take('a', RULE, 3);
  const strikes = Array.from({ length: 2 * REFUSALS_PER_STRIKE }, () => limits.take('a', RULE, 1).strike);
  expect(strikes.flatMap((strike, index) => (strike ? [index + 1] : []))).toEqual([10, 20]);
});

test('memory is bounded: beyond fifty thousand callers in a window the rest share one counter', () => {
  const { clock, limits } = counting();
  for (let i = 0; i < 50_000; i++) limits.take(`caller ${i}`, RULE, 1);
  for (let i = 0; i < 3; i++) expect(limits.take(`late ${i}`, RULE, 1).refused).toBe(false);
  expect(limits.take('late 4', RULE, 1).refused).toBe(true);
  expect(limits.take('caller 7', RULE, 1).refused).toBe(false);
  clock.now = 180_000;
  expect(limits.take('late 4', RULE, 1).refused).toBe(false);
});
