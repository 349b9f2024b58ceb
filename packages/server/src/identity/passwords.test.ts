import { createHook } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { DrawnPassword } from './drawn-password.ts';
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

/** How often scrypt worked while this ran. */
async function slowHashes(work: () => Promise<unknown>): Promise<number> {
  const begun: string[] = [];
  const hook = createHook({ init: (_id, type) => void begun.push(type) }).enable();
  await work();
  hook.disable();
  return begun.filter((type) => type === 'SCRYPTREQUEST').length;
}

test('a drawn password is stored under its SHA-256 and opens at once; a wrong one costs what it costs elsewhere', async () => {
  const password = DrawnPassword.draw();
  expect(password.text).toMatch(/^[\w-]{24}$/);
  expect(DrawnPassword.draw().text).not.toBe(password.text);
  const stored = await hashPassword(password, TEST_COST);
  expect(stored).toBe(`sha256$${createHash('sha256').update(password.text).digest('hex')}`);
  expect(await slowHashes(async () => expect(await verifyPassword(password.text, stored, TEST_COST)).toBe(true))).toBe(
    0,
  );
  for (const entry of [stored, decoyHash(TEST_COST), await hashPassword('a chosen one', TEST_COST)])
    expect(await slowHashes(async () => expect(await verifyPassword('wrong', entry, TEST_COST)).toBe(false))).toBe(1);
});

test('what a person chose is slow to try, even when it looks drawn', async () => {
  expect(await hashPassword(DrawnPassword.draw().text, TEST_COST)).toMatch(/^scrypt\$/);
});
