import {
  type CipherKey,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
} from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The key file in the data folder. It stands outside the database, so that a copy of the database alone opens nothing. */
export const VAULT_FILE = 'vault.key';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** How a sealed text begins: the version of its form. */
const FORM = 'v1.';

/** The key file is there but cannot be used; the message says what to do. */
export class VaultError extends Error {
  override name = 'VaultError';
}

/**
 * Encrypts secrets that must be had in clear again: of signing keys, of accounts at exchanges. AES-256-GCM with a random
 * nonce for each text. What a text belongs to is authenticated with it, so one cannot stand in for another.
 */
export class Vault {
  readonly #key: CipherKey;

  /** `key`: 32 random bytes. */
  constructor(key: Buffer) {
    if (key.length !== KEY_BYTES) throw new VaultError(`a vault key has ${KEY_BYTES} bytes, this one ${key.length}`);
    this.#key = createSecretKey(key);
  }

  /** `owner` names the one place where the text stands, as `signing-key:<api key>`; opening needs the same. */
  seal(secret: string, owner: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return FORM + sealed.toString('base64url');
  }

  /** A mark of a text that only this vault can make, 64 hex digits: for names that nobody shall guess. */
  mark(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }

  /** The secret; undefined when it was sealed with another key or for another owner, or has been changed. */
  open(sealed: string, owner: string): string | undefined {
    if (!sealed.startsWith(FORM)) return undefined;
    const bytes = Buffer.from(sealed.slice(FORM.length), 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const tag = bytes.subarray(bytes.length - TAG_BYTES);
    const decipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(owner))
      .setAuthTag(tag);
    try {
      const text = decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }
}

/** The vault of a data folder; its key is made at first and readable by its owner alone. Throws VaultError. */
export function openVault(folder: string): Vault {
  const file = join(folder, VAULT_FILE);
  if (!existsSync(file)) makeKey(file);
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new VaultError(`${file} holds no vault key: bring it back from a backup, or remove it and make new keys`);
  return new Vault(Buffer.from(text, 'hex'));
}

/** Whole or not at all, and never over one that is there: what was sealed with it would be lost. */
function makeKey(file: string): void {
  const draft = `${file}.new`;
  const descriptor = openSync(draft, 'w', 0o600);
  try {
    writeSync(descriptor, `${randomBytes(KEY_BYTES).toString('hex')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  linkSync(draft, file);
  unlinkSync(draft);
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
