import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Followed } from './followed.ts';

let list: typeof import('./followed.ts');

beforeAll(async () => {
  vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
  list = await import('./followed.ts');
});
afterAll(() => vi.unstubAllGlobals());
beforeEach(() => {
  list.followed.value = [];
});

const command = (id: string): Omit<Followed, 'status'> => ({ id, of: { account: '1' }, text: id });
const ids = (): string[] => list.followed.value.map(({ id }) => id);

it('commands under way are all remembered, the newest first, until they are put away', () => {
  for (const id of ['1', '2', '3', '4', '5', '6', '7']) list.follow(command(id));
  expect(ids()).toEqual(['7', '6', '5', '4', '3', '2', '1']);
  expect(list.followed.value.every(({ status }) => status === '0')).toBe(true);
  list.putAway('6');
  expect(ids()).toEqual(['7', '5', '4', '3', '2', '1']);
});

it('of commands that have come to something the newest alone are remembered', () => {
  list.follow(command('under way'));
  for (const id of ['1', '2', '3', '4', '5', '6', '7']) {
    list.follow(command(id));
    list.followed.value = list.followed.value.map((each) => (each.id === id ? { ...each, status: '2' } : each));
  }
  expect(ids()).toEqual(['7', '6', '5', '4', '3', 'under way']);
});
