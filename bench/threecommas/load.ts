import { createHmac } from 'node:crypto';
import { callRepeatedly } from './call.ts';

/** What the bench's other process is asked for. */
export interface LoadOrder {
  readonly port: number;
  readonly ms: number;
  readonly method: 'GET' | 'POST';
  /** Paths of the connections in turn; each of them sends one request again and again. */
  readonly paths: readonly string[];
  /** Bodies that a connection sends in turn. */
  readonly bodies: readonly string[];
  readonly apiKey: string;
  readonly secret: string;
}

export interface LoadAnswer {
  readonly perSecond: number;
  readonly calls: number;
  /** Latencies of single calls in ms. */
  readonly latencies: readonly number[];
}

const CONNECTIONS = 64;

function requestText({ method, apiKey, secret }: LoadOrder, path: string, body: string): string {
  const signature = createHmac('sha256', secret)
    .update(`${path.includes('?') ? path : `${path}?`}${body}`)
    .digest('hex');
  const type = 'content-type: application/x-www-form-urlencoded';
  const about = body === '' ? '' : `${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nhost: bench\r\nAPIKEY: ${apiKey}\r\nSignature: ${signature}\r\n${about}\r\n${body}`;
}

async function load(order: LoadOrder): Promise<LoadAnswer> {
  const { port, ms, paths, bodies } = order;
  const begun = performance.now();
  const answers = await Promise.all(
    Array.from({ length: CONNECTIONS }, (_, n) => {
      const path = paths[n % paths.length] as string;
      return callRepeatedly(
        port,
        bodies.map((body) => requestText(order, path, body)),
        ms,
      );
    }),
  );
  const latencies = answers.flat();
  const seconds = (performance.now() - begun) / 1_000;
  return { perSecond: latencies.length / seconds, calls: latencies.length, latencies };
}

process.on('message', (order: LoadOrder) => {
  load(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
