import type { X509Certificate } from 'node:crypto';
import { namesOf } from './host-names.ts';

/** What a person wants to know of a certificate. */
export interface CertificateFacts {
  /** `CN=localhost, O=Outcry` */
  readonly subject: string;
  readonly issuer: string;
  /** ISO, UTC. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly names: readonly string[];
  /** `EC P-256` or `RSA 2048`. */
  readonly key: string;
  readonly serial: string;
  /** SHA-256, in pairs of hex digits. */
  readonly fingerprint: string;
}

const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    names: namesOf(certificate.subjectAltName),
    key: keyOf(certificate),
    serial: certificate.serialNumber,
    fingerprint: certificate.fingerprint256,
  };
}

/** Signed with its own key. */
export function isSelfSigned(certificate: X509Certificate): boolean {
  // OpenSSL's own check would ask for the right to sign certificates, too
  return certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
}

/** `issuer` has signed it. */
export function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

/** Every certificate of a PEM text, in order. */
export function pemCertificates(pem: string): string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
}

/** The most telling part first. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').reverse().join(', ');
}

function keyOf({ publicKey }: X509Certificate): string {
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details = {} } = publicKey;
  if (type === 'ec') return `EC ${CURVES[details.namedCurve ?? ''] ?? details.namedCurve ?? ''}`.trim();
  if (type.startsWith('rsa')) return `RSA ${details.modulusLength}`;
  return type;
}
