import { expect, test } from 'vitest';
import { LoginGuard } from './login-guard.ts';

test('a login has five free tries, then each wrong one doubles the wait, up to a minute', () => {
  const guard = new LoginGuard();
  let now = 0;
  for (let i = 0; i < 5; i++) expect(guard.begin('ann', `address ${i}`, now)).toBe(0);
  const waits: number[] = [];
  for (let i = 0; i < 8; i++) {
    const wait = guard.begin('ann', `further address ${i}`, now);
    waits.push(wait / 1_000);
    now += wait;
    expect(guard.begin('ann', `last address ${i}`, now)).toBe(0);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
});

test('an address has twenty free tries over all logins, then waits up to a quarter of an hour', () => {
  const guard = new LoginGuard();
  for (let i = 0; i < 20; i++) expect(guard.begin(`login ${i}`, 'here', 0)).toBe(0);
  expect(guard.begin('another', 'here', 0)).toBe(1_000);
  expect(guard.begin('another', 'elsewhere', 0)).toBe(0);
  let now = 0;
  for (let i = 0; i < 12; i++) {
    now += guard.begin('x', 'here', now);
    guard.begin(`more ${i}`, 'here', now);
  }
  expect(guard.begin('y', 'here', now)).toBe(900_000);
});

test('a right try forgets the wrong ones of the login and is not charged to the address', () => {
  const guard = new LoginGuard();
  for (let i = 0; i < 5; i++) guard.begin('ann', 'here', 0);
  expect(guard.begin('ann', 'here', 1_000)).toBe(0);
  guard.succeed('ann', 'here');
  for (let i = 0; i < 5; i++) expect(guard.begin('ann', 'here', 1_000)).toBe(0);
  expect(guard.begin('ann', 'here', 1_000)).toBe(1_000);
});

test('failures are forgotten after an hour, and memory is bounded', () => {
  const guard = new LoginGuard();
  for (let i = 0; i < 5; i++) guard.begin('ann', 'here', 0);
  expect(guard.begin('ann', 'here', 3_600_000)).toBe(0);
  for (let i = 0; i < 30_000; i++) guard.begin(`login ${i}`, `address ${i}`, 3_600_000);
  expect(guard.size).toBe(20_000);
});
