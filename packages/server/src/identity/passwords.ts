import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { DrawnPassword, type Password } from './drawn-password.ts';
import { hashSecret, sameText } from './secrets.ts';

/** Work of one hash. `n` is a power of two; memory is 128 × n × r bytes. */
export interface PasswordCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and about a fifth of a second: a strength the OWASP password storage sheet names for scrypt. */
export const PASSWORD_COST: PasswordCost = { n: 32_768, r: 8, p: 3 };

const HASH_BYTES = 32;
const SALT_BYTES = 16;
const MEMORY_BYTES = 256 * 1024 * 1024;
const DRAWN = /^sha256\$([0-9a-f]{64})$/;
const CHOSEN = /^scrypt\$(\d{1,8})\$(\d{1,3})\$(\d{1,3})\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/;

/**
 * The hash of a password as it is stored: `scrypt$n$r$p$salt$hash`, so that the cost may grow later; of one that was drawn
 * `sha256$hash`.
 */
export async function hashPassword(password: Password, cost: PasswordCost = PASSWORD_COST): Promise<string> {
  if (password instanceof DrawnPassword) return `sha256$${hashSecret(password.text)}`;
  const salt = randomBytes(SALT_BYTES);
  return storedText(salt, await derive(password, salt, cost), cost);
}

/** A stored text that no password fits; to find that out takes as long as with any other. */
export function decoyHash(cost: PasswordCost = PASSWORD_COST): string {
  const [salt, nothing] = [randomBytes(SALT_BYTES), randomBytes(HASH_BYTES)];
  return storedText(salt, nothing, cost);
}

/**
 * Whether the password is the one that was hashed. False, too, for a stored text that is no hash. A wrong one takes as long
 * with a drawn password as with a chosen one of this cost: nobody learns which logins there are.
 */
export async function verifyPassword(
  password: string,
  stored: string,
  cost: PasswordCost = PASSWORD_COST,
): Promise<boolean> {
  const drawn = DRAWN.exec(stored)?.[1];
  if (drawn === undefined) return fitsChosen(password, stored);
  return sameText(hashSecret(password), drawn) || fitsChosen(password, decoyHash(cost));
}

async function fitsChosen(password: string, stored: string): Promise<boolean> {
  const parts = CHOSEN.exec(stored);
  if (parts === null) return false;
  const cost = { n: Number(parts[1]), r: Number(parts[2]), p: Number(parts[3]) };
  const expected = Buffer.from(parts[5] as string, 'base64');
  const hash = await derive(password, Buffer.from(parts[4] as string, 'base64'), cost);
  return expected.length === hash.length && timingSafeEqual(expected, hash);
}

function storedText(salt: Buffer, hash: Buffer, { n, r, p }: PasswordCost): string {
  return ['scrypt', n, r, p, salt.toString('base64'), hash.toString('base64')].join('$');
}

function derive(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
  const options = { N: cost.n, r: cost.r, p: cost.p, maxmem: MEMORY_BYTES };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, HASH_BYTES, options, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });
}
