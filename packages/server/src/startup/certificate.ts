import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { namesOf } from '../certificates/index.ts';
import { SettingError, type Settings } from '../settings/index.ts';

const DAY = 86_400_000;
/** So long before the end a person should know (days). */
const WARN_DAYS = 14;

/** The certificate and key that a start listens with, PEM, and what they say. */
export interface ServingCertificate {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** The server's own, the first of the file. */
  readonly leaf: X509Certificate;
}

/** Reads and checks the files of the settings; null without TLS. Throws SettingError. */
export function readCertificate(tls: Settings['tls']): ServingCertificate | null {
  if (tls === null) return null;
  const { certFile, keyFile } = tls;
  try {
    const [cert, key] = [readFileSync(certFile), readFileSync(keyFile)];
    createSecureContext({ cert, key });
    const leaf = new X509Certificate(cert);
    if (!leaf.checkPrivateKey(createPrivateKey(key))) throw new Error('the key is of another certificate');
    return { cert, key, leaf };
  } catch (error) {
    throw new SettingError(
      `OUTCRY_TLS_CERT (${certFile}) and OUTCRY_TLS_KEY (${keyFile}) are no certificate and its key in PEM form: ${(error as Error).message}`,
    );
  }
}

/** What is wrong, or soon will be, with a certificate that a start listens with; null: nothing. Clients refuse the first three. */
export function certificateTrouble({ leaf }: ServingCertificate, now: number): string | null {
  const [from, to] = [Date.parse(leaf.validFrom), Date.parse(leaf.validTo)];
  if (now > to) return `it has expired at ${new Date(to).toISOString()}`;
  if (now < from) return `it is not valid before ${new Date(from).toISOString()}`;
  if (namesOf(leaf.subjectAltName).length === 0) return 'it names no host (no subjectAltName)';
  if (to - now < WARN_DAYS * DAY)
    return `it expires in ${Math.floor((to - now) / DAY)} days, at ${new Date(to).toISOString()}`;
  return null;
}

/** What to do then. */
export const RENEW = 'renew it: `outcry tls init` does so for one that it made';
