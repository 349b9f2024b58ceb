import { type Route, route } from '../route.ts';

/** Whether the platform is there (`threecommas.md` 11). */
export const CONNECTIVITY_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/ver1/ping',
    security: 'none',
    weight: 1,
    parameters: {},
    summary: 'Test connectivity',
    handle: () => ({ pong: 'pong' }),
  }),
  route({
    method: 'GET',
    path: '/ver1/time',
    security: 'none',
    weight: 1,
    parameters: {},
    summary: 'The clock of the platform, unix seconds',
    handle: ({ desk }) => ({ server_time: Math.floor(desk.parts.wallNow() / 1_000) }),
  }),
  route({
    method: 'GET',
    path: '/ver1/validate',
    security: 'signed',
    permission: 'any',
    weight: 1,
    parameters: {},
    summary: 'Whether key and signature are right',
    handle: () => ({ valid: true }),
  }),
];
