import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { ErrorBody, Page } from '../faces/native/api.ts';
import { flagOf, readSettings } from '../settings/index.ts';
import { CREDENTIALS_FILE, type DashboardCredentials, ENDPOINTS_FILE, type Endpoints } from '../startup/index.ts';
import { CommandFailure, EXIT, refused, unreachable, unusable } from './failure.ts';

/** Where the platform is and who asks: options of every command that talks to one. */
export interface PlatformOptions {
  readonly dataDir?: string;
  readonly url?: string;
  readonly login?: string;
  readonly json?: boolean;
}

const API = '/api/v1';
/** How long an answer may take (ms). */
const PATIENCE_MS = 30_000;
const PAGE_ROWS = 500;

const PLATFORM_HELP = `
The platform is found through its data folder (${ENDPOINTS_FILE}, ${CREDENTIALS_FILE}). Elsewhere: --url with --login and the
password in OUTCRY_PASSWORD, or with a session token or API key in OUTCRY_TOKEN.
Exit codes: 0 done, 1 failed or refused, 2 something to mend, 3 no platform answers.`;

/** Gives a command the options that find a platform, `--json`, and examples. */
export function platformCommand(command: Command, examples: string): Command {
  return command
    .addOption(new Option(`${flagOf('dataDir')} <folder>`, 'data folder of the platform (OUTCRY_DATA_DIR or ./data)'))
    .option('--url <url>', 'address of the platform, for one that runs elsewhere')
    .option('--login <login>', 'sign in as; the password comes from OUTCRY_PASSWORD')
    .option('--json', 'print exact JSON')
    .addHelpText('after', `\nExamples:\n${examples}\n${PLATFORM_HELP}`);
}

/** The data folder that flags, environment and outcry.config.json name. Throws SettingError. */
export function dataFolder(dataDir: string | undefined): string {
  return readSettings(dataDir === undefined ? {} : { dataDir }, process.env, process.cwd()).dataDir;
}

/** Signs in, does the work, signs out. Throws CommandFailure. */
export async function withPlatform<T>(
  options: PlatformOptions,
  work: (platform: PlatformClient) => Promise<T>,
): Promise<T> {
  const { url, token, login, password } = access(options);
  if (token !== null) return work(new PlatformClient(url, token));
  const guest = new PlatformClient(url, null);
  const session = await guest.post<{ token: string }>('/session', { login, password });
  const platform = new PlatformClient(url, session.token);
  try {
    return await work(platform);
  } finally {
    await platform.delete('/session').catch(() => undefined);
  }
}

interface Access {
  readonly url: string;
  /** Null: sign in with login and password. */
  readonly token: string | null;
  readonly login: string;
  readonly password: string;
}

/** The password of the data folder goes to the address in the same folder and nowhere else. */
function access(options: PlatformOptions): Access {
  const { OUTCRY_TOKEN: token = '', OUTCRY_PASSWORD: password = '' } = process.env;
  const folder = options.url === undefined ? dataFolder(options.dataDir) : null;
  const url = options.url === undefined ? endpointOf(folder as string) : checkedUrl(options.url);
  const { login } = options;
  if (login !== undefined) {
    if (password === '') throw unusable(`--login ${login} needs its password in the variable OUTCRY_PASSWORD`);
    return { url, token: null, login, password };
  }
  if (token !== '') return { url, token, login: '', password: '' };
  if (folder === null)
    throw unusable('--url needs to know who asks: give --login with OUTCRY_PASSWORD, or set OUTCRY_TOKEN');
  return { url, token: null, ...ownerOf(folder) };
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw unusable(`--url is "${text}", expected an address such as http://127.0.0.1:8080`);
  return url.href.replace(/\/+$/, '');
}

/** Where the platform of a data folder was told to be last; null: none was ever started there. */
export function platformUrl(folder: string): string | null {
  return readJson<Endpoints>(join(folder, ENDPOINTS_FILE))?.http?.url ?? null;
}

function endpointOf(folder: string): string {
  const url = platformUrl(folder);
  if (url !== null) return url;
  throw new CommandFailure(
    EXIT.unreachable,
    'unreachable',
    `no platform has been started on ${folder}: start one with \`outcry start\`, or name another with --data-dir or --url`,
  );
}

function ownerOf(folder: string): { login: string; password: string } {
  const owner = readJson<{ dashboard: DashboardCredentials }>(join(folder, CREDENTIALS_FILE))?.dashboard;
  if (owner?.login !== undefined && owner.password !== undefined) return owner;
  throw unusable(
    `${join(folder, CREDENTIALS_FILE)} cannot be read by this user: give --login with OUTCRY_PASSWORD, or set OUTCRY_TOKEN`,
  );
}

function readJson<T>(file: string): T | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return null;
  }
}

/** Speaks to the native API. Every method throws CommandFailure with the platform's own words. */
export class PlatformClient {
  readonly url: string;
  readonly token: string | null;

  constructor(url: string, token: string | null) {
    this.url = url;
    this.token = token;
  }

  get<T>(path: string): Promise<T> {
    return this.#call('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.#call('POST', path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.#call('PUT', path, body);
  }

  delete<T>(path: string): Promise<T> {
    return this.#call('DELETE', path);
  }

  /** Rows of a list, page after page, up to `max`. */
  async list<T>(path: string, query: Readonly<Record<string, string | undefined>> = {}, max = Infinity): Promise<T[]> {
    const rows: T[] = [];
    let cursor: string | null = null;
    do {
      const limit = String(Math.min(PAGE_ROWS, max - rows.length));
      const given = Object.entries({ ...query, limit, cursor: cursor ?? undefined });
      const search = new URLSearchParams(given.filter((pair): pair is [string, string] => pair[1] !== undefined));
      const page: Page<T> = await this.get(`${path}?${search}`);
      rows.push(...page.items);
      cursor = page.next;
    } while (cursor !== null && rows.length < max);
    return rows;
  }

  /** Address and headers of the stream. */
  get stream(): { readonly url: string; readonly headers: Record<string, string> } {
    return { url: `${this.url.replace(/^http/, 'ws')}${API}/stream`, headers: this.#headers() };
  }

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.url}${API}${path}`, {
        method,
        headers: { ...this.#headers(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (error) {
      throw unreachable(this.url, error);
    }
    const answer = parsed(text);
    if (answer === undefined) throw stranger(this.url, response.status);
    if (response.ok) return answer as T;
    const fault = (answer as Partial<ErrorBody>).error;
    if (fault === undefined) throw stranger(this.url, response.status);
    throw refused(fault.code, fault.message);
  }

  #headers(): Record<string, string> {
    return this.token === null ? {} : { authorization: `Bearer ${this.token}` };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function stranger(url: string, status: number): CommandFailure {
  return new CommandFailure(
    EXIT.unreachable,
    'unreachable',
    `what answers at ${url} is not an Outcry platform (status ${status}): check the address`,
  );
}
