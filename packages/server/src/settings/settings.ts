import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { flagOf, SETTING_DEFINITIONS, type SettingDefinition, type SettingKey } from './definitions.ts';

/** A port and whether somebody asked for it: a default that is taken may move, an explicit one may not. */
export interface PortSetting {
  readonly port: number;
  readonly explicit: boolean;
}

export type FeedSpeed = number | 'max';

/** All settings of a start, checked. */
export interface Settings {
  readonly host: string;
  readonly http: PortSetting;
  readonly https: PortSetting;
  /** Of the CHP face's own. */
  readonly chp: PortSetting;
  /** Origins of web pages that may call the CHP face. */
  readonly chpOrigins: readonly string[];
  /** Of the T-Invest face's own: gRPC, and gRPC over TLS. */
  readonly grpc: PortSetting;
  readonly grpcTls: PortSetting;
  /** A folder of static files and the port at which it is served; null without one. */
  readonly site: { readonly folder: string; readonly port: PortSetting } | null;
  /** Both files, or null without TLS. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly dataDir: string;
  readonly feed: string;
  readonly feedStart: 'now' | 'command';
  readonly feedSpeed: FeedSpeed;
  readonly limits: boolean;
  /** What a key of the T-Invest face gets that has placed an order already. */
  readonly orderRepeats: 'answer' | 'refuse';
  readonly logLevel: string;
}

/** A setting that cannot be used; the message names it, where it came from and what it should look like. */
export class SettingError extends Error {
  override name = 'SettingError';
}

export const CONFIG_FILE = 'outcry.config.json';

interface Given {
  readonly value: string;
  readonly source: string;
}

/** Reads settings from flags, then environment, then outcry.config.json in `folder`, then defaults. Throws SettingError. */
export function readSettings(
  flags: Readonly<Partial<Record<SettingKey, string>>>,
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Settings {
  const config = readConfig(folder);
  const given = (key: SettingKey): Given => {
    const definition = definitionOf(key);
    const flag = flags[key];
    if (flag !== undefined) return { value: flag, source: flagOf(key) };
    const variable = environment[definition.variable];
    if (variable !== undefined && variable !== '') return { value: variable, source: definition.variable };
    const configured = config[key];
    if (configured !== undefined) return { value: configured, source: `${key} in ${CONFIG_FILE}` };
    return { value: definition.fallback, source: DEFAULT };
  };
  refuseDatabase(given('databaseUrl'));
  return {
    host: host(given('host')),
    http: port('httpPort', given('httpPort')),
    https: port('httpsPort', given('httpsPort')),
    chp: port('chpPort', given('chpPort')),
    chpOrigins: origins('chpOrigins', given('chpOrigins')),
    grpc: port('grpcPort', given('grpcPort')),
    grpcTls: port('grpcTlsPort', given('grpcTlsPort')),
    site: site(given('siteDir'), port('sitePort', given('sitePort')), folder),
    tls: tls(given('tlsCert'), given('tlsKey'), folder),
    dataDir: resolve(folder, given('dataDir').value),
    feed: given('feed').value,
    feedStart: choice('feedStart', given('feedStart'), ['now', 'command']) as Settings['feedStart'],
    feedSpeed: speed(given('feedSpeed')),
    limits: choice('limits', given('limits'), ['on', 'off']) === 'on',
    orderRepeats: choice('orderRepeats', given('orderRepeats'), ['answer', 'refuse']) as Settings['orderRepeats'],
    logLevel: choice('logLevel', given('logLevel'), ['trace', 'debug', 'info', 'warn', 'error', 'silent']),
  };
}

const DEFAULT = 'the default';

function definitionOf(key: SettingKey): SettingDefinition {
  return SETTING_DEFINITIONS.find((definition) => definition.key === key) as SettingDefinition;
}

function refuse(key: SettingKey, given: Given): never {
  throw new SettingError(`${given.source} is "${given.value}", expected ${definitionOf(key).form}`);
}

function readConfig(folder: string): Partial<Record<SettingKey, string>> {
  const file = resolve(folder, CONFIG_FILE);
  if (!existsSync(file)) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SettingError(`${file} is not readable JSON: ${(error as Error).message}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new SettingError(`${file} must hold one JSON object`);
  const config: Partial<Record<SettingKey, string>> = {};
  for (const [key, value] of Object.entries(parsed)) {
    const known = SETTING_DEFINITIONS.find((definition) => definition.key === key);
    if (known === undefined) {
      const keys = SETTING_DEFINITIONS.map((definition) => definition.key).join(', ');
      throw new SettingError(`${file} has an unknown setting "${key}"; known are ${keys}`);
    }
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new SettingError(`${file}: "${key}" must be text or a number`);
    config[known.key] = String(value);
  }
  return config;
}

function host(given: Given): string {
  if (!/^[A-Za-z0-9.:_-]{1,253}$/.test(given.value)) refuse('host', given);
  return given.value;
}

function port(key: SettingKey, given: Given): PortSetting {
  if (!/^\d{1,5}$/.test(given.value) || Number(given.value) > 65_535) refuse(key, given);
  return { port: Number(given.value), explicit: given.source !== DEFAULT };
}

function origins(key: SettingKey, given: Given): string[] {
  if (given.value.trim() === '') return [];
  const named = given.value.split(',').map((origin) => origin.trim());
  // an origin as browsers send it: no path, no default port, in lower case
  for (const origin of named) {
    if (!/^https?:\/\/[^/?#]+$/.test(origin) || !URL.canParse(origin) || new URL(origin).origin !== origin)
      refuse(key, given);
  }
  return named;
}

function choice(key: SettingKey, given: Given, allowed: readonly string[]): string {
  if (!allowed.includes(given.value)) refuse(key, given);
  return given.value;
}

function speed(given: Given): FeedSpeed {
  if (given.value === 'max') return 'max';
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(given.value) || Number(given.value) === 0) refuse('feedSpeed', given);
  return Number(given.value);
}

function site(given: Given, wanted: PortSetting, folder: string): Settings['site'] {
  if (given.value === '') return null;
  const found = resolve(folder, given.value);
  if (!existsSync(resolve(found, 'index.html')))
    throw new SettingError(`${given.source}: there is no index.html in ${found}`);
  return { folder: found, port: wanted };
}

function tls(cert: Given, key: Given, folder: string): Settings['tls'] {
  if (cert.value === '' && key.value === '') return null;
  if (cert.value === '' || key.value === '')
    throw new SettingError('OUTCRY_TLS_CERT and OUTCRY_TLS_KEY are set together or not at all');
  const files = { certFile: resolve(folder, cert.value), keyFile: resolve(folder, key.value) };
  for (const [given, file] of [
    [cert, files.certFile],
    [key, files.keyFile],
  ] as const) {
    if (!existsSync(file)) throw new SettingError(`${given.source}: there is no file ${file}`);
  }
  return files;
}

function refuseDatabase(given: Given): void {
  if (given.value === '') return;
  throw new SettingError(
    `${given.source}: this version keeps its data in SQLite inside the data folder; PostgreSQL comes later. Leave OUTCRY_DATABASE_URL unset`,
  );
}
