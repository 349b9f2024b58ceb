import { createHash, hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a secret opens, readable at its beginning, so that a lost one can be recognised in a log or a repository. */
export const SECRET_PREFIXES = { session: 'ocs_', key: 'ock_' } as const;

const SECRET = /^oc[sk]_[A-Za-z0-9_-]{43}$/;

/** A new secret of 256 random bits. Only its hash is ever stored. */
export function newSecret(kind: keyof typeof SECRET_PREFIXES): string {
  return SECRET_PREFIXES[kind] + randomBytes(32).toString('base64url');
}

/** Whether a text can be a secret at all; nothing else is worth a look. */
export function isSecret(text: string): boolean {
  return SECRET.test(text);
}

/** SHA-256 in hex. Enough for 256 random bits: nobody can try them all, so there is nothing to slow down. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret);
}

/** Compares in a time that does not depend on where the texts differ. */
export function sameText(a: string, b: string): boolean {
  const left = createHash('sha256').update(a).digest();
  const right = createHash('sha256').update(b).digest();
  return timingSafeEqual(left, right);
}
