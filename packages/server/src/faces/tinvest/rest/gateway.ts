import { status as Status } from '@grpc/grpc-js';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { MAX_REQUEST_BYTES, METHODS, type Method } from '../contract.ts';
import type { Desk } from '../desk.ts';
import type { StatusName, TInvestError } from '../errors.ts';
import { type Incoming, isRefused } from '../gate.ts';
import { answerToJson, requestFromJson } from '../wire/json.ts';

export const REST_PREFIX = '/rest';

/** HEAD goes with GET. */
const OTHER_VERBS = ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** HTTP status of each gRPC status (`tinvest.md` 4). */
const HTTP_STATUS: Readonly<Partial<Record<StatusName, number>>> = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

/** Every unary method over HTTP: the same handlers as over gRPC. Streams are not there (`tinvest.md` 4). */
export async function restGateway(app: FastifyInstance, desk: Desk): Promise<void> {
  const routes: FastifyPluginAsync = async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: MAX_REQUEST_BYTES },
      (_request, body, done) => done(null, body),
    );
    scope.setNotFoundHandler((_request, reply) => answerFault(reply, 404, 'NOT_FOUND', 'there is no such method'));
    scope.setErrorHandler((error, _request, reply) => {
      const { statusCode = 500, message } = error as { statusCode?: number; message: string };
      const known = statusCode >= 400 && statusCode < 500;
      return answerFault(
        reply,
        known ? statusCode : 500,
        known ? 'INVALID_ARGUMENT' : 'INTERNAL',
        known ? message : '',
      );
    });
    for (const method of METHODS.filter(({ responseStream }) => !responseStream)) addMethod(scope, desk, method);
  };
  await app.register(routes, { prefix: REST_PREFIX });
}

function addMethod(scope: FastifyInstance, desk: Desk, method: Method): void {
  const url = `/${method.path}`;
  scope.route({
    method: 'POST',
    url,
    bodyLimit: MAX_REQUEST_BYTES,
    async handler(request, reply) {
      const body = (request.body as string | undefined) ?? '';
      const result = await desk.gate.answer(
        method,
        () => requestFromJson(method.requestType, body),
        incomingOf(request),
      );
      void reply.headers(result.headers);
      if (isRefused(result)) return answerError(reply, result.error);
      return reply
        .header('content-type', JSON_TYPE)
        .send(JSON.stringify(answerToJson(method.responseType, result.answer)));
    },
  });
  scope.route({
    method: [...OTHER_VERBS],
    url,
    handler: (_request, reply) =>
      answerFault(reply.header('allow', 'POST'), 405, 'UNIMPLEMENTED', 'methods are called with POST'),
  });
}

const JSON_TYPE = 'application/json; charset=utf-8';

function incomingOf({ headers, ip }: FastifyRequest): Incoming {
  return { authorization: headers.authorization, authority: headers.host ?? '', address: ip };
}

function answerError(reply: FastifyReply, { status, code, message, grpcStatus }: TInvestError): FastifyReply {
  return reply
    .code(HTTP_STATUS[status] ?? 500)
    .header('content-type', JSON_TYPE)
    .send(JSON.stringify({ code: grpcStatus, message, description: code }));
}

/** What goes wrong before a method is reached has no code of the catalogue. */
function answerFault(reply: FastifyReply, http: number, status: StatusName, message: string): FastifyReply {
  return reply
    .code(http)
    .header('content-type', JSON_TYPE)
    .send(JSON.stringify({ code: Status[status], message, description: '' }));
}
