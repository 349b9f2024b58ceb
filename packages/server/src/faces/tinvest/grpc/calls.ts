import { Metadata, type ServerUnaryCall, type ServerWritableStream } from '@grpc/grpc-js';
import type { Method } from '../contract.ts';
import type { Desk } from '../desk.ts';
import type { TInvestError } from '../errors.ts';
import type { AnswerHeaders, Incoming } from '../gate.ts';

/** What every kind of call has. */
export type AnyCall = Pick<
  ServerUnaryCall<object, object> | ServerWritableStream<object, object>,
  'metadata' | 'getPeer' | 'getHost'
>;

/** Calls that take longer are told as warnings (ms). */
const SLOW_MS = 1_000;

export function incomingOf(call: AnyCall): Incoming {
  const [authorization] = call.metadata.get('authorization');
  const peer = call.getPeer();
  const port = peer.lastIndexOf(':');
  return {
    authorization: typeof authorization === 'string' ? authorization : undefined,
    authority: call.getHost(),
    address: port < 0 ? peer : peer.slice(0, port),
  };
}

/** Metadata of an answer. Those of an error are initial ones and trailers alike: clients read the one or the other (3.4). */
export function metadataOf(headers: AnswerHeaders): Metadata {
  const metadata = new Metadata();
  for (const key in headers) metadata.set(key, headers[key] as string);
  return metadata;
}

/** An error as the library takes it; the code of the catalogue is its details. */
export function statusOf(error: TInvestError, metadata: Metadata) {
  return { name: error.name, message: error.message, code: error.grpcStatus, details: error.code, metadata };
}

/** Measures a call and tells the log of it; `since` is when it came. */
export function tell({ parts }: Desk, { path }: Method, status: string, headers: AnswerHeaders, since: number): void {
  const ms = performance.now() - since;
  parts.calls.answered('tinvest', 'grpc', path, status, ms / 1_000);
  const slow = ms > SLOW_MS;
  const level = slow || status === 'UNAVAILABLE' ? 'warn' : 'debug';
  if (!parts.log.isLevelEnabled(level)) return;
  const about = { requestId: headers['x-tracking-id'], face: 'tinvest', method: 'grpc', route: path, status };
  parts.log[level]({ ...about, ms: Math.round(ms * 1_000) / 1_000 }, slow ? 'a slow call' : 'call');
}
