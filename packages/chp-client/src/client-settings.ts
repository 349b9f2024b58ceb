import { type Given, isPlain } from './calls/arguments.ts';
import type { ConnectionOptions } from './settings.ts';
import type { Decimals } from './wire/decimals.ts';
import type { Mode } from './wire/requests.ts';

/** What must be told by name. */
export interface ChpClientOptions<D extends Decimals = 'number'> extends ConnectionOptions<D> {
  /** Access token of the server. */
  readonly token: string;
  /** 0 demo (default), 1 production; never sent. */
  readonly mode?: Mode | undefined;
  /** Whether to speak https; plain http by default. */
  readonly ssh?: boolean | undefined;
}

/** The constructor in one object. The documents also write `post` for `port`. */
export type ChpClientAddress<D extends Decimals = 'number'> = ChpClientOptions<D> & {
  readonly host: string;
  readonly login: string;
  readonly password: string;
} & ({ readonly port: number | string } | { readonly post: number | string });

/** A ChpClientAddress with everything filled in. */
export interface ClientSettings<D extends Decimals> extends ConnectionOptions<D> {
  readonly host: string;
  readonly port: number | string;
  readonly login: string;
  readonly password: string;
  readonly token: string;
  readonly mode: Mode;
  readonly ssh: boolean;
}

const PLACES = ['host', 'port', 'login', 'password'] as const;

/** Reads the arguments of the constructor. Throws TypeError for what is missing and for a token that is not told by name. */
export function clientSettings<D extends Decimals>(given: Given): ClientSettings<D> {
  const named = isPlain(given[0]) && given.length === 1 ? given[0] : byPlace(given);
  const settings = { mode: 0, ssh: false, ...named, port: named.port ?? named.post } as Record<string, unknown>;
  const missing = [...PLACES, 'token'].find((name) => settings[name] === undefined);
  if (missing !== undefined) throw new TypeError(`ChpClient: ${missing} is missing`);
  return settings as unknown as ClientSettings<D>;
}

function byPlace(given: Given): Record<string, unknown> {
  const options = given[PLACES.length];
  if (!isPlain(options) || given.length > PLACES.length + 1) {
    throw new TypeError('ChpClient takes host, port, login, password and an object of options: { token, mode }');
  }
  return { ...options, ...Object.fromEntries(PLACES.map((name, at) => [name, given[at]])) };
}
