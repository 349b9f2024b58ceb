import { expect, test } from 'vitest';
import type { KeptBlocks } from '../../startup/index.ts';
import { prepareAccess } from './access.ts';
import { testBridge } from './test-bridge.ts';

const ENDPOINT = { host: '127.0.0.1', port: 5001, url: 'http://127.0.0.1:5001' };

test('the owner’s secrets are made once, open a session, and are made anew when they are lost', async () => {
  const { engine, identity, client, portfolio } = await testBridge();
  const parts = { engine, identity };
  const endpoints = { http: ENDPOINT, https: null, chp: { ...ENDPOINT, port: 5002 } };
  // biome-ignore lint/suspicious/noExplicitAny: blocks of credentials.json
  const blockOf = async (kept: KeptBlocks): Promise<any> =>
    (await prepareAccess(parts, kept)).credentials(endpoints).chp;
  const first = await blockOf({});
  expect(first).toEqual({
    host: '127.0.0.1',
    port: 5002,
    login: 'owner',
    password: expect.stringMatching(/^[\w-]{24}$/),
    token: expect.stringMatching(/^[\w-]{32}$/),
    portfolio,
  });
  expect(await blockOf({ chp: first })).toEqual(first);
  const { login, password } = first;
  expect((await client(first.token).auth('Connected', { login, password })).body.result).toBe(true);
  const second = await blockOf({ chp: { login, token: first.token, password: 'overwritten' } });
  expect(second.token).not.toBe(first.token);
  expect((await client(first.token).auth('Reconnection', { login, password })).body.dataError[0].reason).toBe(
    'Error #32',
  );
  expect(identity.bridgesOf(identity.people[0] as never).map((access) => access.login)).toEqual(['BP4711', 'owner']);
});
