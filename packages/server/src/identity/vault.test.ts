import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../journal/test-folder.ts';
import { openVault, VAULT_FILE, Vault, VaultError } from './vault.ts';

test('what was sealed is opened again after a restart, and twice the same text is never sealed alike', () => {
  const folder = testFolder();
  const vault = openVault(folder);
  const sealed = vault.seal('open sesame', 'a');
  expect(sealed).not.toContain('sesame');
  expect(vault.seal('open sesame', 'a')).not.toBe(sealed);
  expect(openVault(folder).open(sealed, 'a')).toBe('open sesame');
});

test('nothing opens for another owner, with another key, or changed in any byte', () => {
  const vault = new Vault(randomBytes(32));
  const sealed = vault.seal('open sesame', 'a');
  expect(vault.open(sealed, 'b')).toBeUndefined();
  expect(new Vault(randomBytes(32)).open(sealed, 'a')).toBeUndefined();
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] as number) ^ 1;
    expect(vault.open(`v1.${changed.toString('base64url')}`, 'a'), `byte ${at}`).toBeUndefined();
  }
  for (const other of ['', 'v1.', 'v2.AAAA', sealed.slice(0, 20)]) expect(vault.open(other, 'a')).toBeUndefined();
});

test('the key file is readable by its owner alone; one that was damaged is named and never replaced', () => {
  const folder = testFolder();
  openVault(folder);
  const file = join(folder, VAULT_FILE);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, 'lost');
  expect(() => openVault(folder)).toThrow(VaultError);
  expect(readFileSync(file, 'utf8')).toBe('lost');
});
