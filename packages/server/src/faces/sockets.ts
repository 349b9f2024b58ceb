import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';

/** Largest WebSocket message that any face takes, bytes; a face may take less. */
const MAX_MESSAGE_BYTES = 64 * 1024;

/**
 * Lets routes of an application be WebSockets; once for all its faces, before they register. Each face ends its own
 * connections in a `preClose` hook.
 */
export async function allowSockets(app: FastifyInstance): Promise<void> {
  await app.register(websocket, {
    options: { maxPayload: MAX_MESSAGE_BYTES },
    // no new ones; the library's own way would wait for readers that are not there any more
    preClose(done) {
      this.websocketServer.close();
      done();
    },
  });
}
