import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DATABASE_FILE } from '../journal/index.ts';
import { testFolder } from '../journal/test-folder.ts';
import { identityIn } from './test-identity.ts';
import { VAULT_FILE } from './vault.ts';

const ANN = { login: 'ann', name: 'Ann', password: 'correct horse', role: 'owner' } as const;

async function house() {
  const folder = testFolder();
  const clock = { ms: 1_000_000 };
  const opened = await identityIn(folder, clock);
  return { ...opened, folder, clock, ann: await opened.identity.addPerson(ANN) };
}

function rsaPem(bits = 2_048): string {
  return generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({
    type: 'spki',
    format: 'pem',
  }) as string;
}

test('a key verifies with the same secret after a restart, and the secret is not in the database', async () => {
  const { identity, close, folder, clock, ann } = await house();
  const { key, secret } = await identity.signing.addKey(ann, { name: 'robot', permissions: ['BOTS_READ'] });
  expect(secret).toMatch(/^[0-9a-f]{128}$/);
  expect(key.apiKey).toMatch(/^[0-9a-f]{64}$/);
  await close();
  expect(readFileSync(join(folder, DATABASE_FILE), 'latin1')).not.toContain(secret);
  const again = await identityIn(folder, clock);
  const restored = again.identity.signing.key(key.apiKey);
  expect(restored?.verifier?.export().toString()).toBe(secret);
  expect(restored).toMatchObject({ name: 'robot', kind: 'hmac', addresses: [] });
  await again.close();
});

test('a key whose vault key was lost is still listed but verifies nothing', async () => {
  const { identity, close, folder, clock, ann } = await house();
  const { key } = await identity.signing.addKey(ann, { name: 'robot', permissions: ['BOTS_READ'] });
  await close();
  rmSync(join(folder, VAULT_FILE));
  const again = await identityIn(folder, clock);
  expect(again.identity.signing.key(key.apiKey)?.verifier).toBeNull();
  await again.close();
});

test('an RSA key keeps its public key and has no secret', async () => {
  const { identity, close, folder, clock, ann } = await house();
  const draft = { name: 'go', permissions: ['BOTS_READ'], publicKey: rsaPem() };
  const { key, secret } = await identity.signing.addKey(ann, draft);
  expect(secret).toBeNull();
  await close();
  const again = await identityIn(folder, clock);
  expect(again.identity.signing.key(key.apiKey)?.verifier?.export({ type: 'spki', format: 'pem' })).toBe(
    draft.publicKey,
  );
  await again.close();
});

test('a public key that is none, is too short or is private is refused by name', async () => {
  const { identity, close, ann } = await house();
  const privateKey = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  const pems = ['', 'abc', rsaPem(1_024), privateKey.export({ type: 'pkcs8', format: 'pem' }) as string];
  for (const publicKey of pems) {
    const draft = { name: 'go', permissions: ['BOTS_READ'], publicKey };
    await expect(identity.signing.addKey(ann, draft)).rejects.toMatchObject({ field: 'publicKey' });
  }
  await close();
});

test('a key does what both its permissions and the rights of its person allow; the singular spelling is the same', async () => {
  const { identity, close, ann } = await house();
  const bob = await identity.addPerson({
    ...ANN,
    login: 'bob',
    role: 'member',
    rights: ['orders:read', 'trades:read'],
  });
  const permissions = ['SMART_TRADE_READ', 'ACCOUNTS_READ', 'BOTS_WRITE'];
  const { key } = await identity.signing.addKey(bob, { name: 'robot', permissions });
  expect([...key.permissions]).toEqual(['SMART_TRADES_READ', 'ACCOUNTS_READ', 'BOTS_WRITE']);
  expect([...identity.signing.caller(key).permissions]).toEqual(['SMART_TRADES_READ']);
  const own = await identity.signing.addKey(ann, { name: 'robot', permissions });
  expect(identity.signing.caller(own.key).permissions.size).toBe(3);
  for (const wrong of [[], ['toString'], ['BOTS_READ', 'bots_read']])
    await expect(identity.signing.addKey(ann, { name: 'x', permissions: wrong })).rejects.toMatchObject({
      field: 'permissions',
    });
  await close();
});

test('a key that is bound to networks is allowed from inside them alone', async () => {
  const { identity, close, ann } = await house();
  const addresses = ['192.0.2.0/24', '2001:db8::1'];
  const { key } = await identity.signing.addKey(ann, { name: 'robot', permissions: ['BOTS_READ'], addresses });
  expect(['192.0.2.9', '2001:db8::1'].every((address) => identity.signing.allows(key, address))).toBe(true);
  expect(['192.0.3.9', '2001:db8::2', '', 'x'].some((address) => identity.signing.allows(key, address))).toBe(false);
  for (const wrong of ['192.0.2', '192.0.2.0/33', 'example.org', '2001:db8::/129'])
    await expect(
      identity.signing.addKey(ann, { name: 'x', permissions: ['BOTS_READ'], addresses: [wrong] }),
    ).rejects.toMatchObject({ field: 'addresses' });
  await close();
});

test('an ended key is gone at once and after a restart, and listeners hear of it', async () => {
  const { identity, close, folder, clock, ann } = await house();
  const ended: string[] = [];
  identity.onEnd((apiKey) => ended.push(apiKey));
  const { key } = await identity.signing.addKey(ann, { name: 'robot', permissions: ['BOTS_READ'] });
  await identity.signing.endKey(key);
  expect(ended).toEqual([key.apiKey]);
  expect(identity.signing.key(key.apiKey)).toBeUndefined();
  await close();
  const again = await identityIn(folder, clock);
  expect(again.identity.signing.keysOf(ann)).toEqual([]);
  await again.close();
});

test('the chosen mode is there after a restart', async () => {
  const { identity, close, folder, clock, ann } = await house();
  expect(identity.signing.modeOf(ann)).toBe('paper');
  await identity.signing.chooseMode(ann, 'real');
  await close();
  const again = await identityIn(folder, clock);
  expect(again.identity.signing.modeOf(ann)).toBe('real');
  await again.close();
});
