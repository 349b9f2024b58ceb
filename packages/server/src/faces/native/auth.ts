import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, Identity, Right } from '../../identity/index.ts';
import { ApiError } from './errors.ts';

/** The cookie that the dashboard's session lives in. */
export const SESSION_COOKIE = 'outcry_session';

/** What a route needs: a right, a session or key of any kind, or nothing. Every route names one. */
export type RouteRight = Right | 'signed-in' | 'anyone';

declare module 'fastify' {
  interface FastifyContextConfig {
    right?: RouteRight;
  }
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** Who calls: the `Authorization: Bearer` header counts before the cookie. Null when neither is there. Throws ApiError. */
export function identify(identity: Identity, request: FastifyRequest): Caller | null {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const bearer = /^Bearer ([^\s]+)$/i.exec(authorization)?.[1];
    const caller = bearer === undefined ? undefined : identity.authenticate(bearer);
    if (caller === undefined) {
      throw new ApiError(
        'not_signed_in',
        'the Authorization header holds no valid token: send `Bearer <token>`',
        'authorization',
      );
    }
    return caller;
  }
  const cookie = sessionCookie(request.headers.cookie);
  const caller = cookie === undefined ? undefined : identity.authenticate(cookie);
  if (caller === undefined) return null;
  refuseForeignPage(request);
  return caller;
}

/** Checks the right of the route that was asked for. Throws ApiError. */
export function checkRight(caller: Caller | null, right: RouteRight): void {
  if (right === 'anyone') return;
  if (caller === null)
    throw new ApiError(
      'not_signed_in',
      'sign in with POST /api/v1/session and send the token as `Authorization: Bearer <token>`',
    );
  if (right !== 'signed-in' && !caller.rights.has(right))
    throw new ApiError('missing_right', `this needs the right ${right}`);
}

/** The caller of a route that needs one. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new ApiError('not_signed_in', 'sign in first');
  return request.caller;
}

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  secret: string,
  maxAgeSeconds: number,
): void {
  const secure = request.protocol === 'https' ? '; Secure' : '';
  reply.header(
    'set-cookie',
    `${SESSION_COOKIE}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure}`,
  );
}

function sessionCookie(header: string | undefined): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2);
    if (name === SESSION_COOKIE) return value;
  }
  return undefined;
}

/**
 * SameSite keeps other sites from using the cookie, but another port of the same host is the same site: a page that names
 * its origin must come from this address.
 */
function refuseForeignPage(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    throw new ApiError(
      'foreign_origin',
      'the session cookie counts only for pages of this address: send a token instead',
      'origin',
    );
  }
}
