import { createServer, type Socket } from 'node:net';
import { Server, ServerCredentials, type ServerOptions } from '@grpc/grpc-js';
import type { Listener, TlsFiles } from '../../face.ts';
import { MAX_REQUEST_BYTES, METHODS, type Method } from '../contract.ts';
import type { Desk } from '../desk.ts';
import { bytesOf } from '../streams/written.ts';
import { streaming } from './streaming.ts';
import { unary } from './unary.ts';

/** Streams at a time on one connection. */
const MAX_CONCURRENT_STREAMS = 1_000;

/** A connection that is silent this long (ms) is asked whether anybody is there, and closed when no answer comes. */
const ASK_AFTER_MS = 60_000;
const ANSWER_WITHIN_MS = 20_000;

/** Calls that are being answered may end; after this (ms) they are cut off. */
const SHUTDOWN_MS = 500;

/** Connections that may wait to be accepted: clients come back all at once after a break. */
const BACKLOG = 4_096;

const OPTIONS: ServerOptions = {
  'grpc.max_concurrent_streams': MAX_CONCURRENT_STREAMS,
  'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
  'grpc.keepalive_time_ms': ASK_AFTER_MS,
  'grpc.keepalive_timeout_ms': ANSWER_WITHIN_MS,
  // counting every call for a service that nobody asks costs each of them
  'grpc.enable_channelz': 0,
};

/** Serves every method of the contract over gRPC; over TLS with a certificate. */
export function grpcListener(desk: Desk, tls: TlsFiles | null): Listener {
  const credentials = tls === null ? ServerCredentials.createInsecure() : new RenewableCredentials(tls);
  const server = new Server(OPTIONS);
  for (const method of METHODS) register(server, desk, method);
  const calls = server.createConnectionInjector(credentials);
  const sockets = new Set<Socket>();
  const door = createServer({ noDelay: true }, (socket) => {
    if (!desk.connections.admit(socket)) return;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    calls.injectConnection(socket);
  });
  return {
    listen: (host, port) =>
      new Promise((resolve, reject) => {
        door.once('error', reject);
        door.listen({ host, port, backlog: BACKLOG }, () => {
          door.off('error', reject);
          resolve((door.address() as { port: number }).port);
        });
      }),
    async close() {
      door.close();
      const ending = new Promise<unknown>((resolve) => server.tryShutdown(resolve));
      await Promise.race([ending, new Promise((resolve) => setTimeout(resolve, SHUTDOWN_MS).unref())]);
      server.forceShutdown();
      for (const socket of sockets) socket.destroy();
    },
    renew(files) {
      if (credentials instanceof RenewableCredentials) credentials.renew(files);
    },
  };
}

/** Credentials whose certificate may be another one for the connections to come. No client has to show one. */
class RenewableCredentials extends ServerCredentials {
  constructor(tls: TlsFiles) {
    super({ requestCert: false }, contextOf(tls));
  }

  renew(tls: TlsFiles): void {
    this.updateSecureContextOptions(contextOf(tls));
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

function contextOf({ cert, key }: TlsFiles): { cert: Buffer[]; key: Buffer[] } {
  return { cert: [cert], key: [key] };
}

function register(server: Server, desk: Desk, method: Method): void {
  const { path, requestStream, responseStream, requestType, responseType } = method;
  const serialize = (message: object): Buffer => bytesOf(responseType, message);
  const deserialize = (bytes: Buffer): object => requestType.decode(bytes);
  const [handler, kind] = responseStream
    ? ([streaming(desk, method), requestStream ? 'bidi' : 'serverStream'] as const)
    : ([unary(desk, method), 'unary'] as const);
  server.register(`/${path}`, handler as ReturnType<typeof unary>, serialize, deserialize, kind);
}
