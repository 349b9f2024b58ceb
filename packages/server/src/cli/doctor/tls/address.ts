import { hostName } from '../../../certificates/index.ts';
import { unusable } from '../../failure.ts';

/** Where to look, and under which name a client would ask for it. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** What the certificate must name. */
  readonly name: string;
}

const URL_FORM = /^[a-z][a-z0-9+.-]*:\/\//i;
const PAIR = /^(\[[^\]]+\]|[^:/\s]+):(\d{1,5})$/;
const HTTPS_PORT = 443;

/** `localhost:50052`, `[::1]:50052` or a URL. Throws CommandFailure. */
export function addressOf(text: string, asked: string | undefined): Address {
  const [host, port] = URL_FORM.test(text) ? partsOfUrl(text) : partsOfPair(text);
  const bare = hostName(host);
  if (bare === null || bare.startsWith('*') || port < 1 || port > 65_535) refuse(text);
  const name = asked === undefined ? bare : hostName(asked);
  if (name === null) throw unusable(`--name is "${asked}", expected a host name or an address without port`);
  return { host: bare, port, name };
}

/** As it is written with a port. */
export function shownAddress({ host, port }: Address): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function partsOfUrl(text: string): [string, number] {
  if (!URL.canParse(text)) refuse(text);
  const { hostname, port, protocol } = new URL(text.replace(/^grpcs?:/i, 'https:'));
  if (protocol === 'http:' && port === '') refuse(text);
  return [hostname, port === '' ? HTTPS_PORT : Number(port)];
}

function partsOfPair(text: string): [string, number] {
  const pair = PAIR.exec(text);
  if (pair === null) refuse(text);
  return [pair[1] ?? '', Number(pair[2])];
}

function refuse(text: string): never {
  throw unusable(`the address is "${text}", expected <host>:<port> (localhost:50052, [::1]:8443) or https://<host>`);
}
