import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Desk } from '../desk.ts';
import { asFault } from '../errors.ts';
import type { Gate } from '../gate.ts';
import { Hooks } from './hooks.ts';

/** Where charting services send their messages, directly below the host. */
export const WEBHOOK_PATH = '/trade_signal/trading_view';

/** Largest body, bytes. */
export const WEBHOOK_BODY_LIMIT = 16 * 1024;

/** Messages from charting services: JSON whatever its content type says, with a bot's token in place of key and signature. */
export async function registerWebhook(app: FastifyInstance, desk: Desk, gate: Gate): Promise<void> {
  const routes: FastifyPluginAsync = async (scope) => {
    const hooks = new Hooks(desk);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: WEBHOOK_BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    scope.addHook('onRequest', async (request) => gate.refuseBanned(request));
    scope.setErrorHandler((error, request, reply) => {
      const fault = asFault(error, request.id);
      if (fault.fault === 'unknown')
        desk.parts.log.error({ err: error, requestId: request.id, face: 'threecommas' }, 'a message failed');
      if (fault.details.retryAfter !== undefined) reply.header('retry-after', String(fault.details.retryAfter));
      return reply.code(fault.status).send(fault.body);
    });
    scope.route({
      method: 'POST',
      url: WEBHOOK_PATH,
      bodyLimit: WEBHOOK_BODY_LIMIT,
      async handler(request) {
        await hooks.take(typeof request.body === 'string' ? request.body : '', request.ip, request.id);
        return { status: 'success' };
      },
    });
  };
  await app.register(routes);
}
