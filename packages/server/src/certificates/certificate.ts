import { type KeyObject, sign } from 'node:crypto';
import { bitString, explicit, integer, objectIdentifier, sequence, set, time, utf8String } from './der.ts';
import { extensionList } from './extensions.ts';

const OID = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

const VERSION_3 = Uint8Array.of(2);
const LINE = 64;

/** A subject or issuer. */
export interface DistinguishedName {
  readonly organization: string;
  readonly commonName: string;
}

/** A certificate that is to be made; keys are of P-256. */
export interface CertificatePlan {
  readonly subject: DistinguishedName;
  readonly subjectKey: KeyObject;
  readonly issuer: DistinguishedName;
  /** The private key that signs. */
  readonly issuerKey: KeyObject;
  /** At most 20 bytes. */
  readonly serial: Uint8Array;
  /** ms UTC. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: readonly Uint8Array[];
}

/** Makes an X.509 certificate of version 3 (RFC 5280), signed with ECDSA and SHA-256, in PEM form. */
export function certificatePem(plan: CertificatePlan): string {
  const algorithm = sequence(objectIdentifier(OID.ecdsaWithSha256));
  const body = sequence(
    explicit(0, integer(VERSION_3)),
    integer(plan.serial),
    algorithm,
    nameOf(plan.issuer),
    sequence(time(plan.notBefore), time(plan.notAfter)),
    nameOf(plan.subject),
    plan.subjectKey.export({ type: 'spki', format: 'der' }),
    extensionList(plan.extensions),
  );
  const signature = sign('sha256', body, plan.issuerKey);
  return pem(sequence(body, algorithm, bitString(signature)));
}

function nameOf({ organization, commonName }: DistinguishedName): Buffer {
  return sequence(attribute(OID.organization, organization), attribute(OID.commonName, commonName));
}

function attribute(oid: string, text: string): Buffer {
  return set(sequence(objectIdentifier(oid), utf8String(text)));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
