import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { testFolder } from '../test-domain.ts';
import { rammSite } from './site.ts';
import { testRamm } from './test-ramm.ts';

/** A site of three files at a socket, beside the face of the platform. */
async function served() {
  const { parts } = await testRamm();
  const folder = testFolder(onTestFinished);
  const site = join(folder, 'site');
  mkdirSync(join(site, 'config', 'default'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'what is hidden');
  writeFileSync(join(site, '.env'), 'what is hidden');
  writeFileSync(join(site, 'index.html'), '<title>first page</title>');
  writeFileSync(join(site, 'main.js'), 'run()');
  writeFileSync(join(site, 'config', 'default', 'contacts.json'), '{}');
  const app = fastify({ forceCloseConnections: true });
  await rammSite(app, parts, site);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return async (path: string, init?: RequestInit) => {
    const answer = await fetch(url + path, init);
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
}

test('files are served as they are, every other address is the first page of the site', async () => {
  const get = await served();
  expect(await get('/main.js')).toMatchObject({ status: 200, text: 'run()' });
  expect(await get('/config/default/contacts.json')).toMatchObject({ status: 200, text: '{}' });
  for (const path of ['/', '/login?otp=7ff8b899a6414086ad254158c9365a31', '/strategies/details/1/offers']) {
    const { status, text, headers } = await get(path);
    expect([path, status, text]).toEqual([path, 200, '<title>first page</title>']);
    expect(headers.get('content-type')).toContain('text/html');
    // the address of a login carries a one-time password
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('public, max-age=0');
  }
});

test('what is not there is not found, and nothing outside the folder or hidden in it is told', async () => {
  const get = await served();
  for (const path of ['/missing.js', '/config/default/logo.png', '/.env', '/..%2fsecret.txt', '/%2e%2e/secret.txt']) {
    const { status, text } = await get(path);
    expect([path, status, text]).toEqual([path, 404, expect.not.stringContaining('what is hidden')]);
  }
  expect((await get('/rating', { method: 'POST' })).status).toBe(404);
});

test('at the address of the site there is the Client API, and nothing for managers and terminals', async () => {
  const get = await served();
  const post = { method: 'POST', body: '{"Login":"nobody","Password":"correct horse"}' };
  expect(await get('/api/client/v2/session.login', post)).toMatchObject({
    status: 401,
    text: expect.stringContaining('bad_credentials'),
  });
  expect((await get('/api/client/v2/no.such', post)).status).toBe(404);
  for (const path of ['/api/manager/v1/session.login', '/api/trading/v1/signals.send', '/api/v1/status'])
    expect([path, (await get(path, post)).status, (await get(path)).status]).toEqual([path, 404, 404]);
});
