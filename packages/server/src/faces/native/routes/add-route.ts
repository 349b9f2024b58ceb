import type { Static, TObject, TSchema } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Caller } from '../../../identity/index.ts';
import { callerOf, type RouteRight } from '../auth.ts';
import { ErrorBody, strict } from '../wire/primitives.ts';

/** Largest body of any method, bytes. */
export const BODY_LIMIT = 64 * 1024;

/** The chapters of the documentation. */
export type RouteTag =
  | 'session'
  | 'keys'
  | 'instruments'
  | 'market'
  | 'accounts'
  | 'orders'
  | 'bots'
  | 'deals'
  | 'smart-trades'
  | 'grid-bots'
  | 'histories'
  | 'feed'
  | 'copy-trading'
  | 'system';

/** One call, checked: what came in has the types that the route's schemas say. */
export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Throws ApiError on routes that anyone may call. */
  readonly caller: Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A method of the API. */
export interface Route<P extends TObject, Q extends TObject, B extends TSchema, A extends TSchema> {
  readonly method: HTTPMethods;
  readonly url: string;
  /** Without one a route cannot be registered. */
  readonly right: RouteRight;
  readonly tag: RouteTag;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** A call without a body is one with an empty object. */
  readonly mayBeEmpty?: true;
  readonly answer: A;
  /** The answer when something new came into being: 201, next to the 200 of a repetition. */
  readonly creates?: true;
  readonly handle: (call: Call<Static<P>, Static<Q>, Static<B>>) => Promise<Static<A>> | Static<A>;
}

/** Registers a method with its right, its checks and its documentation. */
export function addRoute<
  P extends TObject = TObject<Record<never, never>>,
  Q extends TObject = TObject<Record<never, never>>,
  B extends TSchema = TSchema,
  A extends TSchema = TSchema,
>(app: FastifyInstance, route: Route<P, Q, B, A>): void {
  const { method, url, right, tag, summary, description, params, query, body, answer } = route;
  app.route({
    method,
    url,
    bodyLimit: BODY_LIMIT,
    config: { right },
    ...(route.mayBeEmpty ? { preValidation: fillBody } : {}),
    schema: {
      tags: [tag],
      summary,
      description: [description, `Right: \`${right}\``].filter((part) => part !== undefined).join('\n\n'),
      ...(right === 'anyone' ? { security: [] } : {}),
      ...(params === undefined ? {} : { params }),
      querystring: query ?? NO_QUERY,
      ...(body === undefined ? {} : { body }),
      response: { ...(route.creates ? { 201: answer, 200: answer } : { 200: answer }), default: ErrorBody },
    },
    handler: async (request, reply) => {
      const call: Call<Static<P>, Static<Q>, Static<B>> = {
        params: request.params as Static<P>,
        query: request.query as Static<Q>,
        body: request.body as Static<B>,
        get caller() {
          return callerOf(request);
        },
        request,
        reply,
      };
      return route.handle(call);
    },
  });
}

async function fillBody(request: FastifyRequest): Promise<void> {
  request.body ??= {};
}

/** Routes without a query refuse one, so that a misspelled filter is not silently ignored. */
const NO_QUERY = strict({});

/** Refuses every route that does not name who may call it. */
export function demandRights(app: FastifyInstance): void {
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.right === undefined) throw new Error(`route ${String(method)} ${url} names no right`);
  });
}
