import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { isSignedBy, pemCertificates } from '../../../certificates/index.ts';
import { unusable } from '../../failure.ts';
import type { InBoth } from '../../trust.ts';

/** What is trusted while looking. */
export interface Trusted {
  readonly pems: readonly string[];
  readonly certificates: readonly X509Certificate[];
  /** What it is, in words. */
  readonly label: InBoth;
}

/**
 * As a gRPC client would trust: the file of `--ca` or of GRPC_DEFAULT_SSL_ROOTS_FILE_PATH alone, else Node's own roots with
 * those of NODE_EXTRA_CA_CERTS. Throws CommandFailure.
 */
export function trustedBy(file: string | undefined, environment: NodeJS.ProcessEnv): Trusted {
  if (file !== undefined) return fromFile(file, '--ca');
  const { GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: roots = '', NODE_EXTRA_CA_CERTS: extra = '' } = environment;
  if (roots !== '') return fromFile(roots, 'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH');
  const more = extra === '' ? [] : fromFile(extra, 'NODE_EXTRA_CA_CERTS').pems;
  const pems = [...rootCertificates, ...more];
  const beside = extra === '' ? '' : ` + ${extra}`;
  return {
    pems,
    certificates: parsed(pems),
    label: { en: `the well-known CAs${beside}`, ru: `общеизвестные центры сертификации${beside}` },
  };
}

/** The trusted certificate on which a chain ends; null: none of them has signed any of it. */
export function anchorOf(
  chain: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
): X509Certificate | null {
  for (const certificate of chain) {
    const anchor = trusted.find(
      (each) => each.fingerprint256 === certificate.fingerprint256 || isSignedBy(certificate, each),
    );
    if (anchor !== undefined) return anchor;
  }
  return null;
}

function fromFile(file: string, source: string): Trusted {
  let pems: string[];
  try {
    pems = pemCertificates(readFileSync(file, 'utf8'));
  } catch (error) {
    throw unusable(`${source} names ${file}, which cannot be read (${(error as Error).message})`);
  }
  if (pems.length === 0) throw unusable(`${source} names ${file}, which holds no certificate in PEM form`);
  try {
    return { pems, certificates: parsed(pems), label: { en: `${file} (${source})`, ru: `${file} (${source})` } };
  } catch (error) {
    throw unusable(`${source} names ${file}, which holds a damaged certificate (${(error as Error).message})`);
  }
}

function parsed(pems: readonly string[]): X509Certificate[] {
  return pems.map((pem) => new X509Certificate(pem));
}
