import type { Connections } from 'outcry/native-api';
import type { Places } from './snippets/snippet.ts';

/** Ways in that programs have, in the order of the page. */
export const FACE_IDS = ['native', 'threecommas', 'tinvest', 'chp', 'ramm'] as const;
export type FaceId = (typeof FACE_IDS)[number];
/** Faces whose keys are made on this page. */
export type KeyedFace = Exclude<FaceId, 'ramm'>;

export function isKeyed(face: FaceId): face is KeyedFace {
  return face !== 'ramm';
}

/** An address of a face and what is found there. */
export interface Address {
  readonly kind: 'http' | 'stream' | 'docs' | 'own' | 'grpc' | 'webhook' | 'trading' | 'client';
  readonly text: string;
  readonly secure: boolean;
}

function urlOf({ items }: Connections, name: string): string | null {
  return items.find((each) => each.name === name)?.url ?? null;
}

/** `localhost:50051`, as clients of gRPC take it: some speak plaintext to that name alone. */
function grpcName({ items }: Connections): string | null {
  const grpc = items.find(({ name }) => name === 'grpc');
  if (grpc === undefined) return null;
  const { hostname } = new URL(grpc.url.replace(/^grpc/, 'http'));
  return `${hostname === '127.0.0.1' ? 'localhost' : hostname}:${grpc.port}`;
}

export function placesOf(connections: Connections): Places {
  return {
    http: urlOf(connections, 'http') ?? '',
    chp: urlOf(connections, 'chp'),
    grpc: grpcName(connections),
  };
}

/** Whether anything listens over TLS in this start. */
export function isSecure({ items }: Connections): boolean {
  return items.some(({ name }) => name === 'https');
}

/** Where a face is found, those over TLS after those without. */
export function addressesOf(face: FaceId, connections: Connections): readonly Address[] {
  const { chp } = placesOf(connections);
  const found: Address[] = [];
  for (const [name, secure] of [
    ['http', false],
    ['https', true],
  ] as const) {
    const url = urlOf(connections, name);
    if (url === null) continue;
    const socket = url.replace(/^http/, 'ws');
    const add = (kind: Address['kind'], text: string): void => void found.push({ kind, text, secure });
    if (face === 'native') {
      add('http', `${url}/api/v1`);
      add('stream', `${socket}/api/v1/stream`);
      if (!secure) add('docs', `${url}/api/docs`);
    } else if (face === 'threecommas') {
      add('http', `${url}/public/api`);
      add('stream', `${socket}/websocket`);
      add('webhook', `${url}/trade_signal/trading_view`);
    } else if (face === 'tinvest') {
      add('http', `${url}/rest`);
      const grpc = secure ? urlOf(connections, 'grpcTls')?.replace(/^grpc:\/\//, '') : grpcName(connections);
      if (grpc !== undefined && grpc !== null) add('grpc', grpc);
    } else if (face === 'chp') {
      if (!secure && chp !== null) add('own', chp);
      add('http', url);
    } else {
      add('http', `${url}/api/manager/v1`);
      add('trading', `${url}/api/trading/v1`);
      add('client', `${url}/api/client/v2`);
    }
  }
  return found;
}
