import { expect, test } from 'vitest';
import type { KeptBlocks } from '../../startup/index.ts';
import { prepareAccess } from './access.ts';
import { testBroker } from './test-broker.ts';

const ENDPOINT = { host: '127.0.0.1', port: 8080, url: 'http://127.0.0.1:8080' };

test('the owner’s tokens are made once, open their contours, and are made anew when they are lost', async () => {
  const broker = await testBroker();
  const { identity } = broker.parts;
  const endpoints = { http: ENDPOINT, https: null, grpc: { ...ENDPOINT, port: 50_051 } };
  // biome-ignore lint/suspicious/noExplicitAny: blocks of credentials.json
  const blockOf = async (kept: KeptBlocks): Promise<any> =>
    (await prepareAccess(broker.parts, kept)).credentials(endpoints).tinvest;
  const first = await blockOf({});
  const secret = expect.stringMatching(/^t\.[\w-]{86}$/);
  expect(first).toEqual({
    endpoint: 'localhost:50051',
    restUrl: 'http://127.0.0.1:8080/rest',
    token: secret,
    readonlyToken: secret,
    sandboxToken: secret,
    accountId: broker.accountId,
  });
  expect(await blockOf({ tinvest: first })).toEqual(first);
  expect(identity.brokerToken(first.sandboxToken)?.kind).toBe('sandbox');
  const second = await blockOf({ tinvest: { ...first, token: first.sandboxToken } });
  expect({ ...second, token: first.token }).toEqual(first);
  expect(second.token).not.toBe(first.token);
  expect(identity.brokerToken(first.token)).toBeUndefined();
  expect(identity.brokerTokensOf(broker.owner).map(({ name }) => name)).toEqual([
    'test',
    'credentials.json',
    'credentials.json',
    'credentials.json',
  ]);
});
