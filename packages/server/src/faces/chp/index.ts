import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Face } from '../face.ts';
import { prepareAccess } from './access.ts';
import { bridgeOf } from './bridge.ts';
import { asCallError, CallError } from './errors.ts';
import { OPERATIONS, type Operation, pathOf } from './operations.ts';
import { allowOrigins } from './origins.ts';
import type { ChpParts } from './parts.ts';
import { answer, type Incoming, legacyAnswer } from './routes/answer.ts';
import { LEGACY_HANDLERS } from './routes/legacy.ts';
import { failure, noSuchCall } from './wire/envelope.ts';
import type { Json } from './wire/json.ts';
import { ChpRequest } from './wire/request.ts';

/** Largest body of any call, bytes. */
const BODY_LIMIT = 64 * 1024;

/** HEAD goes with GET. */
const OTHER_VERBS = ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

const CONTENT_TYPE = 'application/json; charset=utf-8';

export const CHP_FACE: Face = {
  name: 'chp',
  prepare: prepareAccess,
  http: chpFace,
  rewriteUrl: urlInLowerCase,
  ports: [{ block: 'chp', title: 'CHP', scheme: 'http', wanted: ({ chp }) => chp, http: chpFaceAlone }],
  greeting: ({ chp }) => (chp === null || chp === undefined ? null : `CHP_Rest    ${chp.url}`),
};

/** Paths of both generations, in lower case. */
const PATHS: ReadonlySet<string> = new Set([
  ...OPERATIONS.map(({ urn }) => pathOf(urn)),
  ...Object.keys(LEGACY_HANDLERS),
]);

/** The address of a URN in any letter case as it is registered; any other address as it is. */
export function urlInLowerCase(url: string): string {
  const end = url.indexOf('?');
  const path = (end < 0 ? url : url.slice(0, end)).toLowerCase();
  return PATHS.has(path) ? path : url;
}

/** The CHP face: every URN of both generations. Register it on an application that may carry other faces. */
export async function chpFace(app: FastifyInstance, parts: ChpParts): Promise<void> {
  const bridge = bridgeOf(parts);
  const incoming = ({ id, body }: FastifyRequest): Incoming => ({
    body,
    requestId: id,
    onFault: (error) => parts.log.error({ err: error, requestId: id }, 'a CHP call failed'),
  });
  const routes: FastifyPluginAsync = async (scope) => {
    allowOrigins(scope, parts.settings.chpOrigins);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    for (const operation of OPERATIONS as readonly Operation[]) {
      addCall(scope, pathOf(operation.urn), {
        answer: (request) => answer(bridge, operation, incoming(request)),
        fault: (error) => failure(operation, ChpRequest.EMPTY.echo(operation), error),
      });
    }
    for (const [path, handler] of Object.entries(LEGACY_HANDLERS)) {
      addCall(scope, path, {
        answer: (request) => legacyAnswer(bridge, handler, incoming(request)),
        fault: (error) => noSuchCall(path, error),
      });
    }
  };
  await app.register(routes);
}

/** The face on an application of its own: every other address is refused in its words, too. */
export async function chpFaceAlone(app: FastifyInstance, parts: ChpParts): Promise<void> {
  app.setNotFoundHandler(refuseAddress);
  await chpFace(app, parts);
}

interface Call {
  readonly answer: (request: FastifyRequest) => Promise<Json>;
  /** The answer to a request that cannot be received. */
  readonly fault: (error: CallError) => Json;
}

function addCall(scope: FastifyInstance, url: string, call: Call): void {
  scope.route({
    method: 'POST',
    url,
    bodyLimit: BODY_LIMIT,
    handler: async (request, reply) => send(reply, 200, await call.answer(request)),
    errorHandler: (error, _request, reply) => {
      const { statusCode = 500 } = error as { statusCode?: number };
      void send(reply, statusCode, call.fault(asCallError(error)));
    },
  });
  scope.route({ method: [...OTHER_VERBS], url, handler: refuseVerb });
}

function refuseVerb(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = new CallError('badRequest', `Метод ${request.method} не поддерживается: нужен POST.`);
  return send(reply.header('allow', 'POST'), 405, noSuchCall(request.originalUrl, error));
}

/** Answers an address that is no URN. */
function refuseAddress(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = new CallError('badRequest', 'Нет такого метода.');
  return send(reply, 404, noSuchCall(request.originalUrl, error));
}

function send(reply: FastifyReply, status: number, body: Json): FastifyReply {
  return reply.code(status).header('content-type', CONTENT_TYPE).header('cache-control', 'no-store').send(body);
}
