import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { SigningKey } from '../../identity/index.ts';
import type { Face } from '../face.ts';
import { prepareAccess } from './access.ts';
import { deskOf } from './desk.ts';
import { asFault, Fault } from './errors.ts';
import { Gate } from './gate.ts';
import type { ThreeCommasParts } from './parts.ts';
import type { Route } from './route.ts';
import { ROUTES } from './routes/index.ts';
import { registerStream } from './stream/index.ts';
import { registerWebhook } from './webhook/index.ts';

/** Part of every address, and of what is signed. */
export const PREFIX = '/public/api';

/** Largest body of any call, bytes. */
export const BODY_LIMIT = 256 * 1024;

const CONTENT_TYPE = 'application/json; charset=utf-8';

/** Among them what pages of other origins may send: keys are no cookies, nobody sends them unknowingly. */
const EVERY_ANSWER = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'Signature, Apikey, Forced-Mode, Content-Type',
  'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE',
  'access-control-expose-headers': 'X-Request-Id, X-Runtime, Retry-After',
  'cache-control': 'no-store',
} as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    threeCommas?: Route;
  }
  interface FastifyRequest {
    signingKey: SigningKey | null;
  }
}

export const THREECOMMAS_FACE: Face = {
  name: 'threecommas',
  prepare: prepareAccess,
  http: threeCommasFace,
  greeting: ({ http }) => `3Commas API ${http.url}${PREFIX}`,
};

/** The 3Commas face: its calls, its WebSocket and its webhook. Register it on an application that may carry other faces and allows sockets. */
export async function threeCommasFace(app: FastifyInstance, parts: ThreeCommasParts): Promise<void> {
  const desk = deskOf(parts);
  const gate = new Gate(desk);
  const calls: FastifyPluginAsync = async (scope) => {
    scope.decorateRequest('signingKey', null);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler((error, request, reply) => answerFault(parts, error, request, reply));
    // by callback: a promise for each hook of each call costs more than what the hook does
    scope.addHook('onRequest', (request, reply, done) => {
      reply.headers(EVERY_ANSWER).header('x-request-id', request.id);
      gate.refuseBanned(request);
      const route = request.routeOptions.config.threeCommas;
      if (route !== undefined) request.signingKey = gate.enter(request, route);
      done();
    });
    scope.setNotFoundHandler((request, reply) => {
      if (request.method === 'OPTIONS') return reply.code(204).send();
      throw new Fault('notFound');
    });
    for (const route of ROUTES) addRoute(scope, route, gate);
  };
  await app.register(calls, { prefix: PREFIX });
  await registerStream(app, desk.stream, gate);
  await registerWebhook(app, desk, gate);
}

function addRoute(scope: FastifyInstance, route: Route, gate: Gate): void {
  const { method, path, empty = false } = route;
  scope.route({
    method,
    url: path,
    bodyLimit: BODY_LIMIT,
    config: { threeCommas: route },
    handler: async (request, reply) => {
      const text = await gate.answer(request, route, request.signingKey);
      if (empty) return reply.code(204).send();
      return send(reply, method === 'POST' ? 201 : 200, text);
    },
  });
}

function answerFault(
  parts: ThreeCommasParts,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const fault = asFault(error, request.id);
  if (fault.fault === 'unknown')
    parts.log.error({ err: error, requestId: request.id, face: 'threecommas' }, 'a 3Commas call failed');
  const { retryAfter } = fault.details;
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.max(1, retryAfter)));
  return send(reply, fault.status, JSON.stringify(fault.body));
}

function send(reply: FastifyReply, status: number, text: string): FastifyReply {
  const runtime = (reply.elapsedTime / 1_000).toFixed(6);
  return reply.code(status).header('content-type', CONTENT_TYPE).header('x-runtime', runtime).send(text);
}
