import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CertifiedKey, newAuthority, serverCertificate } from '../certificates/index.ts';
import { flushFolder, writeThrough, writeWhole } from './whole-file.ts';

/** The folder of certificates inside the data folder. */
export const TLS_FOLDER = 'tls';

const FILES = { ca: 'ca.pem', caKey: 'ca-key.pem', cert: 'cert.pem', key: 'key.pem' } as const;
const PUBLIC = 0o644;
const SECRET = 0o600;

/** Where the files of a data folder's own CA stand. */
export function tlsFiles(dataDir: string): Readonly<Record<keyof typeof FILES, string>> & { readonly folder: string } {
  const folder = join(dataDir, TLS_FOLDER);
  return {
    folder,
    ca: join(folder, FILES.ca),
    caKey: join(folder, FILES.caKey),
    cert: join(folder, FILES.cert),
    key: join(folder, FILES.key),
  };
}

/** What is asked of a certificate that is to be made. */
export interface WantedCertificate {
  readonly dataDir: string;
  readonly names: readonly string[];
  /** ms UTC. */
  readonly now: number;
  readonly days: number;
}

/**
 * Makes a CA and a certificate under it in a folder of their own, which appears whole or not at all. A folder that is
 * there keeps its files under another name, which is the answer; null: there was none.
 */
export function makeTlsFolder({ dataDir, names, now, days }: WantedCertificate): string | null {
  const authority = newAuthority(now);
  const server = serverCertificate({ authority, names, key: null, now, days });
  const { folder } = tlsFiles(dataDir);
  mkdirSync(dataDir, { recursive: true });
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  writeThrough(join(draft, FILES.ca), authority.cert, PUBLIC);
  writeThrough(join(draft, FILES.caKey), authority.key, SECRET);
  writeThrough(join(draft, FILES.key), server.key, SECRET);
  writeThrough(join(draft, FILES.cert), server.cert, PUBLIC);
  flushFolder(draft);
  const old = existsSync(folder) ? unusedName(folder) : null;
  if (old !== null) renameSync(folder, old);
  renameSync(draft, folder);
  flushFolder(dataDir);
  return old === null ? null : basename(old);
}

/**
 * Makes a new certificate under the CA that is there. The server's key stays, so that one rename exchanges the certificate
 * and it fits the key at any moment. Throws AuthorityError.
 */
export function renewCertificate({ dataDir, names, now, days }: WantedCertificate): void {
  const files = tlsFiles(dataDir);
  const authority: CertifiedKey = { cert: readFileSync(files.ca, 'utf8'), key: readFileSync(files.caKey, 'utf8') };
  const key = existsSync(files.key) ? readFileSync(files.key, 'utf8') : null;
  const server = serverCertificate({ authority, names, key, now, days });
  if (key === null) writeWhole(files.key, server.key, SECRET);
  writeWhole(files.cert, server.cert, PUBLIC);
}

/** The CA of a data folder; null: it has none. */
export function ownAuthority(dataDir: string): X509Certificate | null {
  return certificateIn(tlsFiles(dataDir).ca);
}

/** The server's certificate of a data folder; null: there is none, or one that cannot be read. */
export function ownCertificate(dataDir: string): X509Certificate | null {
  return certificateIn(tlsFiles(dataDir).cert);
}

/** What stands in the way of a renewal, by file; null: nothing. */
export function unreadableKey(dataDir: string): string | null {
  const files = tlsFiles(dataDir);
  if (!existsSync(files.caKey)) return `there is no ${files.caKey}`;
  for (const file of [files.caKey, files.key].filter(existsSync)) {
    try {
      createPrivateKey(readFileSync(file));
    } catch (error) {
      return `${file} holds no private key in PEM form (${(error as Error).message})`;
    }
  }
  return null;
}

function certificateIn(file: string): X509Certificate | null {
  if (!existsSync(file)) return null;
  try {
    return new X509Certificate(readFileSync(file));
  } catch {
    return null;
  }
}

function unusedName(folder: string): string {
  for (let number = 1; ; number++) {
    const name = `${folder}.replaced-${number}`;
    if (!existsSync(name)) return name;
  }
}
