import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { asFault, Fault } from '../errors.ts';
import type { Gate } from '../gate.ts';
import type { StreamHub } from './hub.ts';

export const STREAM_PATH = '/websocket';

/** The WebSocket, under this address and any below it. One hub serves all applications. */
export async function registerStream(app: FastifyInstance, hub: StreamHub, gate: Gate): Promise<void> {
  const routes: FastifyPluginAsync = async (scope) => {
    scope.addHook('preClose', async () => hub.close());
    scope.addHook('onRequest', async (request) => gate.refuseBanned(request));
    scope.setErrorHandler((error, request, reply) => {
      const fault = asFault(error, request.id);
      if (fault.details.retryAfter !== undefined) reply.header('retry-after', String(fault.details.retryAfter));
      return reply.code(fault.status).send(fault.body);
    });
    for (const url of [STREAM_PATH, `${STREAM_PATH}/*`]) {
      scope.route({
        method: 'GET',
        url,
        handler: () => {
          throw new Fault('wrongParameters', {
            description: 'this address is a WebSocket: connect with ws:// or wss://',
          });
        },
        wsHandler: (socket: WebSocket, request: FastifyRequest) => hub.accept(socket, request.ip),
      });
    }
  };
  await app.register(routes);
}
