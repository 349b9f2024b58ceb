import { constants, type ServerHttp2Stream } from 'node:http2';
import {
  ServerCredentials,
  ServerInterceptingCall,
  type ServerInterceptor,
  type ServerOptions,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import { type CallContext, createServer, type Server, ServerError } from 'nice-grpc';
import type { Listener, TlsFiles } from '../face.ts';
import { MAX_REQUEST_BYTES, METHODS, type Method, SERVICES, type ServiceName } from './contract.ts';
import type { Desk } from './desk.ts';
import { TInvestError } from './errors.ts';
import { type AnswerHeaders, type Incoming, isRefused, type Refused } from './gate.ts';
import { passingWritten, type WireType } from './streams/written.ts';

/** The host that a caller wanted reaches handlers under this key, whatever the caller sent under it. */
const AUTHORITY_KEY = 'x-outcry-authority';

/** The line of a streaming call is known under the value of this key. */
const LINE_KEY = 'x-outcry-line';

/** Streams at a time on one connection. */
const MAX_CONCURRENT_STREAMS = 1_000;

/** A connection that is silent this long (ms) is asked whether anybody is there, and closed when no answer comes. */
const ASK_AFTER_MS = 60_000;
const ANSWER_WITHIN_MS = 20_000;

/** Calls that are being answered may end; after this (ms) they are cut off. */
const SHUTDOWN_MS = 500;

/** Calls that take longer are told as warnings (ms). */
const SLOW_MS = 1_000;

/** Serves every method of the contract over gRPC; over TLS with a certificate. */
export function grpcListener(desk: Desk, tls: TlsFiles | null): Listener {
  let server: Server | null = null;
  const credentials = tls === null ? ServerCredentials.createInsecure() : new RenewableCredentials(tls);
  return {
    async listen(host, port) {
      server = serverOf(desk);
      try {
        return await server.listen(`${host.includes(':') ? `[${host}]` : host}:${port}`, credentials);
      } catch (error) {
        throw withCode(error as Error);
      }
    },
    async close() {
      const ending = server?.shutdown().catch(() => undefined);
      await Promise.race([ending, new Promise((resolve) => setTimeout(resolve, SHUTDOWN_MS).unref())]);
      server?.forceShutdown();
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

/** The library names what node refused in its sentence alone. */
function withCode(error: Error): Error {
  const code = /\b(EADDRINUSE|EACCES|EADDRNOTAVAIL|ENOTFOUND)\b/.exec(error.message)?.[1];
  return code === undefined ? error : Object.assign(error, { code });
}

/** Hands the wanted host over with the metadata, and streaming calls' lines. */
function handingOver(lines: Lines): ServerInterceptor {
  return ({ responseStream }, call) =>
    new ServerInterceptingCall(call, {
      start(next) {
        next({
          onReceiveMetadata(metadata, pass) {
            metadata.set(AUTHORITY_KEY, call.getHost());
            if (responseStream) metadata.set(LINE_KEY, lines.add(call as unknown as { stream: ServerHttp2Stream }));
            pass(metadata);
          },
        });
      },
    });
}

/** HTTP/2 streams of streaming calls that are open. The library itself can end no call whose reader takes nothing. */
class Lines {
  readonly #lines = new Map<string, ServerHttp2Stream>();
  #next = 0;

  add({ stream }: { readonly stream: ServerHttp2Stream }): string {
    const key = String(this.#next++);
    this.#lines.set(key, stream);
    stream.once('close', () => this.#lines.delete(key));
    return key;
  }

  /** A line that is open still after `withinMs` is cut; its reader sees RESOURCE_EXHAUSTED. */
  cut(key: string, withinMs: number): void {
    const line = this.#lines.get(key);
    if (line === undefined) return;
    const timer = setTimeout(() => line.close(constants.NGHTTP2_ENHANCE_YOUR_CALM), withinMs).unref();
    line.once('close', () => clearTimeout(timer));
  }
}

function serverOf(desk: Desk): Server {
  const lines = new Lines();
  const options: ServerOptions = {
    interceptors: [handingOver(lines)],
    'grpc.max_concurrent_streams': MAX_CONCURRENT_STREAMS,
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    'grpc.keepalive_time_ms': ASK_AFTER_MS,
    'grpc.keepalive_timeout_ms': ANSWER_WITHIN_MS,
  };
  const server = createServer(options as Parameters<typeof createServer>[0]);
  for (const service of Object.keys(SERVICES) as ServiceName[]) {
    const methods = METHODS.filter((method) => method.service === service);
    const implementation = Object.fromEntries(
      methods.map((method) => [
        method.key,
        method.responseStream ? streaming(desk, method, lines) : unary(desk, method),
      ]),
    );
    server.add(definitionOf(service), implementation as never);
  }
  return server;
}

/** The service with streams that take messages which have been written already. */
function definitionOf(service: ServiceName): ServiceDefinition {
  const definition = SERVICES[service] as unknown as { methods: Record<string, MethodTypes> };
  const methods = Object.entries(definition.methods).map(([key, method]) => [
    key,
    method.responseStream ? { ...method, responseType: passingWritten(method.responseType) } : method,
  ]);
  return { ...definition, methods: Object.fromEntries(methods) } as never;
}

interface MethodTypes {
  readonly responseStream: boolean;
  readonly responseType: WireType;
}

function unary(desk: Desk, method: Method) {
  return async (request: object, context: CallContext): Promise<object> => {
    const started = performance.now();
    const result = await desk.gate.answer(method, () => request, incomingOf(context));
    tell(desk, method, isRefused(result) ? result.error.status : 'OK', result.headers, performance.now() - started);
    setAll(context, result.headers);
    if (isRefused(result)) throw new ServerError(result.error.grpcStatus, result.error.code);
    return result.answer;
  };
}

function streaming(desk: Desk, method: Method, lines: Lines) {
  return async function* (request: object, context: CallContext): AsyncGenerator<object> {
    const started = performance.now();
    const line = context.metadata.get(LINE_KEY) ?? '';
    const cut = (withinMs: number): void => lines.cut(line, withinMs);
    const result = desk.gate.stream(method, request, { ...incomingOf(context), counter: 'grpc', cut });
    setAll(context, result.headers);
    if ('error' in result) {
      tell(desk, method, result.error.status, result.headers, performance.now() - started);
      throw refused(result);
    }
    try {
      yield* result.messages;
    } catch (error) {
      if (!(error instanceof TInvestError)) throw error;
      setAll(context, result.headers);
      throw refused({ headers: result.headers, error });
    }
  };
}

function refused({ error }: Refused): ServerError {
  return new ServerError(error.grpcStatus, error.code);
}

/** Initial metadata and trailers alike: clients read the one or the other (`tinvest.md` 3.4). */
function setAll({ header, trailer }: CallContext, headers: AnswerHeaders): void {
  for (const [key, value] of Object.entries(headers)) {
    header.set(key, value);
    trailer.set(key, value);
  }
}

function incomingOf({ metadata, peer, signal }: CallContext): Incoming {
  return {
    authorization: metadata.get('authorization'),
    authority: metadata.get(AUTHORITY_KEY) ?? '',
    address: peer.replace(/:\d+$/, ''),
    signal,
  };
}

function tell({ parts }: Desk, { path }: Method, status: string, headers: AnswerHeaders, ms: number): void {
  parts.calls.answered('tinvest', 'grpc', path, status, ms / 1_000);
  const slow = ms > SLOW_MS;
  const level = slow || status === 'UNAVAILABLE' ? 'warn' : 'debug';
  if (!parts.log.isLevelEnabled(level)) return;
  const about = { requestId: headers['x-tracking-id'], face: 'tinvest', method: 'grpc', route: path, status };
  parts.log[level]({ ...about, ms: Math.round(ms * 1_000) / 1_000 }, slow ? 'a slow call' : 'call');
}
