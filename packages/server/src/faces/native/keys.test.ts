import { expect, test } from 'vitest';
import { MAX_KEYS_PER_PERSON } from '../../identity/api-keys.ts';
import { KEY_RIGHTS } from '../../identity/index.ts';
import { TestClient } from './test-client.ts';
import { testPlatform } from './test-platform.ts';

function clientOf(url: string, secret: string): TestClient {
  const client = new TestClient(url);
  client.token = secret;
  return client;
}

test('a key is made, opens what it was given, is listed without its secret and ends', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const made = await ann.post('/keys', { name: 'robot', rights: ['orders:read', 'market:read'] });
  expect(made.status).toBe(201);
  expect(made.body).toEqual({
    id: 1,
    name: 'robot',
    rights: ['market:read', 'orders:read'],
    createdAt: '2026-11-20T09:30:00.000Z',
    lastUsedAt: null,
    secret: expect.stringMatching(/^ock_[\w-]{43}$/),
  });
  const robot = clientOf(platform.url, made.body.secret);
  expect((await robot.get('/session')).body).toMatchObject({ by: 'key', rights: ['market:read', 'orders:read'] });
  expect((await ann.get('/keys')).body).toEqual({
    items: [
      {
        id: 1,
        name: 'robot',
        rights: ['market:read', 'orders:read'],
        createdAt: '2026-11-20T09:30:00.000Z',
        lastUsedAt: '2026-11-20T09:30:00.000Z',
      },
    ],
  });
  const stream = robot.stream({ authorization: `Bearer ${made.body.secret}` });
  await stream.opened;
  expect(await ann.call('DELETE', '/keys/1')).toMatchObject({ status: 200, body: { id: 1, name: 'robot' } });
  expect((await stream.closed).code).toBe(4001);
  expect((await robot.get('/session')).status).toBe(401);
  expect((await ann.get('/keys')).body).toEqual({ items: [] });
});

test('no key can make, list or end keys, whoever made it', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const { body } = await ann.post('/keys', { name: 'everything', rights: KEY_RIGHTS });
  const robot = clientOf(platform.url, body.secret);
  for (const [method, path] of [
    ['GET', '/keys'],
    ['POST', '/keys'],
    ['DELETE', '/keys/1'],
  ] as const) {
    const refused = await robot.call(method, path);
    expect([method, refused.status, refused.body.error.message]).toEqual([
      method,
      403,
      'this needs the right keys:write',
    ]);
  }
  const refused = await ann.post('/keys', { name: 'more', rights: ['keys:write'] });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
});

test('nobody passes on a right without having it, nor touches the keys of somebody else', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const bob = await platform.signIn('bob', ['keys:write', 'market:read']);
  await ann.post('/keys', { name: 'of ann', rights: ['market:read'] });
  expect((await bob.post('/keys', { name: 'b', rights: ['market:read', 'orders:write'] })).body.error).toMatchObject({
    code: 'invalid_request',
    field: 'rights',
    message: expect.stringContaining('orders:write'),
  });
  expect((await bob.get('/keys')).body.items).toEqual([]);
  expect(await bob.call('DELETE', '/keys/1')).toMatchObject({ status: 404, body: { error: { code: 'unknown_key' } } });
  expect((await ann.get('/keys')).body.items).toHaveLength(1);
});

test.each([
  [{ name: '', rights: ['market:read'] }, 'name'],
  [{ name: 'x', rights: [] }, 'rights'],
  [{ name: 'x', rights: ['everything'] }, 'rights'],
  [{ name: 'x' }, 'rights'],
  [{ name: 'x', rights: ['market:read'], secret: 'mine' }, 'secret'],
])('%j is refused naming %s', async (body, field) => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const refused = await ann.post('/keys', body);
  expect(refused.status).toBe(400);
  expect(refused.body.error.field).toContain(field);
});

test('a person has a bounded number of keys', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  for (let i = 0; i < MAX_KEYS_PER_PERSON; i++) {
    expect((await ann.post('/keys', { name: `key ${i}`, rights: ['market:read'] })).status).toBe(201);
  }
  expect(await ann.post('/keys', { name: 'one more', rights: ['market:read'] })).toMatchObject({
    status: 409,
    body: { error: { code: 'too_many' } },
  });
});
