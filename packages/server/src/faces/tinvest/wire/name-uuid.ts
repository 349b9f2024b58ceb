import { createHash } from 'node:crypto';

/** Namespace of the ids that this platform derives (RFC 9562, version 5 of the name `outcry` among URLs). */
const NAMESPACE = Buffer.from('7f3c1f0a5d0b5c5e9b0e6f6f75746372', 'hex');

export type DerivedKind = 'instrument' | 'position' | 'asset' | 'account' | 'order' | 'stream';

/** The same UUID for the same name, always: what has no id of the broker's gets one from its name (RFC 9562, version 5). */
export function nameUuid(kind: DerivedKind, name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(`${kind}:${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
