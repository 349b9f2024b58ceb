import { expect, test } from 'vitest';
import { testPlatform } from './test-platform.ts';

test('a 3Commas key is made with its secret, listed without it and ends', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const body = { name: 'robot', permissions: ['BOTS_WRITE', 'BOTS_READ'], addresses: ['192.0.2.0/24'] };
  const made = await ann.post('/signing-keys', body);
  expect(made.status).toBe(201);
  const { secret, ...shown } = made.body;
  expect(secret).toMatch(/^[0-9a-f]{128}$/);
  expect(shown).toEqual({
    id: 1,
    name: 'robot',
    kind: 'hmac',
    apiKey: expect.stringMatching(/^[0-9a-f]{64}$/),
    permissions: ['BOTS_READ', 'BOTS_WRITE'],
    addresses: ['192.0.2.0/24'],
    usable: true,
    createdAt: '2026-11-20T09:30:00.000Z',
    lastUsedAt: null,
  });
  expect((await ann.get('/signing-keys')).body).toEqual({ items: [shown] });
  expect(await ann.call('DELETE', '/signing-keys/1')).toMatchObject({ status: 200, body: shown });
  expect(platform.identity.signing.key(shown.apiKey)).toBeUndefined();
  expect(await ann.call('DELETE', '/signing-keys/1')).toMatchObject({
    status: 404,
    body: { error: { code: 'unknown_key' } },
  });
});

test('no key and nobody without the right makes 3Commas keys; those of others are not seen', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const bob = await platform.signIn('bob', ['orders:write']);
  const body = { name: 'robot', permissions: ['BOTS_READ'] };
  const key = await ann.post('/keys', { name: 'robot', rights: ['orders:write'] });
  expect((await bob.post('/signing-keys', body)).status).toBe(403);
  await ann.post('/signing-keys', body);
  const eve = await platform.signIn('eve');
  expect((await eve.get('/signing-keys')).body).toEqual({ items: [] });
  expect((await eve.call('DELETE', '/signing-keys/1')).status).toBe(404);
  ann.token = key.body.secret;
  expect((await ann.post('/signing-keys', body)).status).toBe(403);
});

test.each([
  [{ permissions: ['BOTS_READ'] }, 'name'],
  [{ name: 'x', permissions: [] }, 'permissions'],
  [{ name: 'x', permissions: ['EVERYTHING'] }, 'permissions.0'],
  [{ name: 'x', permissions: ['BOTS_READ'], addresses: ['nowhere'] }, 'addresses'],
  [{ name: 'x', permissions: ['BOTS_READ'], publicKey: 'PEM' }, 'publicKey'],
])('%j is refused, naming %s', async (body, field) => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const { status, body: answer } = await ann.post('/signing-keys', body);
  expect([status, answer.error.code]).toEqual([400, 'invalid_request']);
  expect(answer.error.field).toBe(field);
});
