import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as it arrived. */
export interface Arrived {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever has been sent
  readonly body: any;
}

/** What the stub does with a request: a reply (written as JSON), its text, or what the function does to the connection. */
export type Answering = (request: Arrived) => unknown;

export class Raw {
  readonly write: (response: ServerResponse, socket: Socket) => void;

  constructor(write: (response: ServerResponse, socket: Socket) => void) {
    this.write = write;
  }
}

/** A body as it is, whatever it is. */
export function text(content: string | Buffer, status = 200, type = 'application/json; charset=utf-8'): Raw {
  return new Raw((response) => response.writeHead(status, { 'content-type': type }).end(content));
}

/** The connection breaks before any part of an answer. */
export const RESET = new Raw((_, socket) => socket.resetAndDestroy());

/** Nothing ever comes. */
export const SILENCE = new Raw(() => undefined);

export function ok(method: string, data: unknown): object {
  return { method, result: true, data };
}

export interface Stub {
  readonly port: number;
  readonly requests: Arrived[];
  /** Paths of the requests, in order. */
  readonly paths: () => string[];
  answer: Answering;
  close(): Promise<void>;
}

/** A server on a free port that answers as told and remembers what it was asked. */
export async function startStub(answer: Answering = () => ok('Any', [])): Promise<Stub> {
  const requests: Arrived[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const content = Buffer.concat(parts).toString();
      const { url = '', method = '', headers } = request;
      const arrived = { path: url, method, headers, text: content, body: JSON.parse(content || 'null') };
      requests.push(arrived);
      const given = stub.answer(arrived);
      if (given instanceof Raw) given.write(response, request.socket);
      else text(JSON.stringify(given)).write(response, request.socket);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stub: Stub = {
    port: (server.address() as AddressInfo).port,
    requests,
    paths: () => requests.map(({ path }) => path),
    answer,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return stub;
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const stub = await startStub();
  await stub.close();
  return stub.port;
}
