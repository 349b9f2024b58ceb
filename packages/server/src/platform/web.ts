import type { Server as SecureServer } from 'node:tls';
import fastify, { type FastifyInstance, type FastifyPluginAsync, LogController } from 'fastify';
import type { Face, FaceParts, Listener, TlsFiles } from '../faces/face.ts';
import { allowSockets } from '../faces/sockets.ts';
import { markRoutes, requestIdOf, watchCalls } from './request-log.ts';

/**
 * Connections that may wait to be accepted. Clients that open one for each call come in bursts of hundreds; one that finds
 * no room is tried again by its system only after a second.
 */
export const LISTEN_BACKLOG = 4_096;

/** Whether every face accepts calls by now. */
export interface Readiness {
  ready: boolean;
}

/** A web server; one over TLS goes on with another certificate without closing anything. */
export interface WebListener extends Listener {
  renew(tls: TlsFiles): void;
}

export interface WebOptions {
  readonly faces: readonly Face[];
  readonly readiness: Readiness;
  /** Null: without TLS. */
  readonly tls?: TlsFiles | null;
  /** Whether `/metrics` is there, too. */
  readonly metrics?: boolean;
}

/** An HTTP application that carries the given faces; over TLS with a certificate. Also `/health` and, unless told otherwise, `/metrics`. */
export async function webApplication(
  parts: FaceParts,
  { faces, readiness, tls = null, metrics = true }: WebOptions,
): Promise<WebListener> {
  const { log, registry, calls } = parts;
  const app = fastify({
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    rewriteUrl: ({ url = '/' }) => faces.reduce((known, face) => face.rewriteUrl?.(known) ?? known, url),
    connectionTimeout: 0,
    forceCloseConnections: true,
    loggerInstance: log.child({}, { level: quieter(log.level) }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIdOf,
    ...(tls === null ? {} : { https: tls }),
  }) as unknown as FastifyInstance;
  watchCalls(app, log, calls);
  app.get('/health', async (_request, reply) =>
    readiness.ready ? { status: 'ok' } : reply.code(503).header('retry-after', '1').send({ status: 'starting' }),
  );
  if (metrics)
    app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  await allowSockets(app);
  for (const face of faces) {
    const carried: FastifyPluginAsync = async (scope) => {
      markRoutes(scope, face.name);
      await face.http?.(scope, parts);
    };
    await app.register(carried);
  }
  return {
    async listen(host, port) {
      await app.listen({ host, port, backlog: LISTEN_BACKLOG });
      return (app.server.address() as { port: number }).port;
    },
    close: () => app.close(),
    renew(files) {
      if (tls !== null) (app.server as unknown as SecureServer).setSecureContext(files);
    },
  };
}

/** The web server says where it listens; so does the greeting. */
function quieter(level: string): string {
  return level === 'info' ? 'warn' : level;
}
