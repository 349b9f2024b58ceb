import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { type ConnectionOptions, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { Address } from './address.ts';
import { type Plaintext, plaintextAt } from './plaintext.ts';

/** A handshake that came to its end; nothing is said about trust yet. */
export interface Secure {
  readonly kind: 'secure';
  /** What the server presented, its own certificate first. */
  readonly chain: readonly X509Certificate[];
  readonly protocol: string;
  readonly cipher: string;
  /** Null: the server did not choose any. */
  readonly alpn: string | null;
  /** OpenSSL's verdict with what is trusted, names left aside; null: sound. */
  readonly verdict: string | null;
}

/** What was found at an address. */
export type Seen =
  | Secure
  | { readonly kind: 'unreachable'; readonly code: string; readonly message: string }
  | { readonly kind: 'plaintext'; readonly speaks: Plaintext; readonly message: string }
  | {
      readonly kind: 'handshake';
      readonly code: string;
      readonly message: string;
      /** What the server speaks when everything old is allowed; null: that fails as well. */
      readonly oldest: string | null;
    };

/** Certificates after which a chain is not followed any more. */
const LONGEST_CHAIN = 10;

/** Both that gRPC and HTTP clients offer. */
const OFFERED = ['h2', 'http/1.1'];
/** Everything that ever was. */
const ANYTHING: ConnectionOptions = { minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' };

/** OpenSSL's reason among its numbers, places and files. */
const OPENSSL_ERROR = /:SSL routines:[^:]*:([^:]+):/;

class ConnectFailure extends Error {
  readonly connected: boolean;
  readonly code: string;

  constructor(message: string, code: string, connected: boolean) {
    super(message);
    this.code = code;
    this.connected = connected;
  }
}

/** Connects as a client would, each step within `patienceMs`. Never throws for what the other side does. */
export async function look(address: Address, trusted: readonly string[], patienceMs: number): Promise<Seen> {
  try {
    // without anything trusted, node shows what was presented and adds nothing of its own
    const bare = await handshake(address, { ca: [] }, patienceMs, (socket) => ({
      chain: chainOf(socket.getPeerCertificate(true)),
      protocol: socket.getProtocol() ?? '',
      cipher: socket.getCipher().standardName,
      alpn: socket.alpnProtocol === false ? null : socket.alpnProtocol,
    }));
    const verdict = await handshake(address, { ca: [...trusted] }, patienceMs, ({ authorizationError }) =>
      (authorizationError as Error | string | null | undefined) ? String(authorizationError) : null,
    );
    return { kind: 'secure', ...bare, verdict };
  } catch (error) {
    if (!(error instanceof ConnectFailure)) throw error;
    const { code, message, connected } = error;
    if (!connected) return { kind: 'unreachable', code, message };
    const speaks = isAlert(code) ? null : await plaintextAt(address, patienceMs);
    if (speaks !== null) return { kind: 'plaintext', speaks, message };
    if (code === 'TIMEOUT') return { kind: 'handshake', code, message, oldest: null };
    const oldest = await handshake(
      address,
      { ca: [], ...ANYTHING },
      patienceMs,
      (socket) => `${socket.getProtocol()} ${socket.getCipher().standardName}`,
    ).catch(() => null);
    return { kind: 'handshake', code, message, oldest };
  }
}

/** The other side, or this one, understood the handshake and ended it. */
function isAlert(code: string): boolean {
  return /ALERT|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS|NO_SHARED|DH_KEY_TOO_SMALL/.test(code);
}

/** Opens a connection over TLS to the address, lets `use` do its work and closes it. Rejects with ConnectFailure. */
export function handshake<T>(
  { host, port, name }: Address,
  options: ConnectionOptions,
  patienceMs: number,
  use: (socket: TLSSocket) => T | Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let connected = false;
    const socket = connect({
      host,
      port,
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ALPNProtocols: OFFERED,
      rejectUnauthorized: false,
      // names are looked at apart from trust
      checkServerIdentity: () => undefined,
      ...options,
    });
    const fail = (message: string, code: string): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(new ConnectFailure(message, code, connected));
    };
    const timer = setTimeout(() => fail(`no answer within ${patienceMs / 1_000} s`, 'TIMEOUT'), patienceMs);
    socket.once('connect', () => {
      connected = true;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => fail(firstMessage(error), error.code ?? 'UNKNOWN'));
    socket.once('secureConnect', () => {
      Promise.resolve()
        .then(() => use(socket))
        .then(
          (value) => {
            clearTimeout(timer);
            socket.destroy();
            resolve(value);
          },
          (error: Error) => fail(error.message, 'UNKNOWN'),
        );
    });
  });
}

/** Several addresses of one host fail together; the first says enough. */
function firstMessage(error: Error & { errors?: readonly Error[] }): string {
  const message = (error.message === '' ? error.errors?.[0]?.message : error.message) ?? 'unknown';
  return OPENSSL_ERROR.exec(message)?.[1] ?? message.trim();
}

function chainOf(leaf: DetailedPeerCertificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let at: DetailedPeerCertificate | undefined = leaf; at?.raw !== undefined; at = at.issuerCertificate) {
    const certificate = new X509Certificate(at.raw);
    if (chain.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256)) break;
    if (chain.length === LONGEST_CHAIN) break;
    chain.push(certificate);
  }
  return chain;
}
