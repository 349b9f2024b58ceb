import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sharedEnds, testFolder } from '../test-domain.ts';
import { ROUTES } from './routes/index.ts';
import { hmac, type TestKey, type TestThreeCommas, testThreeCommas } from './test-threecommas.ts';

const ACCOUNTS = '/public/api/ver1/accounts';
const UNAUTHORIZED = {
  error: 'api_key_invalid_or_expired',
  error_description: 'Unauthorized. Invalid or expired api key.',
};
const UNSIGNED = { error: 'signature_invalid', error_description: 'Provided signature is invalid' };
const DENIED = { error: 'access_denied', error_description: "Api key doesn't have enough permissions" };

describe('who may call', () => {
  test('ping and time are for everybody, also with wrong keys', async () => {
    const { plain, clock } = await testThreeCommas();
    const headers = { APIKEY: 'wrong', Signature: 'wrong' };
    expect(await plain('GET', '/public/api/ver1/ping')).toMatchObject({ status: 200, body: { pong: 'pong' } });
    expect(await plain('GET', '/public/api/ver1/time', { headers })).toMatchObject({
      status: 200,
      body: { server_time: clock.wall / 1_000 },
    });
  });

  test('a call without a key, with an unknown one, from elsewhere, without or with a wrong signature is refused', async () => {
    const { plain, key, addKey, call } = await testThreeCommas();
    expect(await plain('GET', ACCOUNTS)).toMatchObject({ status: 401, body: UNAUTHORIZED });
    expect(await plain('GET', ACCOUNTS, { headers: { APIKEY: 'x' } })).toMatchObject({
      status: 401,
      body: UNAUTHORIZED,
    });
    const { apiKey: APIKEY } = key;
    expect(await plain('GET', ACCOUNTS, { headers: { APIKEY } })).toMatchObject({ status: 401, body: UNSIGNED });
    const Signature = hmac(key.secret, ACCOUNTS).replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    expect(await plain('GET', ACCOUNTS, { headers: { APIKEY, Signature } })).toMatchObject({
      status: 401,
      body: UNSIGNED,
    });
    const elsewhere = await addKey({ addresses: ['192.0.2.0/24'] });
    expect(await call('GET', ACCOUNTS, {}, elsewhere)).toMatchObject({ status: 401, body: UNAUTHORIZED });
    const here = await addKey({ addresses: ['127.0.0.0/8'] });
    expect((await call('GET', ACCOUNTS, {}, here)).status).toBe(200);
  });

  test('a body that was changed on its way is refused', async () => {
    const { plain, key } = await testThreeCommas();
    const path = `${ACCOUNTS}/new`;
    const Signature = hmac(key.secret, `${path}?type=paper_trading&name=mine`);
    const headers = { APIKEY: key.apiKey, Signature, 'content-type': 'application/x-www-form-urlencoded' };
    const changed = await plain('POST', path, { headers, body: 'type=paper_trading&name=yours' });
    expect(changed).toMatchObject({ status: 401, body: UNSIGNED });
    expect((await plain('POST', path, { headers, body: 'type=paper_trading&name=mine' })).status).toBe(201);
  });

  test('an ended key opens nothing', async () => {
    const { call, identity, key } = await testThreeCommas();
    const known = identity.signing.key(key.apiKey);
    if (known !== undefined) await identity.signing.endKey(known);
    expect(await call('GET', ACCOUNTS)).toMatchObject({ status: 401, body: UNAUTHORIZED });
  });

  test('RSA keys sign like others', async () => {
    const { plain, addKey } = await testThreeCommas();
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const { apiKey: APIKEY } = await addKey({ publicKey: publicKey.export({ type: 'spki', format: 'pem' }) as string });
    const body = '{"mode":"real"}';
    const path = '/public/api/ver1/users/change_mode';
    const Signature = sign('sha256', Buffer.from(path + body), privateKey).toString('base64');
    const headers = { APIKEY, Signature, 'content-type': 'application/json' };
    expect(await plain('POST', path, { headers, body })).toMatchObject({ status: 201, body: true });
    expect((await plain('POST', path, { headers, body: '{"mode":"paper"}' })).status).toBe(401);
  });
});

describe('what a key may do', () => {
  const all = ['BOTS_READ', 'BOTS_WRITE', 'ACCOUNTS_READ', 'ACCOUNTS_WRITE', 'SMART_TRADES_READ', 'SMART_TRADES_WRITE'];
  let face: TestThreeCommas;
  /** Permission → a key with every other. */
  const without = new Map<string, TestKey>();
  const atEnd = sharedEnds();

  beforeAll(async () => {
    face = await testThreeCommas({ atEnd });
    for (const one of all)
      without.set(one, await face.addKey({ permissions: all.filter((permission) => permission !== one) }));
  });

  test.each(ROUTES.flatMap((route) => (route.security === 'signed' && route.permission !== 'any' ? [route] : [])))(
    '$method $path needs $permission',
    async ({ method, path, permission }) => {
      const key = without.get(permission);
      expect(key).toBeDefined();
      const url = `/public/api${path.replace(/:\w+/g, '1')}`;
      expect(await face.call(method, url, {}, key)).toMatchObject({ status: 403, body: DENIED });
    },
  );
});

describe('the order of checks', () => {
  test('no such method comes before the key; the key before the signature, that before the permission, that before parameters', async () => {
    const { plain, call, addKey } = await testThreeCommas();
    expect(await plain('GET', '/public/api/ver1/nothing')).toMatchObject({
      status: 404,
      body: { error: 'not_found', error_description: 'Not Found' },
    });
    expect((await plain('DELETE', ACCOUNTS)).status).toBe(404);
    expect((await call('POST', `${ACCOUNTS}/new`)).status).toBe(400);
    const reading = await addKey({ permissions: ['ACCOUNTS_READ'] });
    expect((await call('POST', `${ACCOUNTS}/new`, {}, reading)).status).toBe(403);
    expect((await call('POST', `${ACCOUNTS}/17/rename`)).status).toBe(400);
    expect((await call('POST', `${ACCOUNTS}/17/rename?name=mine`)).status).toBe(404);
    expect((await call('POST', `${ACCOUNTS}/x/rename?name=mine`)).status).toBe(404);
  });

  test('what stands in the path is not overridden by query or body', async () => {
    const { call } = await testThreeCommas();
    const { body: mine } = await call('POST', `${ACCOUNTS}/new?type=paper_trading&name=mine`);
    const answer = await call('POST', `${ACCOUNTS}/17/rename?name=yours&account_id=${mine.id}`);
    expect(answer.status).toBe(404);
    expect((await call('GET', ACCOUNTS)).body[0].name).toBe('mine');
  });

  test('every answer names its request; pages of other origins may read it', async () => {
    const { plain, url } = await testThreeCommas();
    const { headers } = await plain('GET', '/public/api/ver1/ping');
    expect(headers.get('x-request-id')).toMatch(/^\S+$/);
    expect(Number(headers.get('x-runtime'))).toBeGreaterThan(0);
    expect(headers.get('access-control-allow-headers')).toContain('Signature, Apikey, Forced-Mode');
    expect((await fetch(`${url}${ACCOUNTS}`, { method: 'OPTIONS' })).status).toBe(204);
  });

  test('a body that is too large or in parts is refused in the same shape', async () => {
    const { call, plain } = await testThreeCommas();
    const big = await call('POST', `${ACCOUNTS}/new`, { body: `name=${'x'.repeat(300_000)}` });
    expect(big).toMatchObject({ status: 413, body: { error: 'payload_too_large' } });
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const parts = await call('POST', `${ACCOUNTS}/new`, { body: '--x--', headers });
    expect(parts).toMatchObject({ status: 415, body: { error: 'unsupported_media_type' } });
    const broken = await plain('GET', '/public/api/ver1/%zz');
    expect(broken.status).toBe(400);
    expect(broken.body.error).toEqual(expect.any(String));
  });
});

describe('limits', () => {
  const MINUTE = 60_000;

  test('a key has a hundred calls a minute, then 429; its owner’s other key and other addresses are not affected', async () => {
    const { call, addKey, clock } = await testThreeCommas({ limits: true });
    clock.wall = Math.ceil(clock.wall / MINUTE) * MINUTE;
    for (let i = 0; i < 100; i++) expect((await call('GET', '/public/api/ver1/validate')).status).toBe(200);
    const refused = await call('GET', '/public/api/ver1/validate');
    expect(refused).toMatchObject({
      status: 429,
      body: { error: 'too_many_requests', error_description: 'Too many requests. Slow down.' },
    });
    expect(refused.headers.get('retry-after')).toBe('300');
    const other = await addKey();
    expect((await call('GET', '/public/api/ver1/validate', {}, other)).status).toBe(200);
    clock.wall += 5 * MINUTE;
    expect((await call('GET', '/public/api/ver1/validate')).status).toBe(200);
  });

  test('who goes on after 429 is banned for two minutes, then longer; a ban survives a restart', async () => {
    const folder = testFolder();
    const first = await testThreeCommas({ limits: true, folder });
    const { plain, clock, stop } = first;
    clock.wall = Math.ceil(clock.wall / MINUTE) * MINUTE;
    for (let i = 0; i < 100; i++) await plain('GET', '/public/api/ver1/ping');
    for (let i = 0; i < 10; i++) expect((await plain('GET', '/public/api/ver1/ping')).status).toBe(429);
    const banned = await plain('GET', '/public/api/ver1/nothing');
    expect(banned).toMatchObject({
      status: 418,
      body: { error: 'ip_banned', error_description: 'IP temporarily banned' },
    });
    expect(banned.headers.get('retry-after')).toBe('120');
    await stop();
    const again = await testThreeCommas({ limits: true, folder });
    again.clock.wall = clock.wall + 119_000;
    expect((await again.plain('GET', '/public/api/ver1/ping')).status).toBe(418);
    again.clock.wall = clock.wall + 120_000;
    expect((await again.plain('GET', '/public/api/ver1/ping')).status).toBe(200);
    for (let i = 0; i < 110; i++) await again.plain('GET', '/public/api/ver1/ping');
    expect((await again.plain('GET', '/public/api/ver1/ping')).headers.get('retry-after')).toBe('600');
  });

  test('without limits nothing is counted', async () => {
    const { plain } = await testThreeCommas();
    for (let i = 0; i < 120; i++) expect((await plain('GET', '/public/api/ver1/ping')).status).toBe(200);
  });
});
