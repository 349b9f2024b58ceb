import { createHmac } from 'node:crypto';
import { callRepeatedly } from './call.ts';

/** A call by its path and body. */
export interface Sent {
  readonly path: string;
  readonly body: string;
}

/** What the bench's other process is asked for. */
export interface LoadOrder {
  readonly port: number;
  readonly ms: number;
  /** Calls of each connection that are made however long they take. */
  readonly least: number;
  readonly method: 'GET' | 'POST';
  /** Each connection has one of these lists and sends its calls in turn, again and again. */
  readonly lists: readonly (readonly Sent[])[];
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

function requestText({ method, apiKey, secret }: LoadOrder, { path, body }: Sent): string {
  const signature = createHmac('sha256', secret)
    .update(`${path.includes('?') ? path : `${path}?`}${body}`)
    .digest('hex');
  const type = 'content-type: application/x-www-form-urlencoded';
  const about = body === '' ? '' : `${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nhost: bench\r\nAPIKEY: ${apiKey}\r\nSignature: ${signature}\r\n${about}\r\n${body}`;
}

async function load(order: LoadOrder): Promise<LoadAnswer> {
  const { port, lists } = order;
  const begun = performance.now();
  const answers = await Promise.all(
    Array.from({ length: CONNECTIONS }, (_, n) => {
      const list = lists[n % lists.length] as readonly Sent[];
      return callRepeatedly(
        port,
        list.map((sent) => requestText(order, sent)),
        order,
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
