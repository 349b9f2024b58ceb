import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What a person and other programs need to find the running platform. */
export interface Endpoints {
  readonly http: Endpoint;
  readonly https: Endpoint | null;
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly url: string;
}

/** Secrets of the demo world, made at the first start and kept. */
export interface Credentials {
  readonly dashboard: { readonly url: string; readonly login: string; readonly password: string };
}

export const ENDPOINTS_FILE = 'endpoints.json';
export const CREDENTIALS_FILE = 'credentials.json';

/** Writes both files whole or not at all; credentials are readable by their owner only. */
export function writeDataFiles(folder: string, endpoints: Endpoints, credentials: Credentials): void {
  writeWhole(join(folder, CREDENTIALS_FILE), credentials, 0o600);
  writeWhole(join(folder, ENDPOINTS_FILE), endpoints, 0o644);
}

/** The password kept from an earlier start, or null. A file that cannot be read counts as none. */
export function keptPassword(folder: string): string | null {
  const file = join(folder, CREDENTIALS_FILE);
  if (!existsSync(file)) return null;
  try {
    const password = (JSON.parse(readFileSync(file, 'utf8')) as Partial<Credentials>).dashboard?.password;
    return typeof password === 'string' && password.length >= 12 ? password : null;
  } catch {
    return null;
  }
}

function writeWhole(file: string, content: unknown, mode: number): void {
  const draft = `${file}.new`;
  const descriptor = openSync(draft, 'w', mode);
  try {
    writeSync(descriptor, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  chmodSync(draft, mode);
  renameSync(draft, file);
}

/** How an address is written in a URL: IPv6 in brackets, "everywhere" as localhost. */
export function urlOf(scheme: 'http' | 'https', host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `${scheme}://${name}:${port}`;
}
