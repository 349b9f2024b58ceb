import { createHash, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { bitString, boolean, explicit, implicit, integer, objectIdentifier, octetString, sequence } from './der.ts';
import { addressBytes } from './host-names.ts';

/** Extensions of certificates (RFC 5280, 4.2), each whole and ready to be put in. */

const OID = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

/** Choices of GeneralName. */
const DNS_NAME = 2;
const IP_ADDRESS = 7;

/** An uncompressed point of P-256: what the identifier of a key is taken of. */
const POINT_BYTES = 65;
const IDENTIFIER_BYTES = 20;

/** Of a CA that signs servers' certificates and no further CA. */
export function authorityConstraints(): Buffer {
  return extension(OID.basicConstraints, sequence(boolean(true), integer(Uint8Array.of(0))), true);
}

/** Of a certificate that signs none. */
export function leafConstraints(): Buffer {
  return extension(OID.basicConstraints, sequence(), true);
}

/** It may sign certificates and lists of revoked ones. */
export function authorityKeyUsage(): Buffer {
  return extension(OID.keyUsage, bitString(Uint8Array.of(0b0000_0110), 1), true);
}

/** It may sign handshakes. */
export function leafKeyUsage(): Buffer {
  return extension(OID.keyUsage, bitString(Uint8Array.of(0b1000_0000), 7), true);
}

/** It stands for a server. */
export function serverUsage(): Buffer {
  return extension(OID.extendedKeyUsage, sequence(objectIdentifier(OID.serverAuth)));
}

/** Names and addresses under which the server is reached, as `hostName` writes them. */
export function alternativeNames(names: readonly string[]): Buffer {
  const entries = names.map((name) =>
    isIP(name) === 0 ? implicit(DNS_NAME, Buffer.from(name, 'ascii')) : implicit(IP_ADDRESS, addressBytes(name)),
  );
  return extension(OID.subjectAltName, sequence(...entries));
}

export function subjectKeyIdentifier(key: KeyObject): Buffer {
  return extension(OID.subjectKeyIdentifier, octetString(keyIdentifier(key)));
}

export function authorityKeyIdentifier(key: KeyObject): Buffer {
  return extension(OID.authorityKeyIdentifier, sequence(implicit(0, keyIdentifier(key))));
}

/** The list of extensions in a certificate's body. */
export function extensionList(extensions: readonly Uint8Array[]): Buffer {
  return explicit(3, sequence(...extensions));
}

export function extension(oid: string, value: Uint8Array, critical = false): Buffer {
  return sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** RFC 7093, method 1: the first 160 bits of the SHA-256 of the key's bits. */
function keyIdentifier(key: KeyObject): Buffer {
  const point = key.export({ type: 'spki', format: 'der' }).subarray(-POINT_BYTES);
  return createHash('sha256').update(point).digest().subarray(0, IDENTIFIER_BYTES);
}
