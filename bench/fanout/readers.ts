import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { FramedCounter } from '../framed-counter.ts';
import { lengthOf } from './frames.ts';

/**
 * A process of WebSocket readers that do nothing but count messages, so that a measurement sees the sender. Started with a
 * first message `Start`; then answers each `{ until }` once all readers together have counted that many messages.
 */
export interface Start {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  readonly readers: number;
  /** Sent by each reader once it is connected. */
  readonly messages: readonly string[];
}

export type ToReaders = Start | { readonly until: number } | { readonly sampled: true };
export type FromReaders =
  | { readonly connected: number }
  | { readonly reached: number }
  /** What the first reader has got since it was last asked, base64. */
  | { readonly counted: number; readonly sample: string };

let counted = 0;
let until = Number.POSITIVE_INFINITY;
let sample: Buffer[] = [];

function tell(message: FromReaders): void {
  process.send?.(message);
}

function count(frames: FramedCounter, bytes: Buffer, isFirst: boolean): void {
  counted += frames.add(bytes);
  if (isFirst && sample.length < 1_000) sample.push(Buffer.from(bytes));
  if (counted < until) return;
  until = Number.POSITIVE_INFINITY;
  tell({ reached: counted });
}

/** A short text frame of a client: masked with zeros. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126 ? [0x81, 0x80 | payload.length] : [0x81, 0xfe, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload]);
}

function open({ port, path, token, messages }: Start, isFirst: boolean): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const frames = new FramedCounter(lengthOf);
    socket.once('error', reject);
    socket.on('close', () => tell({ connected: -1 }));
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
    socket.once('data', (answer: Buffer) => {
      const head = answer.indexOf('\r\n\r\n') + 4;
      if (!answer.subarray(0, head).toString().includes(' 101 ')) return reject(new Error(answer.toString()));
      count(frames, answer.subarray(head), isFirst);
      socket.on('data', (bytes: Buffer) => count(frames, bytes, isFirst));
      for (const message of messages) socket.write(frame(message));
      resolve(socket);
    });
  });
}

async function connectAll(start: Start): Promise<void> {
  const sockets: Socket[] = [];
  while (sockets.length < start.readers) sockets.push(await open(start, sockets.length === 0));
  tell({ connected: sockets.length });
}

process.on('message', (message: ToReaders) => {
  if ('port' in message) {
    connectAll(message).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  } else if ('until' in message) {
    if (counted >= message.until) tell({ reached: counted });
    else until = message.until;
  } else {
    tell({ counted, sample: Buffer.concat(sample).toString('base64') });
    sample = [];
  }
});
process.on('disconnect', () => process.exit());
