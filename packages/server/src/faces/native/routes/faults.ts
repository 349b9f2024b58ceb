import type { FastifyInstance } from 'fastify';
import type { NativeParts } from '../parts.ts';
import { FaultsAnswer, FaultsBody, faultsAnswer } from '../wire/faults.ts';
import type { Access } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { submit } from './submit.ts';

export function faultRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  addRoute(app, {
    method: 'GET',
    url: '/accounts/:id/faults',
    right: 'accounts:read',
    tag: 'accounts',
    summary: 'What goes wrong on purpose on an account',
    params: IdParams,
    answer: FaultsAnswer,
    handle: ({ caller, params }) => access.readAccount(caller, params.id, (_, account) => faultsAnswer(account)),
  });

  addRoute(app, {
    method: 'PUT',
    url: '/accounts/:id/faults',
    right: 'accounts:write',
    tag: 'accounts',
    summary: 'Let things go wrong on a sandbox account, to test error handling',
    description:
      'For accounts with the fill policy `sandbox`. What is left out stays; null takes a fault away. Nothing is left to chance: orders are counted anew with each change.',
    params: IdParams,
    body: FaultsBody,
    answer: FaultsAnswer,
    async handle({ caller, params, body, reply }) {
      await access.checkAccount(caller, params.id);
      await submit(parts, { type: 'accounts.setFaults', account: params.id, faults: body }, reply);
      return access.readAccount(caller, params.id, (_, account) => faultsAnswer(account));
    },
  });
}
