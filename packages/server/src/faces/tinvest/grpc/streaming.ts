import { once } from 'node:events';
import { constants, type ServerHttp2Stream } from 'node:http2';
import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';
import type { Method } from '../contract.ts';
import type { Desk } from '../desk.ts';
import { asTInvestError } from '../errors.ts';
import { incomingOf, metadataOf, statusOf, tell } from './calls.ts';

type AnswerStream = ServerWritableStream<object, object>;
type BothWays = ServerDuplexStream<object, object>;

/** A method that answers with a stream, whoever sends the requests. */
export function streaming(desk: Desk, method: Method): (call: AnswerStream | BothWays) => void {
  return (call) => void pump(desk, method, call);
}

/** Sends what the handler has, as fast as the reader takes it; headers go with the first message or the error. */
async function pump(desk: Desk, method: Method, call: AnswerStream | BothWays): Promise<void> {
  const since = performance.now();
  const gone = new AbortController();
  call.once('cancelled', () => gone.abort());
  if (call.cancelled) gone.abort();
  const { signal } = gone;
  const request = 'request' in call ? call.request : requestsOf(call, signal);
  const incoming = { ...incomingOf(call), signal, counter: 'grpc', cut: cutting(call) } as const;
  const isOver = desk.connections.isOver(call.getPeer());
  const result = isOver ? desk.gate.turnAway(method) : desk.gate.stream(method, request, incoming);
  try {
    if ('error' in result) {
      tell(desk, method, result.error.status, result.headers, since);
      throw result.error;
    }
    let begun = false;
    for await (const message of result.messages) {
      if (!begun) call.sendMetadata(metadataOf(result.headers));
      begun = true;
      if (!call.write(message)) await once(call, 'drain', { signal });
    }
    const metadata = metadataOf(result.headers);
    call.sendMetadata(metadata);
    call.end(metadata);
  } catch (thrown) {
    const wasGone = signal.aborted;
    gone.abort();
    if (wasGone) return;
    const metadata = metadataOf(result.headers);
    call.sendMetadata(metadata);
    call.emit('error', statusOf(asTInvestError(thrown), metadata));
  }
}

/** What the client sends, until it has sent all or is gone. */
async function* requestsOf(call: BothWays, signal: AbortSignal): AsyncGenerator<object> {
  try {
    yield* call.iterator({ destroyOnReturn: false }) as AsyncIterable<object>;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/**
 * How a call is cut: an HTTP/2 stream that is open still after `withinMs` is reset, and its reader sees RESOURCE_EXHAUSTED.
 * The library itself can end no call whose reader takes nothing; the stream lies below its call.
 */
function cutting(call: AnswerStream | BothWays): (withinMs: number) => void {
  const { stream } = (call as unknown as { readonly call: { readonly stream: ServerHttp2Stream } }).call;
  return (withinMs) => {
    if (stream.closed) return;
    const timer = setTimeout(() => stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM), withinMs).unref();
    stream.once('close', () => clearTimeout(timer));
  };
}
