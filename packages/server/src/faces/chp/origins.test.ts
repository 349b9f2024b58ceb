import { expect, test } from 'vitest';
import { TOKEN, testBridge } from './test-bridge.ts';

const PAGE = 'https://robots.example';
const ASKING = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };

test('a page of a named origin may ask and read, failures included; no other page may', async () => {
  const bridge = await testBridge(undefined, undefined, { origins: [PAGE, 'http://localhost:3000'] });
  const client = await bridge.client().connect();
  const path = '/Instruments/UpdateQuote';
  const asked = await client.raw(path, '', 'OPTIONS', { origin: PAGE, ...ASKING });
  expect([asked.status, asked.text]).toEqual([204, '']);
  expect(asked.headers).toMatchObject({
    'access-control-allow-origin': PAGE,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '600',
    vary: 'origin',
  });
  for (const [body, headers] of [
    [{ token: TOKEN }, { origin: PAGE }],
    ['no json', { origin: 'http://localhost:3000' }],
    [{ token: TOKEN, more: 'x'.repeat(70_000) }, { origin: PAGE }],
  ] as const) {
    const { headers: got } = await client.raw(path, body, 'POST', headers);
    expect(got['access-control-allow-origin']).toBe(headers.origin);
  }
  for (const origin of ['https://robots.example:8443', 'https://evil.example', 'null', 'HTTPS://robots.example']) {
    const refused = await client.raw(path, '', 'OPTIONS', { origin, ...ASKING });
    expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([405, undefined]);
    const { headers } = await client.raw(path, { token: TOKEN }, 'POST', { origin });
    expect([headers['access-control-allow-origin'], headers.vary]).toEqual([undefined, 'origin']);
  }
});

test('by default no page of another origin may', async () => {
  const client = await (await testBridge()).client().connect();
  const asked = await client.raw('/Order/Place', '', 'OPTIONS', { origin: PAGE, ...ASKING });
  expect([asked.status, asked.headers['access-control-allow-origin']]).toEqual([405, undefined]);
  const { headers } = await client.raw('/Instruments/UpdateQuote', { token: TOKEN }, 'POST', { origin: PAGE });
  expect(headers['access-control-allow-origin']).toBeUndefined();
});
