import { type Static, Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { ApiError } from '../errors.ts';
import type { NativeParts } from '../parts.ts';
import { addRoute } from './add-route.ts';

const ConnectionsAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      name: Type.String({
        description: '`http` and `https` carry all faces over HTTP; others are ports of one face, as in endpoints.json',
      }),
      host: Type.String(),
      port: Type.Integer(),
      url: Type.String(),
    }),
    { description: 'what listens in this start, and nothing else' },
  ),
  faces: Type.Array(Type.String(), { description: 'the faces of this version' }),
});
export type ConnectionsAnswer = Static<typeof ConnectionsAnswer>;

/** Where programs find this platform. */
export function connectionRoutes(app: FastifyInstance, { endpoints, faceNames }: NativeParts): void {
  addRoute(app, {
    method: 'GET',
    url: '/connections',
    right: 'system:read',
    tag: 'system',
    summary: 'Addresses of this start, and the faces behind them',
    answer: ConnectionsAnswer,
    handle() {
      const all = endpoints();
      if (all === null) throw new ApiError('overloaded', 'the platform is starting', null, 1);
      const listening = Object.entries(all).flatMap(([name, endpoint]) =>
        endpoint === null ? [] : [{ name, host: endpoint.host, port: endpoint.port, url: endpoint.url }],
      );
      return { items: listening, faces: [...faceNames] };
    },
  });
}
