import { expect, test } from 'vitest';
import type { KeptBlocks } from '../../startup/index.ts';
import { prepareAccess } from './access.ts';
import { testThreeCommas } from './test-threecommas.ts';

const HTTP = { host: '127.0.0.1', port: 8080, url: 'http://127.0.0.1:8080' };

test('the owner’s two keys are made once, one of them only reads, and a lost one alone is made anew', async () => {
  const { parts, owner, identity, call } = await testThreeCommas();
  // biome-ignore lint/suspicious/noExplicitAny: blocks of credentials.json
  const blockOf = async (kept: KeptBlocks): Promise<any> =>
    (await prepareAccess(parts, kept)).credentials({ http: HTTP, https: null }).threecommas;
  const first = await blockOf({});
  const pair = { apiKey: expect.stringMatching(/^[0-9a-f]{64}$/), secret: expect.stringMatching(/^[0-9a-f]{128}$/) };
  expect(first).toEqual({ baseUrl: HTTP.url, ...pair, accountId: null, readonly: pair });

  const path = '/public/api/ver1/accounts/new?type=paper_trading&name=mine';
  expect((await call('POST', path, {}, first.readonly)).status).toBe(403);
  const { status, body } = await call('POST', path, {}, first);
  expect(status).toBe(201);
  expect((await call('GET', '/public/api/ver1/accounts', {}, first.readonly)).body).toMatchObject([{ id: body.id }]);

  expect(await blockOf({ threecommas: first })).toEqual({ ...first, accountId: body.id });
  const second = await blockOf({ threecommas: { ...first, secret: first.readonly.secret } });
  expect(second.readonly).toEqual(first.readonly);
  expect(second.apiKey).not.toBe(first.apiKey);
  expect((await call('GET', '/public/api/ver1/accounts', {}, first)).status).toBe(401);
  expect(identity.signing.keysOf(owner).map(({ name }) => name)).toEqual([
    'test',
    'credentials.json, reading only',
    'credentials.json',
  ]);
});
