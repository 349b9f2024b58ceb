import { expect, test } from 'vitest';
import { testPlatform } from './test-platform.ts';

test('an access is made with its secrets, listed without them and ends', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const made = await ann.post('/bridges', { login: 'BP4711', rights: ['orders:read', 'market:read'] });
  expect(made.status).toBe(201);
  const { password, token, ...shown } = made.body;
  expect(shown).toEqual({
    id: 1,
    login: 'BP4711',
    rights: ['market:read', 'orders:read'],
    createdAt: '2026-11-20T09:30:00.000Z',
    lastUsedAt: null,
  });
  expect([password, token]).toEqual([expect.stringMatching(/^[\w-]{24}$/), expect.stringMatching(/^[\w-]{32}$/)]);
  expect((await ann.get('/bridges')).body).toEqual({ items: [shown] });
  const access = platform.identity.bridgeByToken(token);
  if (access === undefined) throw new Error('the token opens nothing');
  expect(await platform.identity.checkBridge(access, 'BP4711', 'wrong')).toBe(false);
  expect((await ann.get('/bridges')).body).toEqual({ items: [shown] });
  expect(await platform.identity.checkBridge(access, 'BP4711', password)).toBe(true);
  const used = { ...shown, lastUsedAt: '2026-11-20T09:30:00.000Z' };
  expect((await ann.get('/bridges')).body).toEqual({ items: [used] });
  expect([...(platform.identity.bridgeCaller(access)?.rights ?? [])].sort()).toEqual(['market:read', 'orders:read']);
  expect(await ann.call('DELETE', '/bridges/1')).toMatchObject({ status: 200, body: used });
  expect(platform.identity.bridgeByToken(token)).toBeUndefined();
  expect((await ann.get('/bridges')).body).toEqual({ items: [] });
  expect(await ann.call('DELETE', '/bridges/1')).toMatchObject({
    status: 404,
    body: { error: { code: 'unknown_key' } },
  });
});

test('nobody passes on a right without having it, nor touches the accesses of somebody else; no key makes any', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const bob = await platform.signIn('bob', ['keys:write', 'market:read']);
  await ann.post('/bridges', { login: 'ann', rights: ['market:read'] });
  const refused = await bob.post('/bridges', { login: 'bob', rights: ['market:read', 'orders:write'] });
  expect(refused.body.error).toMatchObject({ code: 'invalid_request', field: 'rights' });
  expect((await bob.get('/bridges')).body.items).toEqual([]);
  expect((await bob.call('DELETE', '/bridges/1')).status).toBe(404);
  const key = await ann.post('/keys', { name: 'robot', rights: ['orders:write'] });
  ann.token = key.body.secret;
  expect((await ann.post('/bridges', { login: 'x', rights: ['market:read'] })).status).toBe(403);
});

test.each([
  [{ login: '', rights: ['market:read'] }, 'login'],
  [{ login: 'a b', rights: ['market:read'] }, 'login'],
  [{ login: 'x'.repeat(65), rights: ['market:read'] }, 'login'],
  [{ login: 'x', rights: [] }, 'rights'],
  [{ login: 'x', rights: ['money:write'] }, 'rights'],
  [{ login: 'x' }, 'rights'],
  [{ login: 'x', rights: ['market:read'], token: 'mine' }, 'token'],
])('%j is refused naming %s', async (body, field) => {
  const ann = await (await testPlatform()).signIn('ann');
  const refused = await ann.post('/bridges', body);
  expect([refused.status, refused.body.error.field]).toEqual([400, expect.stringContaining(field)]);
});
