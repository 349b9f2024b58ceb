import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { DEAL_ORDERS, DEAL_STATUS_FILTERS, type DealStatusFilter, listDeals } from '../../../readmodel/index.ts';
import { listed, type NativeParts } from '../parts.ts';
import { DealAnswer, dealAnswer } from '../wire/deals.ts';
import { DEFAULT_LIMIT, oneOf, pageOf, strict } from '../wire/primitives.ts';
import type { Access } from './access.ts';
import { addRoute } from './add-route.ts';
import { PairListQuery, pairFilter } from './pair-list.ts';

export function dealListRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  addRoute(app, {
    method: 'GET',
    url: '/deals',
    right: 'bots:read',
    tag: 'deals',
    summary: 'Deals of own bots, running and ended, newest first unless told',
    description:
      'With the orders `profit` and `profitPercent` running deals count with what leaving them now would bring.',
    query: strict({
      bot: Type.Optional(Type.Integer({ minimum: 1, description: 'a bot, deleted ones too' })),
      status: Type.Optional(
        oneOf(DEAL_STATUS_FILTERS as readonly DealStatusFilter[], '`active`, `finished` or one status'),
      ),
      order: Type.Optional(oneOf(DEAL_ORDERS)),
      ...PairListQuery,
    }),
    answer: pageOf(DealAnswer),
    async handle({ caller, query }) {
      const { bot, status, limit = DEFAULT_LIMIT, order, direction, cursor } = query;
      const filter = { ...(await pairFilter(parts, access, caller, query)), bot, status };
      const request = { limit, order, direction, cursor };
      const { rows, next } = await listDeals(parts.engine, parts.readModel, filter, request);
      return { items: rows.map((row) => dealAnswer(listed(parts), row)), next };
    },
  });
}
