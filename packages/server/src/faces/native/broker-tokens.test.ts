import { expect, test } from 'vitest';
import { testPlatform } from './test-platform.ts';

test('a token is made with its secret, listed without it and ends', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const made = await ann.post('/broker-tokens', { name: 'robot', kind: 'readonly' });
  expect(made.status).toBe(201);
  const { secret, ...shown } = made.body;
  expect(shown).toEqual({
    id: 1,
    name: 'robot',
    kind: 'readonly',
    account: null,
    createdAt: '2026-11-20T09:30:00.000Z',
    lastUsedAt: null,
  });
  expect(secret).toMatch(/^t\.[\w-]{86}$/);
  expect((await ann.get('/broker-tokens')).body).toEqual({ items: [shown] });
  const token = platform.identity.brokerToken(secret);
  if (token === undefined) throw new Error('the token opens nothing');
  const rights = [...(platform.identity.brokerCaller(token)?.rights ?? [])];
  expect(rights.length).toBeGreaterThan(0);
  expect(rights.filter((right) => !right.endsWith(':read'))).toEqual([]);
  const used = { ...shown, lastUsedAt: '2026-11-20T09:30:00.000Z' };
  expect(await ann.call('DELETE', '/broker-tokens/1')).toMatchObject({ status: 200, body: used });
  expect(platform.identity.brokerToken(secret)).toBeUndefined();
  expect((await ann.get('/broker-tokens')).body).toEqual({ items: [] });
  expect(await ann.call('DELETE', '/broker-tokens/1')).toMatchObject({
    status: 404,
    body: { error: { code: 'unknown_key' } },
  });
});

test('a token may reach one account of its person alone, and none of somebody else', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const bob = await platform.signIn('bob');
  const { id } = (await ann.post('/accounts', { name: 'main', currency: 'rub' })).body;
  const mine = await ann.post('/broker-tokens', { name: 'robot', kind: 'full', account: id });
  expect([mine.status, mine.body.account]).toEqual([201, id]);
  expect(await bob.post('/broker-tokens', { name: 'robot', kind: 'full', account: id })).toMatchObject({
    status: 404,
    body: { error: { code: 'unknown_account' } },
  });
  expect((await bob.get('/broker-tokens')).body.items).toEqual([]);
  expect((await bob.call('DELETE', `/broker-tokens/${mine.body.id}`)).status).toBe(404);
  expect((await ann.get('/broker-tokens')).body.items).toHaveLength(1);
  expect(await ann.post('/broker-tokens', { name: 'x', kind: 'sandbox', account: id })).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_request', field: 'account' } },
  });
});

test('no key makes tokens, nor does a person without the right', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const bob = await platform.signIn('bob', ['orders:write']);
  const key = await ann.post('/keys', { name: 'robot', rights: ['orders:write'] });
  ann.token = key.body.secret;
  for (const client of [ann, bob])
    expect((await client.post('/broker-tokens', { name: 'x', kind: 'full' })).status).toBe(403);
});

test.each([
  [{ kind: 'full' }, 'name'],
  [{ name: '', kind: 'full' }, 'name'],
  [{ name: 'x'.repeat(101), kind: 'full' }, 'name'],
  [{ name: 'x' }, 'kind'],
  [{ name: 'x', kind: 'everything' }, 'kind'],
  [{ name: 'x', kind: 'full', account: '1' }, 'account'],
  [{ name: 'x', kind: 'full', secret: 't.mine' }, 'secret'],
])('%j is refused naming %s', async (body, field) => {
  const ann = await (await testPlatform()).signIn('ann');
  const refused = await ann.post('/broker-tokens', body);
  expect([refused.status, refused.body.error.field]).toEqual([400, expect.stringContaining(field)]);
});
