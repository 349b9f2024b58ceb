import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { Door } from './door.ts';
import { asFault, envelope, type Family, Fault } from './errors.ts';
import { type Answer, NOTHING, RawAnswer } from './method.ts';
import { METHODS } from './methods.ts';
import type { RammParts } from './parts.ts';
import { jsonText } from './wire/json.ts';
import { BODY_LIMIT } from './wire/values.ts';

/** Families and their versions, as they stand in addresses. */
const FAMILIES: readonly { readonly family: Family; readonly versions: readonly number[] }[] = [
  { family: 'manager', versions: [1] },
  { family: 'trading', versions: [1] },
  { family: 'client', versions: [1, 2, 3] },
];

const JSON_TYPE = 'application/json; charset=utf-8';

/** What pages of other origins may send: tokens are no cookies, nobody sends them unknowingly. */
const CROSS_ORIGIN = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'Content-Type, Token, AppToken',
  'access-control-max-age': '600',
} as const;

/** Registers the calls of these families. */
export async function rammFamilies(app: FastifyInstance, parts: RammParts, wanted: readonly Family[]): Promise<void> {
  const door = new Door(parts, METHODS);
  for (const { family, versions } of FAMILIES.filter(({ family }) => wanted.includes(family))) {
    await app.register(callsOf(door, parts, family, null), { prefix: `/api/${family}` });
    for (const version of versions) {
      await app.register(callsOf(door, parts, family, version), { prefix: `/api/${family}/v${version}` });
    }
  }
}

/** Calls of a version; null: what is of no version that there is. */
function callsOf(door: Door, parts: RammParts, family: Family, version: number | null): FastifyPluginAsync {
  return async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    scope.addHook('onRequest', async (request, reply) => {
      reply.headers({ ...CROSS_ORIGIN, 'cache-control': 'no-store', 'x-request-id': request.id });
    });
    scope.setErrorHandler((error, request, reply) => answerFault(parts, family, error, request, reply));
    scope.setNotFoundHandler(() => {
      throw new Fault('incorrect_method', 'there is no such method');
    });
    if (version === null) return;
    scope.route<{ Params: { method: string } }>({
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/:method',
      bodyLimit: BODY_LIMIT,
      handler: async (request, reply) =>
        send(reply, 200, await door.answer(family, version, request.params.method, request)),
    });
    scope.options('/:method', async (_request, reply) => reply.code(204).send());
  };
}

function answerFault(
  { log }: RammParts,
  family: Family,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const fault = asFault(error);
  if (fault.code === 'internal_error')
    log.error({ err: error, requestId: request.id, face: 'ramm' }, 'a RAMM call failed');
  if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter));
  return send(reply, fault.status, envelope(family, fault));
}

function send(reply: FastifyReply, status: number, answer: Answer): FastifyReply {
  reply.code(status);
  if (answer === NOTHING) return reply.header('content-length', '0').send();
  if (answer instanceof RawAnswer) return reply.header('content-type', answer.contentType).send(answer.body);
  return reply.header('content-type', JSON_TYPE).send(jsonText(answer));
}
