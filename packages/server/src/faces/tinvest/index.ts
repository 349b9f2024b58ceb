import { logVerbosity, setLogVerbosity } from '@grpc/grpc-js';
import type { FastifyInstance } from 'fastify';
import type { Face } from '../face.ts';
import { prepareAccess } from './access.ts';
import { deskOf } from './desk.ts';
import { grpcListener } from './grpc/listener.ts';
import type { TInvestParts } from './parts.ts';
import { restGateway } from './rest/gateway.ts';
import { streamGateway } from './rest/stream-gateway.ts';

// the library writes to standard error what its errors say as well: a port that is taken, for one
setLogVerbosity(logVerbosity.NONE);

export const TINVEST_FACE: Face = {
  name: 'tinvest',
  prepare: prepareAccess,
  http: tinvestRest,
  ports: [
    {
      block: 'grpc',
      title: 'gRPC',
      scheme: 'grpc',
      wanted: ({ grpc }) => grpc,
      open: async (parts) => grpcListener(deskOf(parts), null),
    },
    {
      block: 'grpcTls',
      title: 'gRPC over TLS',
      scheme: 'grpc',
      wanted: ({ grpcTls }, tls) => (tls ? grpcTls : null),
      open: async (parts, tls) => grpcListener(deskOf(parts), tls),
    },
  ],
  greeting: ({ grpc, grpcTls }) => {
    if (grpc === null || grpc === undefined) return null;
    const secure = grpcTls === null || grpcTls === undefined ? '' : `   over TLS ${grpcTls.url}`;
    return `T-Invest    ${grpc.url}${secure}`;
  },
};

/** The T-Invest face over HTTP and WebSocket. Register it on an application that may carry other faces and allows sockets. */
export async function tinvestRest(app: FastifyInstance, parts: TInvestParts): Promise<void> {
  const desk = deskOf(parts);
  await restGateway(app, desk);
  await streamGateway(app, desk);
}
