import { randomUUID } from 'node:crypto';
import { type ClientHttp2Session, connect } from 'node:http2';

/** What the bench's other process is asked for. */
export interface LoadOrder {
  readonly port: number;
  readonly path: string;
  readonly token: string;
  readonly ms: number;
  /** The request, base64. */
  readonly request: string;
  /** Where 36 bytes of it are a key that no other call has; null: all calls are alike. */
  readonly keyAt: number | null;
}

export interface LoadAnswer {
  readonly perSecond: number;
  /** Latencies of single calls in ms. */
  readonly latencies: readonly number[];
  /** How the first call that was refused was refused. */
  readonly refused: string | null;
}

const CONNECTIONS = 4;
const CALLS_EACH = 16;

/** A message with the five bytes that go before it. */
function framed(message: Buffer): Buffer {
  const frame = Buffer.alloc(message.length + 5);
  frame.writeUInt32BE(message.length, 1);
  message.copy(frame, 5);
  return frame;
}

/** One call; resolves with its status. */
function call(session: ClientHttp2Session, { path, token }: LoadOrder, body: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
      authorization: `Bearer ${token}`,
    });
    let status = 'none';
    stream.on('trailers', (trailers) => {
      status = `${trailers['grpc-status']} ${trailers['grpc-message'] ?? ''}`.trim();
    });
    stream.on('error', reject);
    stream.on('close', () => resolve(status));
    stream.resume();
    stream.end(body);
  });
}

async function callRepeatedly(order: LoadOrder): Promise<LoadAnswer> {
  const message = framed(Buffer.from(order.request, 'base64'));
  const sessions = Array.from({ length: CONNECTIONS }, () => connect(`http://127.0.0.1:${order.port}`));
  const latencies: number[] = [];
  let refused: string | null = null;
  const begun = performance.now();
  const caller = async (session: ClientHttp2Session): Promise<void> => {
    while (performance.now() - begun < order.ms && refused === null) {
      const started = performance.now();
      const body = order.keyAt === null ? message : Buffer.from(message);
      if (order.keyAt !== null) body.write(randomUUID(), order.keyAt + 5, 'latin1');
      const status = await call(session, order, body);
      latencies.push(performance.now() - started);
      if (!/^0\b/.test(status)) refused = status;
    }
  };
  await Promise.all(sessions.flatMap((session) => Array.from({ length: CALLS_EACH }, () => caller(session))));
  const seconds = (performance.now() - begun) / 1_000;
  for (const session of sessions) session.close();
  return { perSecond: latencies.length / seconds, latencies, refused };
}

process.on('message', (order: LoadOrder) => {
  callRepeatedly(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
