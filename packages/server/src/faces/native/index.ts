import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Face } from '../face.ts';
import { checkRight, identify } from './auth.ts';
import { API_DESCRIPTION, collapseChoices } from './documentation.ts';
import { ApiError, asApiError } from './errors.ts';
import { HOOKS_PREFIX, hooks } from './hooks.ts';
import { prepareOwner } from './owner.ts';
import type { NativeParts } from './parts.ts';
import { Access } from './routes/access.ts';
import { accountRoutes } from './routes/accounts.ts';
import { BODY_LIMIT, demandRights } from './routes/add-route.ts';
import { banRoutes } from './routes/bans.ts';
import { botDealRoutes } from './routes/bot-deals.ts';
import { botStatsRoutes } from './routes/bot-stats.ts';
import { botRoutes } from './routes/bots.ts';
import { bridgeRoutes } from './routes/bridges.ts';
import { brokerTokenRoutes } from './routes/broker-tokens.ts';
import { companyLoginRoutes } from './routes/company-logins.ts';
import { connectionRoutes } from './routes/connections.ts';
import { dealRoutes } from './routes/deals.ts';
import { equityRoutes } from './routes/equity.ts';
import { faultRoutes } from './routes/faults.ts';
import { feedRoutes } from './routes/feed.ts';
import { gridRoutes } from './routes/grids.ts';
import { historyRoutes } from './routes/histories.ts';
import { instrumentRoutes } from './routes/instruments.ts';
import { keyRoutes } from './routes/keys.ts';
import { marginRoutes } from './routes/margin.ts';
import { marketRoutes } from './routes/market.ts';
import { orderRoutes } from './routes/orders.ts';
import { previewRoutes } from './routes/preview.ts';
import { riskRoutes } from './routes/risk.ts';
import { sessionRoutes } from './routes/session.ts';
import { signingKeyRoutes } from './routes/signing-keys.ts';
import { strategyTokenRoutes } from './routes/strategy-tokens.ts';
import { systemRoutes } from './routes/system.ts';
import { tradeRoutes } from './routes/trades.ts';
import { transferRoutes } from './routes/transfers.ts';
import { upkeepRoutes } from './routes/upkeep.ts';
import { registerStream } from './stream/index.ts';
import { compileCheck } from './validation.ts';
import type { ErrorBody } from './wire/primitives.ts';

export type { NativeParts } from './parts.ts';

export const API_PREFIX = '/api/v1';
export const DOCS_PREFIX = '/api/docs';

export const NATIVE_FACE: Face = {
  name: 'native',
  prepare: prepareOwner,
  http: nativeFace,
  greeting: ({ http }) => `native API  ${http.url}${API_PREFIX}   described at ${http.url}${DOCS_PREFIX}`,
};

/**
 * The native face: `/api/v1` with its stream, and its documentation at `/api/docs`. Register it on an application that
 * may carry other faces and allows sockets; nothing of it reaches outside these addresses.
 */
export async function nativeFace(app: FastifyInstance, parts: NativeParts): Promise<void> {
  const api: FastifyPluginAsync = (scope) => routes(scope, parts);
  const face: FastifyPluginAsync = async (scope) => {
    await scope.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: 'Outcry', version: parts.version, description: API_DESCRIPTION },
        components: {
          securitySchemes: {
            token: { type: 'http', scheme: 'bearer', description: 'session token or API key' },
            cookie: { type: 'apiKey', in: 'cookie', name: 'outcry_session' },
          },
        },
        security: [{ token: [] }, { cookie: [] }],
      },
      hideUntagged: true,
      transform: ({ schema, url }) => ({ schema: collapseChoices(schema), url }),
    });
    await scope.register(api, { prefix: API_PREFIX });
    await scope.register(withErrors(hooks(parts)), { prefix: HOOKS_PREFIX });
    await scope.register(documentation);
  };
  await app.register(face);
}

async function routes(api: FastifyInstance, parts: NativeParts): Promise<void> {
  demandRights(api);
  api.decorateRequest('caller', null);
  api.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply));
  api.setNotFoundHandler((request) => {
    throw new ApiError(
      'unknown_route',
      `there is no ${request.method} ${request.url.slice(0, 200)}: see ${DOCS_PREFIX}`,
    );
  });
  api.setValidatorCompiler(({ schema, httpPart }) => compileCheck(schema as never, httpPart !== 'body') as never);
  api.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  api.removeContentTypeParser('application/json');
  api.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(body as string));
    } catch (error) {
      done(new ApiError('malformed_json', `the body is not JSON: ${(error as Error).message}`));
    }
  });
  api.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'cache-control': 'no-store', 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
    const { right } = request.routeOptions.config;
    if (right === undefined) return;
    request.caller = right === 'anyone' ? null : identify(parts.identity, request);
    checkRight(request.caller, right);
  });
  const access = new Access(parts);
  sessionRoutes(api, parts);
  keyRoutes(api, parts);
  bridgeRoutes(api, parts);
  brokerTokenRoutes(api, parts, access);
  signingKeyRoutes(api, parts);
  instrumentRoutes(api, parts);
  marketRoutes(api, parts);
  accountRoutes(api, parts, access);
  transferRoutes(api, parts, access);
  equityRoutes(api, parts, access);
  riskRoutes(api, parts, access);
  faultRoutes(api, parts, access);
  marginRoutes(api, parts, access);
  orderRoutes(api, parts, access);
  previewRoutes(api, parts, access);
  historyRoutes(api, parts, access);
  botRoutes(api, parts, access);
  botDealRoutes(api, parts, access);
  botStatsRoutes(api, parts, access);
  dealRoutes(api, parts, access);
  tradeRoutes(api, parts, access);
  gridRoutes(api, parts, access);
  feedRoutes(api, parts);
  systemRoutes(api, parts);
  connectionRoutes(api, parts);
  companyLoginRoutes(api, parts);
  strategyTokenRoutes(api, parts);
  banRoutes(api, parts);
  upkeepRoutes(api, parts);
  await registerStream(api, parts, access);
}

/** Errors are told as those of the API are. */
function withErrors(plugin: FastifyPluginAsync): FastifyPluginAsync {
  return async (scope, options) => {
    scope.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply));
    await plugin(scope, options);
  };
}

/** The page is served from this machine alone: its policy lets the browser load nothing from elsewhere. */
const documentation: FastifyPluginAsync = async (docs) => {
  docs.addHook('onSend', async (_request, reply) => {
    reply.header(
      'content-security-policy',
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
    );
  });
  await docs.register(swaggerUi, {
    routePrefix: DOCS_PREFIX,
    uiConfig: { layout: 'BaseLayout', docExpansion: 'list' },
    theme: { title: 'Outcry API' },
  });
};

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): ErrorBody {
  const fault = asApiError(error);
  if (fault.code === 'internal') request.log.error({ err: error, requestId: request.id }, 'a call failed');
  if (fault.retryAfter !== null) reply.header('retry-after', String(Math.max(1, fault.retryAfter)));
  reply.code(fault.status);
  return { error: { code: fault.code, message: fault.message, field: fault.field, requestId: request.id } };
}
