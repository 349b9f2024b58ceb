import type { FastifyInstance } from 'fastify';

/** How long a browser may remember that it may call (s). */
const REMEMBERED_S = 600;

/** Lets web pages of these origins call what is registered on the application, and read the answers; no others. */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const allowed = new Set(origins);
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    reply.header('vary', 'origin');
    if (origin === undefined || !allowed.has(origin)) return;
    reply.header('access-control-allow-origin', origin);
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return;
    reply.headers({
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': REMEMBERED_S,
      // a page of the internet that calls this machine or network asks for it
      'access-control-allow-private-network': 'true',
    });
    return reply.code(204).send();
  });
}
