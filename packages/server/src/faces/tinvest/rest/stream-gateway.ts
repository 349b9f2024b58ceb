import { status as Status } from '@grpc/grpc-js';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { RawData, WebSocket } from 'ws';
import { METHODS, type Method } from '../contract.ts';
import type { Desk } from '../desk.ts';
import { asTInvestError, TInvestError, unreadable } from '../errors.ts';
import type { IncomingStream } from '../gate.ts';
import { Written } from '../streams/written.ts';
import { answerToJson, protoNames, requestFromJson } from '../wire/json.ts';

export const STREAM_PREFIX = '/ws';

/** The first frame must come within this time (ms). */
const FIRST_FRAME_MS = 10_000;

/** A socket with more than this unsent (bytes) is waited for. */
const MAX_UNSENT_BYTES = 64 * 1024;

/** Frames that are not carried out yet; the socket is not read meanwhile. */
const MAX_WAITING = 100;

/** A socket that does not answer the closing is cut after this (ms). */
const CLOSING_MS = 5_000;

/** Close codes are this and the gRPC status. */
const CLOSE_CODES = 4_000;

/** Every stream over WebSocket, as JSON text frames: the same handlers as over gRPC (`tinvest.md` 5). */
export async function streamGateway(app: FastifyInstance, desk: Desk): Promise<void> {
  const routes: FastifyPluginAsync = async (scope) => {
    const open = new Set<WebSocket>();
    scope.addHook('preClose', async () => {
      for (const socket of open) close(socket, 1001, 'the platform ends', 0);
    });
    for (const method of METHODS.filter(({ responseStream }) => responseStream)) {
      scope.route({
        method: 'GET',
        url: `/${method.path}`,
        handler: (_request, reply) =>
          reply.code(426).header('upgrade', 'websocket').send({
            code: Status.INVALID_ARGUMENT,
            message: 'this address is a WebSocket: connect with ws:// or wss://',
            description: '',
          }),
        wsHandler(socket, request) {
          open.add(socket);
          socket.once('close', () => open.delete(socket));
          socket.on('error', () => socket.terminate());
          void serve(desk, method, socket, request);
        },
      });
    }
  };
  await app.register(routes, { prefix: STREAM_PREFIX });
}

async function serve(desk: Desk, method: Method, socket: WebSocket, request: FastifyRequest): Promise<void> {
  const frames = new Frames(socket);
  const asked = read(frames, method);
  try {
    const first = method.requestStream ? asked : await firstOf(asked);
    if (first === null) return;
    const result = desk.gate.stream(method, first, incomingOf(socket, request));
    if ('error' in result) throw result.error;
    const protoNamed = socket.protocol === 'json-proto';
    for await (const message of result.messages) await send(socket, textOf(method, message, protoNamed));
    close(socket, 1000, '');
  } catch (thrown) {
    const { grpcStatus, code, message } = asTInvestError(thrown);
    await send(socket, JSON.stringify({ code: grpcStatus, message, description: code }));
    close(socket, CLOSE_CODES + grpcStatus, code);
  }
}

async function* read(frames: Frames, { requestType }: Method): AsyncGenerator<object> {
  for await (const text of frames) yield requestFromJson(requestType, text);
}

/** The one request of a stream that only the server goes on with; null: the client has gone. */
async function firstOf(asked: AsyncGenerator<object>): Promise<object | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const fail = () => reject(new TInvestError('', 'no request came', 'DEADLINE_EXCEEDED'));
    timer = setTimeout(fail, FIRST_FRAME_MS).unref();
  });
  try {
    const { done, value } = await Promise.race([asked.next(), late]);
    return done ? null : value;
  } finally {
    clearTimeout(timer);
  }
}

function incomingOf(socket: WebSocket, { headers, ip }: FastifyRequest): IncomingStream {
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  // browsers cannot set headers: their token is the second sub-protocol
  const [, token] = (headers['sec-websocket-protocol'] ?? '').split(',');
  return {
    authorization: headers.authorization ?? (token === undefined ? undefined : `Bearer ${token.trim()}`),
    authority: headers.host ?? '',
    address: ip,
    signal: gone.signal,
    counter: 'websocket',
    cut: (withinMs) => cut(socket, withinMs),
  };
}

/** Texts of messages that many sockets get, by spelling of their names. */
const TEXTS = { json: new WeakMap<Written, string>(), proto: new WeakMap<Written, string>() } as const;

function textOf({ responseType }: Method, message: object, protoNamed: boolean): string {
  const texts = protoNamed ? TEXTS.proto : TEXTS.json;
  const known = message instanceof Written ? texts.get(message) : undefined;
  if (known !== undefined) return known;
  const plain = message instanceof Written ? message.type.decode(message.bytes) : message;
  const json = answerToJson(responseType, plain);
  const text = JSON.stringify(protoNamed ? protoNames(json) : json);
  if (message instanceof Written) texts.set(message, text);
  return text;
}

/** Resolves when the socket can take more. */
function send(socket: WebSocket, text: string): Promise<void> | undefined {
  if (socket.bufferedAmount <= MAX_UNSENT_BYTES) {
    socket.send(text, ignore);
    return undefined;
  }
  return new Promise((resolve) => socket.send(text, () => resolve()));
}

/** Why nothing more can be sent is told by the socket's closing. */
function ignore(): void {}

function close(socket: WebSocket, code: number, reason: string, withinMs = CLOSING_MS): void {
  socket.close(code, reason);
  cut(socket, withinMs);
}

function cut(socket: WebSocket, withinMs: number): void {
  const timer = setTimeout(() => socket.terminate(), withinMs).unref();
  socket.once('close', () => clearTimeout(timer));
}

/** Text frames of a socket, until it closes. */
class Frames implements AsyncIterableIterator<string> {
  readonly #socket: WebSocket;
  readonly #waiting: string[] = [];
  #over = false;
  #error: TInvestError | null = null;
  #wake: () => void = () => undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (isBinary) this.#error = unreadable('send each request as JSON text');
      else this.#waiting.push(data.toString());
      if (this.#waiting.length >= MAX_WAITING) socket.pause();
      this.#wake();
    });
    socket.once('close', () => {
      this.#over = true;
      this.#wake();
    });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<string>> {
    for (;;) {
      const value = this.#waiting.shift();
      if (value !== undefined) {
        if (this.#waiting.length === 0) this.#socket.resume();
        return { value, done: false };
      }
      if (this.#error !== null) throw this.#error;
      if (this.#over) return { value: undefined, done: true };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
