import type { BrokerToken, Person, Right } from '../../identity/index.ts';
import type { Method, ServiceName, Services } from './contract.ts';
import type { Written } from './streams/written.ts';

/** Which accounts a call works on: production-like ones, or those of the sandbox (`tinvest.md` 16). */
export type Contour = 'production' | 'sandbox';

/** One call that has been let in. */
export interface TInvestCall {
  readonly person: Person;
  readonly token: BrokerToken;
  readonly contour: Contour;
  /** 32 hex digits, told to the caller in metadata and, where the contract has a field for it, in the answer. */
  readonly trackingId: string;
  /** Told of each sandbox account that the call names. */
  readonly used: (account: number) => void;
}

/** A call that is answered with a stream. */
export interface StreamCall extends TInvestCall {
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
  /** Cuts the line when the reader has not heard the stream's end within this time (ms). */
  readonly cut: (withinMs: number) => void;
}

/** The same call on sandbox accounts: SandboxService works on them whatever the contour. */
export function inSandbox(call: TInvestCall): TInvestCall {
  return call.contour === 'sandbox' ? call : { ...call, contour: 'sandbox' };
}

/** A method that answers once. Throws TInvestError. */
export interface UnaryHandler<Q, A> {
  /** What the token's bearer must be allowed to do. */
  readonly right: Right;
  readonly answer: (call: TInvestCall, request: Q) => Promise<A> | A;
}

/**
 * A method that answers with a stream; it ends when the iterable does, and when the caller has gone (`call.signal`).
 * Throws TInvestError. What waits for a reader is bounded by an Outbox.
 */
export interface StreamHandler<Q, A> {
  readonly right: Right;
  readonly stream: (call: StreamCall, request: Q) => AsyncIterable<A | Written>;
}

/** A message of the contract as a handler gets it, and an answer as it may give it: what is left out has its default. */
type RequestOf<M> = M extends { requestType: { decode(...given: never[]): infer Q } } ? Q : never;
type AnswerOf<M> = M extends { responseType: { fromPartial(object: infer A): unknown } } ? A : never;

type HandlerOf<M> = M extends { requestStream: true }
  ? StreamHandler<AsyncIterable<RequestOf<M>>, AnswerOf<M>>
  : M extends { responseStream: true }
    ? StreamHandler<RequestOf<M>, AnswerOf<M>>
    : UnaryHandler<RequestOf<M>, AnswerOf<M>>;

/** What a service does, by the definitions' names of its methods. A method that is not here answers 12001. */
export type ServiceHandlers<S extends ServiceName> = {
  readonly [M in keyof Services[S]['methods']]?: HandlerOf<Services[S]['methods'][M]>;
};

export type AllHandlers = { readonly [S in ServiceName]?: ServiceHandlers<S> };

export type AnyUnary = UnaryHandler<object, object>;
export type AnyStream = StreamHandler<object | AsyncIterable<object>, object>;

/** The handler of a method; undefined: there is none. */
export function handlerOf(handlers: AllHandlers, { service, key }: Method): AnyUnary | AnyStream | undefined {
  return (handlers[service] as Readonly<Record<string, AnyUnary | AnyStream>> | undefined)?.[key];
}
