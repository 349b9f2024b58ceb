import { randomUUID } from 'node:crypto';
import { contourOf, identify, type TInvestCaller } from './auth.ts';
import {
  type AllHandlers,
  type AnyStream,
  type AnyUnary,
  handlerOf,
  type StreamCall,
  type TInvestCall,
} from './call.ts';
import type { Method } from './contract.ts';
import { asTInvestError, TInvestError } from './errors.ts';
import { type FaultyAccounts, unavailable } from './faults.ts';
import { ADDRESS_LIMIT, type LimitGroup, type Limits, limitOf, usageHeaders } from './limits.ts';
import type { TInvestParts } from './parts.ts';

/** A call as it arrives over gRPC or HTTP. */
export interface Incoming {
  /** The header `authorization`. */
  readonly authorization: string | undefined;
  /** The host that the caller wanted. */
  readonly authority: string;
  /** Where it comes from, without a port. */
  readonly address: string;
}

/** A call that wants a stream; those over WebSocket are counted for themselves. */
export type IncomingStream = Incoming & Pick<StreamCall, 'cut' | 'signal'> & { readonly counter: 'grpc' | 'websocket' };

/** Metadata that goes with an answer: lower-case keys, ASCII values. */
export type AnswerHeaders = Readonly<Record<string, string>>;

export interface Answered {
  readonly headers: AnswerHeaders;
  readonly answer: object;
}

export interface Refused {
  readonly headers: AnswerHeaders;
  readonly error: TInvestError;
}

export function isRefused(result: Answered | Refused): result is Refused {
  return 'error' in result;
}

/** A reader may take this long (ms) to hear how its stream ended. */
const LAST_WORD_MS = 5_000;

/** A stream that has been let in; `messages` throws TInvestError. */
export interface Streaming {
  readonly headers: AnswerHeaders;
  readonly messages: AsyncIterable<object>;
}

/**
 * The one way in, for every transport: token, limits, rights, then the handler. A method is closed until its handler
 * stands in the table with the right it needs.
 */
export class Gate {
  readonly #parts: Pick<TInvestParts, 'identity' | 'log' | 'streamMetrics'>;
  readonly #handlers: AllHandlers;
  readonly #limits: Limits;
  readonly #faulty: FaultyAccounts;
  /** Ends of the open streams by their tokens' hashes. */
  readonly #streams = new Map<string, Set<() => void>>();

  constructor(
    parts: Pick<TInvestParts, 'identity' | 'log' | 'streamMetrics'>,
    handlers: AllHandlers,
    limits: Limits,
    faulty: FaultyAccounts,
  ) {
    this.#parts = parts;
    this.#handlers = handlers;
    this.#limits = limits;
    this.#faulty = faulty;
    parts.identity.onEnd((secretHash) => {
      for (const end of this.#streams.get(secretHash) ?? []) end();
    });
  }

  /** Carries out a unary call. `request` is read once the caller is known; it may throw TInvestError. */
  async answer(method: Method, request: () => object, incoming: Incoming): Promise<Answered | Refused> {
    const headers = newHeaders();
    try {
      const { call, handler } = this.#admit<AnyUnary>(method, incoming, headers);
      const asked = request();
      this.#faulty.strike(call, asked);
      return { headers, answer: await handler.answer(call, asked) };
    } catch (thrown) {
      return this.#refuse(thrown, method, headers);
    }
  }

  /** Opens a stream. Its end, whoever wanted it, gives its place back. */
  stream(method: Method, request: object | AsyncIterable<object>, incoming: IncomingStream): Streaming | Refused {
    const headers = newHeaders();
    try {
      const { call, handler } = this.#admit<AnyStream>(method, incoming, headers);
      const release = this.#limits.openStream(call.person.id, method.path, incoming.counter);
      const asked = method.requestStream ? this.#heard(request as AsyncIterable<object>) : request;
      const open = (signal: AbortSignal) => handler.stream({ ...call, signal, cut: incoming.cut }, asked);
      const most = this.#faulty.messagesOf(call, asked);
      return { headers, messages: this.#messages(method, call, open, headers, release, incoming, most) };
    } catch (thrown) {
      return this.#refuse(thrown, method, headers);
    }
  }

  /** What calls of a connection get that is one too many. */
  turnAway(method: Method): Refused {
    return this.#refuse(new TInvestError('80001'), method, newHeaders());
  }

  #admit<H extends AnyUnary | AnyStream>(
    method: Method,
    incoming: Incoming,
    headers: Record<string, string>,
  ): { call: TInvestCall; handler: H } {
    this.#count(incoming.address, ADDRESS_LIMIT, headers);
    const caller = identify(this.#parts.identity, incoming.authorization);
    const group = limitOf(method);
    if (group !== undefined) this.#count(caller.person.id, group, headers);
    const handler = handlerOf(this.#handlers, method) as H | undefined;
    if (handler === undefined) throw new TInvestError('12001');
    if (!caller.rights.has(handler.right)) throw new TInvestError('40002');
    return { call: this.#callOf(caller, incoming, headers), handler };
  }

  #callOf({ person, token }: TInvestCaller, incoming: Incoming, headers: AnswerHeaders): TInvestCall {
    return {
      person,
      token,
      contour: contourOf(token, incoming.authority),
      trackingId: headers[TRACKING_ID] ?? '',
      used: (account) => this.#parts.identity.useSandbox(account),
    };
  }

  #count(who: number | string, group: LimitGroup, headers: Record<string, string>): void {
    const usage = this.#limits.take(who, group);
    Object.assign(headers, usageHeaders(usage));
    if (usage.refused) throw new TInvestError('80002');
  }

  async *#messages(
    method: Method,
    { token }: TInvestCall,
    open: (signal: AbortSignal) => AsyncIterable<object>,
    headers: Record<string, string>,
    release: () => void,
    { signal, cut }: IncomingStream,
    most: number,
  ): AsyncGenerator<object> {
    const { streamMetrics } = this.#parts;
    const ending = new AbortController();
    const gone = (): void => ending.abort();
    const revoked = (): void => ending.abort(REVOKED);
    if (signal.aborted) gone();
    signal.addEventListener('abort', gone, { once: true });
    const streams = this.#streamsOf(token.secretHash);
    streams.add(revoked);
    streamMetrics.connections++;
    let told = 0;
    try {
      for await (const message of open(ending.signal)) {
        streamMetrics.sent++;
        yield message;
        told++;
        if (told >= most) throw unavailable();
      }
      if (ending.signal.reason === REVOKED) throw new TInvestError('40003');
    } catch (thrown) {
      throw this.#refuse(thrown, method, headers).error;
    } finally {
      streamMetrics.connections--;
      signal.removeEventListener('abort', gone);
      streams.delete(revoked);
      if (streams.size === 0 && this.#streams.get(token.secretHash) === streams) this.#streams.delete(token.secretHash);
      release();
      cut(LAST_WORD_MS);
    }
  }

  #streamsOf(secretHash: string): Set<() => void> {
    const known = this.#streams.get(secretHash) ?? new Set();
    this.#streams.set(secretHash, known);
    return known;
  }

  async *#heard(requests: AsyncIterable<object>): AsyncGenerator<object> {
    for await (const request of requests) {
      this.#parts.streamMetrics.received++;
      yield request;
    }
  }

  #refuse(thrown: unknown, { path }: Method, headers: Record<string, string>): Refused {
    const error = asTInvestError(thrown);
    if (error.code === '70001') {
      const requestId = headers[TRACKING_ID];
      this.#parts.log.error({ err: thrown, requestId, face: 'tinvest', route: path }, 'a T-Invest call failed');
    }
    headers.message = error.message;
    return { headers, error };
  }
}

/** Why a stream ended whose token was ended. */
const REVOKED = Symbol('revoked');

const TRACKING_ID = 'x-tracking-id';

function newHeaders(): Record<string, string> {
  return { [TRACKING_ID]: randomUUID().replaceAll('-', '') };
}
