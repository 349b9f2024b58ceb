import { unwatchFile, watchFile } from 'node:fs';
import type { FaceParts, TlsFiles } from '../faces/face.ts';
import { certificateTrouble, RENEW, readCertificate } from '../startup/index.ts';
import type { Endings } from './ending.ts';

/** How often the files are looked at (ms). */
const LOOK_EVERY_MS = 2_000;

/** The certificate of this start and whoever wants to know of a newer one. */
export interface WatchedCertificate {
  readonly files: TlsFiles;
  /** Called with every later content of the files that holds a certificate and its key. */
  onRenewed(listener: (files: TlsFiles) => void): void;
}

/**
 * Reads the certificate before anything listens and watches its files. Null without TLS. Throws SettingError. A certificate
 * that clients will refuse does not stop a start: it is told to the person and in the log.
 */
export function watchedCertificate(
  { settings, log, wallNow }: Pick<FaceParts, 'settings' | 'log' | 'wallNow'>,
  say: (line: string) => void,
  endings: Endings,
): WatchedCertificate | null {
  const { tls } = settings;
  let current = readCertificate(tls);
  if (tls === null || current === null) return null;
  const warn = (): void => {
    const trouble = current === null ? null : certificateTrouble(current, wallNow());
    if (trouble === null) return;
    say(`WARNING: the certificate ${tls.certFile}: ${trouble}; ${RENEW}`);
    log.warn({ certFile: tls.certFile, trouble }, 'the certificate');
  };
  warn();
  const listeners: ((files: TlsFiles) => void)[] = [];
  const look = (): void => {
    try {
      const found = readCertificate(tls);
      if (found === null || current?.cert.equals(found.cert)) return;
      current = found;
      for (const listener of listeners) listener(found);
      log.info({ certFile: tls.certFile, validTo: new Date(found.leaf.validTo).toISOString() }, 'a new certificate');
      warn();
    } catch (error) {
      log.warn({ err: error }, 'the new certificate cannot be used, the old one stays');
    }
  };
  const files = [tls.certFile, tls.keyFile];
  for (const file of files) watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, look);
  endings.add(async () => {
    for (const file of files) unwatchFile(file, look);
  });
  return { files: current, onRenewed: (listener) => void listeners.push(listener) };
}
