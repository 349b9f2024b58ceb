import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { identify } from '../auth.ts';
import { ApiError } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import type { Access } from '../routes/access.ts';
import { StreamHub } from './hub.ts';
import { STREAM_LIMITS } from './limits.ts';

/** The WebSocket at `/stream`. One hub serves all readers of an application. */
export async function registerStream(api: FastifyInstance, parts: NativeParts, access: Access): Promise<void> {
  const limits = { ...STREAM_LIMITS, ...parts.streamLimits };
  const hub = new StreamHub(parts, access, limits);
  api.addHook('preClose', async () => hub.close());
  api.route({
    method: 'GET',
    url: '/stream',
    config: { right: 'anyone' },
    schema: { hide: true },
    preValidation: async (request: FastifyRequest) => {
      request.caller = identify(parts.identity, request);
    },
    handler: () => {
      throw new ApiError(
        'invalid_request',
        'upgrade: this address is a WebSocket; connect with ws:// or wss://',
        'upgrade',
      );
    },
    wsHandler: (socket: WebSocket, request: FastifyRequest) => hub.accept(socket, request.raw.socket, request.caller),
  });
}
