import type { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import {
  AuthorityError,
  type CertificateFacts,
  certificateFacts,
  hostName,
  isSignedBy,
  namesOf,
} from '../certificates/index.ts';
import { CONFIG_FILE, readSettings } from '../settings/index.ts';
import {
  makeTlsFolder,
  ownAuthority,
  ownCertificate,
  renewCertificate,
  tlsFiles,
  unreadableKey,
  writeWhole,
} from '../startup/index.ts';
import { unusable } from './failure.ts';
import { answer } from './output.ts';
import { trustSteps } from './trust.ts';

export interface InitOptions {
  readonly host?: readonly string[];
  readonly days: number;
  readonly force?: boolean;
  readonly configure?: boolean;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** Names that every certificate has. */
const LOCAL = ['localhost', '127.0.0.1', '::1'];
/** Addresses that mean every address: nobody connects to them. */
const EVERYWHERE = ['0.0.0.0', '::'];
const MOST_NAMES = 100;
/** What Apple's systems accept of a certificate at most. */
const MOST_DAYS = 825;

interface Made {
  readonly action: 'made' | 'renewed' | 'replaced';
  readonly folder: string;
  readonly ca: CertificateFacts;
  readonly certificate: CertificateFacts;
  /** The certificate that was there before. */
  readonly previous: CertificateFacts | null;
  /** Where the old folder has gone. */
  readonly kept: string | null;
  readonly settings: { readonly OUTCRY_TLS_CERT: string; readonly OUTCRY_TLS_KEY: string };
  /** The file in which they were set. */
  readonly configured: string | null;
  /** A start in this folder, as it is set now, takes them. */
  readonly set: boolean;
}

/** Makes or renews the certificate of a data folder. Throws CommandFailure. */
export function initTls(options: InitOptions): void {
  const { days, force = false, json } = options;
  if (days < 1 || days > MOST_DAYS) throw unusable(`--days is ${days}, expected 1 to ${MOST_DAYS}`);
  // settings of TLS may still name files that this command is about to make
  const { dataDir, host } = readSettings(
    { ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }), tlsCert: '', tlsKey: '' },
    process.env,
    process.cwd(),
  );
  const given = [...(EVERYWHERE.includes(host) ? [] : [host]), ...(options.host ?? [])].map(checkedName);
  const config = options.configure ? configurable(dataDir, force) : null;
  const files = tlsFiles(dataDir);
  const before = ownCertificate(dataDir);
  const renew = existsSync(files.folder) && !force;
  const names = [...new Set([...LOCAL, ...(renew && before !== null ? namesOf(before.subjectAltName) : []), ...given])];
  if (names.length > MOST_NAMES)
    throw unusable(`${names.length} names are too many for a certificate: at most ${MOST_NAMES}`);
  const wanted = { dataDir, names, now: Date.now(), days };
  const kept = renew ? renewed(wanted) : makeTlsFolder(wanted);
  if (config !== null) writeWhole(config.file, config.text, 0o644);
  const made: Made = {
    action: renew ? 'renewed' : kept === null ? 'made' : 'replaced',
    folder: files.folder,
    ca: certificateFacts(ownAuthority(dataDir) as X509Certificate),
    certificate: certificateFacts(ownCertificate(dataDir) as X509Certificate),
    previous: before === null ? null : certificateFacts(before),
    kept,
    settings: { OUTCRY_TLS_CERT: files.cert, OUTCRY_TLS_KEY: files.key },
    configured: config?.file ?? null,
    set: isSet(options.dataDir, files.cert),
  };
  answer(json, made, () => lines(made, files.ca));
}

function renewed(wanted: Parameters<typeof renewCertificate>[0]): null {
  const { dataDir } = wanted;
  const files = tlsFiles(dataDir);
  const ca = ownAuthority(dataDir);
  if (ca === null)
    throw unusable(
      `${files.ca} is no certificate: put it back, or begin anew with --force (every client must trust the new CA)`,
    );
  const trouble = unreadableKey(dataDir);
  if (trouble !== null)
    throw unusable(
      `${trouble}: put it back for the renewal, or begin anew with --force (every client must trust the new CA)`,
    );
  const before = ownCertificate(dataDir);
  if (before !== null && !isSignedBy(before, ca))
    throw unusable(`${files.cert} is not of the CA beside it: take it out of this folder, or begin anew with --force`);
  try {
    renewCertificate(wanted);
  } catch (error) {
    throw error instanceof AuthorityError ? unusable(`${files.folder}: ${error.message}`) : error;
  }
  return null;
}

function checkedName(text: string): string {
  const name = hostName(text);
  if (name === null) throw unusable(`--host is "${text}", expected a host name or an address without port`);
  return name;
}

/** The settings file of this folder with the two files in it. Throws before anything is made. */
function configurable(dataDir: string, force: boolean): { readonly file: string; readonly text: string } {
  const here = process.cwd();
  const file = resolve(here, CONFIG_FILE);
  const { cert, key } = tlsFiles(dataDir);
  const config = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
  const wanted: Readonly<Record<string, string>> = { tlsCert: shown(here, cert), tlsKey: shown(here, key) };
  for (const [name, value] of Object.entries(wanted)) {
    const present = config[name];
    if (typeof present === 'string' && present !== '' && resolve(here, present) !== resolve(here, value) && !force)
      throw unusable(`${file} sets ${name} to ${present} already: take it out first, or give --force`);
  }
  return { file, text: `${JSON.stringify({ ...config, ...wanted }, null, 2)}\n` };
}

function isSet(dataDir: string | undefined, certFile: string): boolean {
  try {
    const settings = readSettings(dataDir === undefined ? {} : { dataDir }, process.env, process.cwd());
    return settings.tls?.certFile === certFile;
  } catch {
    // a start will say what is wrong with them
    return false;
  }
}

/** A path as the settings file holds it: so that a folder can be moved as a whole. */
function shown(here: string, file: string): string {
  const path = relative(here, file);
  return path.startsWith('..') ? file : `./${path}`;
}

function lines(made: Made, caFile: string): string[] {
  const { action, folder, ca, certificate, previous, kept } = made;
  const day = (time: string): string => time.slice(0, 10);
  const told = {
    made: `${folder}: a private CA and a certificate were made`,
    renewed: `${folder}: the certificate was renewed, the CA is the same${previous === null ? '' : ` (the old one was valid until ${day(previous.validTo)})`}`,
    replaced: `${folder}: a new CA and a certificate were made; the old ones are in ${kept}. Every client must trust the new CA`,
  } as const;
  const trust = trustSteps(caFile).map(({ clients, how }) => `  ${clients.en.padEnd(22)}  ${how.en}`);
  return [
    told[action],
    `  CA           ${ca.subject}, until ${day(ca.validTo)}`,
    `               SHA-256 ${ca.fingerprint}`,
    `  certificate  ${certificate.names.join(', ')}`,
    `               until ${day(certificate.validTo)}`,
    '',
    ...startLines(made),
    ...(action === 'renewed'
      ? []
      : ['', 'Let clients trust the CA (`outcry tls ca` prints it for other machines):', ...trust]),
    '',
    'When a client fails: outcry doctor tls <host:port>',
  ];
}

function startLines({ settings, configured, set }: Made): string[] {
  if (configured !== null)
    return set
      ? [`${configured} names them: the next start in that folder listens over TLS as well`]
      : [`${configured} names them, but OUTCRY_TLS_CERT of the environment goes before: unset it`];
  if (set) return ['The settings name them: a running platform takes them within seconds'];
  const { OUTCRY_TLS_CERT: cert, OUTCRY_TLS_KEY: key } = settings;
  return [
    'Start over TLS with',
    `  OUTCRY_TLS_CERT=${cert} OUTCRY_TLS_KEY=${key} outcry start`,
    '(--configure sets them for every start in this folder)',
  ];
}
