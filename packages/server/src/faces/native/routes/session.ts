import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  ALL_RIGHTS,
  type Caller,
  type Identity,
  type RefusalReason,
  type Refused,
  SESSION_MS,
} from '../../../identity/index.ts';
import { identify, setSessionCookie } from '../auth.ts';
import { ApiError } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { Id, nullable, oneOf, strict, TimeText, timeToText } from '../wire/primitives.ts';
import { addRoute } from './add-route.ts';

const SessionAnswer = Type.Object({
  person: Type.Object({ id: Id, login: Type.String(), name: Type.String(), role: oneOf(['owner', 'member']) }),
  by: oneOf(['session', 'key']),
  rights: Type.Array(Type.String()),
});
export type SessionAnswer = Static<typeof SessionAnswer>;

const REFUSALS: Readonly<Record<RefusalReason, string>> = {
  wrong_login: 'login and password do not belong together',
  wait: 'too many wrong passwords: wait before the next try',
  busy: 'too many people sign in right now',
};

export function sessionRoutes(app: FastifyInstance, { identity }: NativeParts): void {
  addRoute(app, {
    method: 'POST',
    url: '/session',
    right: 'anyone',
    tag: 'session',
    summary: 'Sign in',
    description: 'The token goes into `Authorization: Bearer <token>`; pages use the cookie that is set as well.',
    body: strict({
      login: Type.String({ minLength: 1, maxLength: 256 }),
      password: Type.String({ minLength: 1, maxLength: 256 }),
    }),
    answer: Type.Object({ token: Type.String(), expiresAt: TimeText }),
    creates: true,
    async handle({ body, request, reply }) {
      const answer = await identity.signIn(body.login, body.password, request.ip);
      if ('refused' in answer) throw refusedLogin(answer);
      setSessionCookie(request, reply, answer.secret, SESSION_MS / 1_000);
      reply.code(201);
      return { token: answer.secret, expiresAt: timeToText(answer.expiresAt) };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/session',
    right: 'signed-in',
    tag: 'session',
    summary: 'Who is calling, with which rights',
    answer: SessionAnswer,
    handle: ({ caller }) => sessionAnswer(caller),
  });

  addRoute(app, {
    method: 'GET',
    url: '/session/if-any',
    right: 'anyone',
    tag: 'session',
    summary: 'Who is calling, if anybody',
    description: 'Never an error: what opens nothing (any more) is nobody. For pages that begin with a question.',
    answer: Type.Object({ session: nullable(SessionAnswer) }),
    handle({ request }) {
      const caller = callerIfAny(identity, request);
      return { session: caller === null ? null : sessionAnswer(caller) };
    },
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/session',
    right: 'signed-in',
    tag: 'session',
    summary: 'Sign out',
    description: 'Ends the session; an API key is not ended.',
    answer: Type.Object({ ended: Type.Boolean() }),
    async handle({ caller, request, reply }) {
      if (caller.by === 'session') await identity.signOut(caller);
      setSessionCookie(request, reply, '', 0);
      return { ended: caller.by === 'session' };
    },
  });
}

function callerIfAny(identity: Identity, request: FastifyRequest): Caller | null {
  try {
    return identify(identity, request);
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}

function sessionAnswer({ person, by, rights }: Caller): SessionAnswer {
  const { id, login, name, role } = person;
  return { person: { id, login, name, role }, by, rights: ALL_RIGHTS.filter((right) => rights.has(right)) };
}

function refusedLogin({ refused, waitMs }: Refused): ApiError {
  const retryAfter = Math.ceil(waitMs / 1_000);
  if (refused === 'wrong_login') return new ApiError('wrong_login', REFUSALS[refused]);
  return new ApiError(refused === 'wait' ? 'too_many_tries' : 'overloaded', REFUSALS[refused], null, retryAfter);
}
