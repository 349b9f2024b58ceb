import { expect, test } from 'vitest';
import type { BridgeAccess } from '../../identity/index.ts';
import { MAX_UNREAD, MAX_UNREAD_OF_ALL, SURE_UNREAD } from './event-buffer.ts';
import { MAX_SESSIONS, Sessions } from './sessions.ts';
import type { Json } from './wire/json.ts';

const ROW = '{}' as Json;

function access(id: number): BridgeAccess {
  return {
    id,
    person: 1,
    login: 'a',
    tokenHash: `hash-${id}`,
    password: '',
    rights: null,
    createdAt: 0,
    lastUsedAt: 0,
  };
}

test('sessions never expire, but there are no more than can be; ending one makes room', () => {
  const sessions = new Sessions(() => undefined);
  for (let id = 0; id < MAX_SESSIONS; id++) sessions.begin(access(id));
  expect(() => sessions.begin(access(MAX_SESSIONS))).toThrow(`${MAX_SESSIONS}`);
  expect(() => sessions.resume(access(MAX_SESSIONS))).toThrow(`${MAX_SESSIONS}`);
  expect(() => sessions.implicit(access(1), 0)).toThrow(`${MAX_SESSIONS}`);
  expect(sessions.resume(access(7))).toBe(sessions.find(access(7)));
  sessions.end(access(7));
  expect(sessions.begin(access(MAX_SESSIONS)).access.id).toBe(MAX_SESSIONS);
});

test('an implicit session counts and ends for want of calls; an access that ends takes its sessions along', () => {
  const ended: number[] = [];
  const sessions = new Sessions((session) => ended.push(session.access.id));
  for (let id = 1; id < MAX_SESSIONS; id++) sessions.begin(access(id));
  const implicit = sessions.implicit(access(0), 0);
  expect(sessions.implicit(access(0), 899_999)).toBe(implicit);
  expect(() => sessions.implicit(access(9), 899_999)).toThrow(`${MAX_SESSIONS}`);
  sessions.implicit(access(9), 899_999 + 900_000);
  expect(ended).toEqual([0]);
  sessions.drop('hash-9');
  expect(ended).toEqual([0, 9, 9]);
  expect(sessions.find(access(9))).toBeUndefined();
  sessions.drop('hash-nobody');
});

test('what all sessions leave unread is bounded together: full buffers stand still, each keeps its newest hundred', () => {
  const sessions = new Sessions(() => undefined);
  const fill = MAX_UNREAD_OF_ALL / MAX_UNREAD;
  for (let id = 0; id < fill; id++) {
    const { unreadTicks } = sessions.begin(access(id));
    for (let count = 0; count < MAX_UNREAD + 5; count++) unreadTicks.push(1, ROW);
  }
  expect(sessions.unread).toBe(MAX_UNREAD_OF_ALL);
  const late = sessions.begin(access(fill));
  for (let count = 0; count < 5_000; count++) late.unreadOrders.push(1, String(count) as Json);
  expect(sessions.unread).toBe(MAX_UNREAD_OF_ALL + SURE_UNREAD);
  const kept = late.unreadOrders.drain();
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([SURE_UNREAD, '4900', '4999']);
  // a session that ends gives its share back, and room to the others
  sessions.end(access(0));
  expect(sessions.unread).toBe(MAX_UNREAD_OF_ALL - MAX_UNREAD);
  for (let count = 0; count < 5_000; count++) late.unreadOrders.push(1, ROW);
  expect(late.unreadOrders.drain()).toHaveLength(5_000);
});
