import { expect, test } from 'vitest';
import { ALL_RIGHTS } from '../../identity/index.ts';
import { TestClient } from './test-client.ts';
import { testPlatform } from './test-platform.ts';

test('a person signs in, is known by token or cookie, and is not after signing out', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const known = await ann.get('/session');
  expect(known).toMatchObject({
    status: 200,
    body: { person: { id: 1, login: 'ann', role: 'owner' }, by: 'session', rights: ALL_RIGHTS },
  });
  expect(ann.cookie).toBe(`outcry_session=${ann.token}`);
  const page = new TestClient(platform.url);
  expect((await page.call('GET', '/session', undefined, { cookie: `a=b; ${ann.cookie}` })).status).toBe(200);
  expect((await ann.call('DELETE', '/session')).body).toEqual({ ended: true });
  expect((await ann.get('/session')).body.error.code).toBe('not_signed_in');
  expect((await page.call('GET', '/session', undefined, { cookie: ann.cookie ?? '' })).status).toBe(401);
});

test('the cookie is out of reach of scripts and of other sites', async () => {
  const platform = await testPlatform();
  await platform.identity.addPerson({ login: 'ann', name: 'Ann', password: 'correct horse', role: 'owner' });
  const answer = await new TestClient(platform.url).post('/session', { login: 'ann', password: 'correct horse' });
  expect(answer.headers.get('set-cookie')).toMatch(
    /^outcry_session=ocs_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=2592000$/,
  );
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('a page of another address cannot use the cookie, our own can', async () => {
  const platform = await testPlatform();
  const { cookie } = await platform.signIn('ann');
  const page = new TestClient(platform.url);
  const call = (origin: string) => page.call('GET', '/session', undefined, { cookie: cookie ?? '', origin });
  expect((await call('http://127.0.0.1:1')).body.error).toMatchObject({ code: 'foreign_origin', field: 'origin' });
  expect((await call('null')).status).toBe(403);
  expect((await call(platform.url)).status).toBe(200);
});

test('wrong passwords are refused, then have to wait', async () => {
  const platform = await testPlatform();
  await platform.signIn('ann');
  const guest = new TestClient(platform.url);
  for (let i = 0; i < 5; i++) {
    const refused = await guest.post('/session', { login: 'ann', password: 'wrong' });
    expect(refused).toMatchObject({ status: 401, body: { error: { code: 'wrong_login', field: null } } });
  }
  const waits = await guest.post('/session', { login: 'ann', password: 'correct horse' });
  expect(waits).toMatchObject({ status: 429, body: { error: { code: 'too_many_tries' } } });
  expect(waits.headers.get('retry-after')).toBe('1');
  platform.clock.wall += 1_000;
  expect((await guest.post('/session', { login: 'ann', password: 'correct horse' })).status).toBe(201);
});

test('an API key signs a program in with its own rights and cannot be signed out', async () => {
  const platform = await testPlatform();
  await platform.signIn('ann');
  const ann = platform.identity.people[0];
  if (ann === undefined) throw new Error('nobody is known');
  const { secret } = await platform.identity.addKey(ann, 'script', ['market:read', 'system:read']);
  const script = new TestClient(platform.url);
  script.token = secret;
  expect((await script.get('/session')).body).toMatchObject({ by: 'key', rights: ['market:read', 'system:read'] });
  expect((await script.get('/accounts')).body.error).toMatchObject({ code: 'missing_right' });
  expect((await script.call('DELETE', '/session')).body).toEqual({ ended: false });
  expect((await script.get('/system')).status).toBe(200);
});

test('a page asks who is there without an error, whoever is', async () => {
  const platform = await testPlatform();
  const ann = await platform.signIn('ann');
  const guest = new TestClient(platform.url);
  const ask = async (headers: Record<string, string>) => {
    const { status, body } = await guest.call('GET', '/session/if-any', undefined, headers);
    return [status, body.session?.person.login ?? null];
  };
  expect(await ask({})).toEqual([200, null]);
  expect(await ask({ cookie: ann.cookie ?? '' })).toEqual([200, 'ann']);
  expect(await ask({ cookie: 'outcry_session=ocs_nothing' })).toEqual([200, null]);
  expect(await ask({ cookie: ann.cookie ?? '', origin: 'http://127.0.0.1:1' })).toEqual([200, null]);
  expect(await ask({ authorization: 'Bearer wrong' })).toEqual([200, null]);
  await ann.call('DELETE', '/session');
  expect(await ask({ cookie: ann.cookie ?? '' })).toEqual([200, null]);
});
