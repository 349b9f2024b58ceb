import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './whole-file.ts';

/** What a person and other programs need to find the running platform. */
export interface Endpoints {
  readonly http: Endpoint;
  readonly https: Endpoint | null;
  /** A block for each port that a face has of its own; null when it does not listen in this start. */
  readonly [block: string]: Endpoint | null;
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly url: string;
}

/** The contents of credentials.json: a block for each way in, with where it is and its secrets. */
export interface CredentialBlocks {
  readonly [block: string]: object;
}

/** What an earlier start left in credentials.json, unchecked: a secret is kept when it is sound, else made anew. */
export interface KeptBlocks {
  readonly [block: string]: Readonly<Record<string, unknown>> | undefined;
}

/** The block of credentials.json that opens dashboard and native API. */
export interface DashboardCredentials {
  readonly url: string;
  readonly login: string;
  readonly password: string;
}

export const ENDPOINTS_FILE = 'endpoints.json';
export const CREDENTIALS_FILE = 'credentials.json';

/** Writes both files whole or not at all; credentials are readable by their owner only. */
export function writeDataFiles(folder: string, endpoints: Endpoints, credentials: CredentialBlocks): void {
  writeWhole(join(folder, CREDENTIALS_FILE), jsonText(credentials), 0o600);
  writeWhole(join(folder, ENDPOINTS_FILE), jsonText(endpoints), 0o644);
}

/** What an earlier start left in credentials.json. A file that cannot be read counts as none. */
export function keptCredentials(folder: string): KeptBlocks {
  const file = join(folder, CREDENTIALS_FILE);
  if (!existsSync(file)) return {};
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, block]) => typeof block === 'object' && block !== null));
  } catch {
    return {};
  }
}

function jsonText(content: unknown): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** How an address is written in a URL: IPv6 in brackets, "everywhere" as localhost. */
export function urlOf(scheme: 'http' | 'https' | 'grpc', host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `${scheme}://${name}:${port}`;
}
