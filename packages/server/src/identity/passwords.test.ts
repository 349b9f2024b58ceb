import { expect, test } from 'vitest';
import { decoyHash, hashPassword, verifyPassword } from './passwords.ts';
import { TEST_COST } from './test-identity.ts';

test('the right password fits its hash, no other does, and equal passwords have different hashes', async () => {
  const stored = await hashPassword('пароль 1', TEST_COST);
  expect(stored).toMatch(/^scrypt\$1024\$8\$1\$[^$]{24}\$[^$]{44}$/);
  expect(await verifyPassword('пароль 1', stored)).toBe(true);
  expect(await verifyPassword('пароль 2', stored)).toBe(false);
  expect(await hashPassword('пароль 1', TEST_COST)).not.toBe(stored);
});

test('a password fits however its accents are composed', async () => {
  const stored = await hashPassword('caf\u00e9 au lait', TEST_COST);
  expect(await verifyPassword('cafe\u0301 au lait', stored)).toBe(true);
});

test('a stored text that is no hash fits nothing', async () => {
  expect(await verifyPassword('', '')).toBe(false);
  expect(await verifyPassword('x', 'scrypt$1024$8$1$AAAA')).toBe(false);
});

test('a decoy looks like a hash of the same cost and fits nothing', async () => {
  const decoy = decoyHash(TEST_COST);
  expect(decoy).toMatch(/^scrypt\$1024\$8\$1\$[^$]{24}\$[^$]{44}$/);
  expect(decoyHash(TEST_COST)).not.toBe(decoy);
  expect(await verifyPassword('', decoy)).toBe(false);
  expect(await verifyPassword('пароль 1', decoy)).toBe(false);
});

test('the worked example of RFC 7914 gives its hash', async () => {
  const salt = Buffer.from('SodiumChloride').toString('base64');
  const hash = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex').toString(
    'base64',
  );
  expect(await verifyPassword('pleaseletmein', `scrypt$16384$8$1$${salt}$${hash}`)).toBe(true);
});
