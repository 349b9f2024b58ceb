import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { certificatePem, type DistinguishedName } from './certificate.ts';
import {
  alternativeNames,
  authorityConstraints,
  authorityKeyIdentifier,
  authorityKeyUsage,
  leafConstraints,
  leafKeyUsage,
  serverUsage,
  subjectKeyIdentifier,
} from './extensions.ts';

const DAY = 86_400_000;
/** How long a CA lasts. */
const AUTHORITY_DAYS = 3_650;
/** Validity begins this long ago, for clients whose clocks are behind. */
const HEAD_START = DAY;
const ORGANIZATION = 'Outcry';
const CURVE = 'P-256';
/** A subject of ours, as node writes it. */
const OUR_SUBJECT = /^O=Outcry\nCN=(Outcry CA [0-9a-f]{8})$/;
const LONGEST_COMMON_NAME = 64;

/** A certificate and its private key, both PEM. */
export interface CertifiedKey {
  readonly cert: string;
  readonly key: string;
}

/** What a server's certificate is made from. */
export interface ServerPlan {
  readonly authority: CertifiedKey;
  /** Names and addresses as `hostName` writes them; the first is also the subject's. */
  readonly names: readonly string[];
  /** The server's private key, PEM; null: a new one is made. */
  readonly key: string | null;
  /** ms UTC. */
  readonly now: number;
  readonly days: number;
}

/** The CA is none of ours, has ended, or its key is of another one. The message says what to do. */
export class AuthorityError extends Error {
  override name = 'AuthorityError';
}

/** Makes a private CA: P-256, ten years, signs servers only. Its name is its own, so that two CAs in one trust store differ. */
export function newAuthority(now: number): CertifiedKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: CURVE });
  const self: DistinguishedName = {
    organization: ORGANIZATION,
    commonName: `Outcry CA ${randomBytes(4).toString('hex')}`,
  };
  const cert = certificatePem({
    subject: self,
    subjectKey: publicKey,
    issuer: self,
    issuerKey: privateKey,
    serial: newSerial(),
    notBefore: now - HEAD_START,
    notAfter: now + AUTHORITY_DAYS * DAY,
    extensions: [
      authorityConstraints(),
      authorityKeyUsage(),
      subjectKeyIdentifier(publicKey),
      authorityKeyIdentifier(publicKey),
    ],
  });
  return { cert, key: pemOf(privateKey) };
}

/** Makes a server's certificate under a CA of ours. Throws AuthorityError. */
export function serverCertificate({ authority, names, key, now, days }: ServerPlan): CertifiedKey {
  const ca = new X509Certificate(authority.cert);
  const issuer = OUR_SUBJECT.exec(ca.subject)?.[1];
  const issuerKey = createPrivateKey(authority.key);
  if (issuer === undefined || !ca.checkPrivateKey(issuerKey))
    throw new AuthorityError(
      'this CA was not made by `outcry tls init`, or its key is of another CA: renew with the tool that made it, or begin anew with --force',
    );
  const end = Date.parse(ca.validTo);
  if (now + days * DAY > end)
    throw new AuthorityError(
      `the CA ends at ${new Date(end).toISOString()}, before the certificate would: give fewer --days, or begin anew with --force`,
    );
  const privateKey = key === null ? generateKeyPairSync('ec', { namedCurve: CURVE }).privateKey : createPrivateKey(key);
  const publicKey = createPublicKey(privateKey);
  const cert = certificatePem({
    subject: { organization: ORGANIZATION, commonName: (names[0] ?? '').slice(0, LONGEST_COMMON_NAME) },
    subjectKey: publicKey,
    issuer: { organization: ORGANIZATION, commonName: issuer },
    issuerKey,
    serial: newSerial(),
    notBefore: now - HEAD_START,
    notAfter: now + days * DAY,
    extensions: [
      leafConstraints(),
      leafKeyUsage(),
      serverUsage(),
      alternativeNames(names),
      subjectKeyIdentifier(publicKey),
      authorityKeyIdentifier(ca.publicKey),
    ],
  });
  return { cert, key: pemOf(privateKey) };
}

/** 127 bits of chance, never 0 and never negative. */
function newSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }) as string;
}
