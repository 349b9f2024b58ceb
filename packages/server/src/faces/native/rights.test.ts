import fastify from 'fastify';
import { expect, test } from 'vitest';
import { ALL_RIGHTS, type Right } from '../../identity/index.ts';
import { demandRights } from './routes/add-route.ts';
import { TestClient } from './test-client.ts';
import { testPlatform } from './test-platform.ts';

/** Every method that needs a right, with an address that leads to it. */
async function documented(url: string): Promise<{ method: string; path: string; right: string }[]> {
  const document = (await (await fetch(`${url}/api/docs/json`)).json()) as { paths: object };
  const routes: { method: string; path: string; right: string }[] = [];
  for (const [path, methods] of Object.entries(
    document.paths as Record<string, Record<string, { description: string }>>,
  )) {
    for (const [method, { description }] of Object.entries(methods)) {
      const right = /Right: `([^`]+)`/.exec(description)?.[1] ?? 'none';
      routes.push({
        method: method.toUpperCase(),
        path: path.replace('/api/v1', '').replace(/\{[^}]+\}/g, '1'),
        right,
      });
    }
  }
  return routes;
}

test('a route without a right cannot be registered', async () => {
  const app = fastify();
  demandRights(app);
  expect(() => app.get('/open', async () => null)).toThrow('route GET /open names no right');
});

test('every method names a right of the closed list; only signing in is open to anyone', async () => {
  const { url } = await testPlatform();
  const routes = await documented(url);
  expect(routes.length).toBeGreaterThan(25);
  expect(routes.filter(({ right }) => right === 'anyone')).toEqual([
    { method: 'POST', path: '/session', right: 'anyone' },
    { method: 'GET', path: '/session/if-any', right: 'anyone' },
  ]);
  for (const { right } of routes) expect([...ALL_RIGHTS, 'anyone', 'signed-in']).toContain(right);
});

test('no method answers without signing in, none without its right', async () => {
  const platform = await testPlatform();
  const routes = (await documented(platform.url)).filter(({ right }) => right !== 'anyone');
  const guest = new TestClient(platform.url);
  const bob = await platform.signIn('bob', []);
  for (const { method, path, right } of routes) {
    expect([path, (await guest.call(method, path)).status]).toEqual([path, 401]);
    if (right === 'signed-in') continue;
    const answer = await bob.call(method, path);
    expect([path, answer.status, answer.body.error.message]).toEqual([path, 403, `this needs the right ${right}`]);
  }
});

test('a right opens its own methods and no others', async () => {
  const platform = await testPlatform();
  const routes = (await documented(platform.url)).filter(({ right }) => ALL_RIGHTS.includes(right as Right));
  for (const right of ALL_RIGHTS) {
    const member = await platform.signIn(right.replace(':', '-'), [right]);
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const { status } = await member.call(route.method, route.path);
      expect([right, route.path, status === 403]).toEqual([right, route.path, route.right !== right]);
    }
  }
});

test('a token that opens nothing is refused by name', async () => {
  const platform = await testPlatform();
  const guest = new TestClient(platform.url);
  guest.token = `ocs_${'a'.repeat(43)}`;
  expect((await guest.get('/instruments')).body.error).toMatchObject({ code: 'not_signed_in', field: 'authorization' });
});
