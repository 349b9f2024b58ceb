import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { TURN_HEADER } from '../faces/face.ts';
import type { CallMetrics } from '../metrics/index.ts';

/** Calls that take longer are told as warnings (ms). */
const SLOW_MS = 1_000;
/** Statuses by which faces say that too much waits already. */
const OVERLOAD: ReadonlySet<number> = new Set([503, 504]);
/** What a caller may name its own request: short and plain. */
const PLAIN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The face that a route belongs to. */
    face?: string;
  }
}

/** The caller's `x-request-id` when it is short and plain, else a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && PLAIN_ID.test(given) ? given : randomBytes(8).toString('hex');
}

/** Marks every route that is registered on the scope as one of the face. */
export function markRoutes(scope: FastifyInstance, face: string): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, face };
  });
}

/**
 * Measures and logs every call of an application: a line at debug, at warn when it was slow or refused for overload, at
 * error when it failed. Headers, query and body never appear.
 */
export function watchCalls(app: FastifyInstance, log: Logger, calls: CallMetrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const { face = 'none' } = request.routeOptions.config;
    const route = request.routeOptions.url ?? 'unknown';
    const status = `${Math.floor(reply.statusCode / 100)}xx`;
    calls.answered(face, request.method, route, status, reply.elapsedTime / 1_000);
    logCall(log, request, reply, face, route);
  });
}

function logCall(log: Logger, request: FastifyRequest, reply: FastifyReply, face: string, route: string): void {
  const { statusCode, elapsedTime } = reply;
  const slow = elapsedTime > SLOW_MS;
  const level = OVERLOAD.has(statusCode) ? 'warn' : statusCode >= 500 ? 'error' : slow ? 'warn' : 'debug';
  if (!log.isLevelEnabled(level)) return;
  const turn = reply.getHeader(TURN_HEADER);
  const about = {
    requestId: request.id,
    face,
    method: request.method,
    route,
    status: statusCode,
    ms: Math.round(elapsedTime * 1_000) / 1_000,
    ...(turn === undefined ? {} : { turn: Number(turn) }),
  };
  log[level](about, slow ? 'a slow call' : statusCode >= 500 ? 'a call failed' : 'call');
}
