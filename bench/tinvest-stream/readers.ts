import { connect } from 'node:http2';
import type { FromReaders, ToReaders } from '../fanout/readers.ts';
import { FramedCounter } from '../framed-counter.ts';
import { lengthOf } from './messages.ts';

/**
 * A process of gRPC readers that count messages and note when each came, each reader with a connection of its own. Answers
 * like the readers of `fanout`.
 */
export interface Start {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  readonly readers: number;
  /** The request of each reader, base64. */
  readonly request: string;
}

/** When each message that came since it was last asked has come, ns of the system's monotonic clock, as text. */
export type Arrivals = { readonly arrivals: readonly string[] };

let counted = 0;
let until = Number.POSITIVE_INFINITY;
let sample: Buffer[] = [];
let arrivals: bigint[] = [];

function tell(message: FromReaders | Arrivals): void {
  process.send?.(message);
}

function count(messages: FramedCounter, bytes: Buffer, isFirst: boolean): void {
  const ended = messages.add(bytes);
  counted += ended;
  if (isFirst && sample.length < 1_000) sample.push(bytes);
  if (arrivals.length < 100_000) {
    const now = process.hrtime.bigint();
    for (let index = 0; index < ended; index++) arrivals.push(now);
  }
  if (counted < until) return;
  until = Number.POSITIVE_INFINITY;
  tell({ reached: counted });
}

/** Resolves with the first message. */
function open({ port, path, token, request }: Start, isFirst: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const session = connect(`http://127.0.0.1:${port}`);
    session.once('error', reject);
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
      authorization: `Bearer ${token}`,
    });
    const messages = new FramedCounter(lengthOf);
    stream.once('error', reject);
    stream.on('close', () => tell({ connected: -1 }));
    stream.once('data', () => resolve());
    stream.on('data', (bytes: Buffer) => count(messages, bytes, isFirst));
    const body = Buffer.from(request, 'base64');
    const head = Buffer.alloc(5);
    head.writeUInt32BE(body.length, 1);
    stream.end(Buffer.concat([head, body]));
  });
}

async function connectAll(start: Start): Promise<void> {
  for (let reader = 0; reader < start.readers; reader++) await open(start, reader === 0);
  tell({ connected: start.readers });
}

process.on('message', (message: Start | ToReaders | { readonly arrived: true }) => {
  if ('path' in message && 'request' in message) {
    connectAll(message).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  } else if ('until' in message) {
    if (counted >= message.until) tell({ reached: counted });
    else until = message.until;
  } else if ('arrived' in message) {
    tell({ arrivals: arrivals.map(String) });
    arrivals = [];
  } else {
    tell({ counted, sample: Buffer.concat(sample).toString('base64') });
    sample = [];
  }
});
process.on('disconnect', () => process.exit());
