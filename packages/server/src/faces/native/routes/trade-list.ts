import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import {
  listTrades,
  TRADE_KINDS,
  TRADE_ORDERS,
  TRADE_STATUS_FILTERS,
  type TradeStatusFilter,
} from '../../../readmodel/index.ts';
import { listed, type NativeParts } from '../parts.ts';
import { DEFAULT_LIMIT, oneOf, pageOf, strict } from '../wire/primitives.ts';
import { TradeAnswer, tradeAnswer } from '../wire/trades.ts';
import type { Access } from './access.ts';
import { addRoute } from './add-route.ts';
import { PairListQuery, pairFilter } from './pair-list.ts';

export function tradeListRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  addRoute(app, {
    method: 'GET',
    url: '/smart-trades',
    right: 'trades:read',
    tag: 'smart-trades',
    summary: 'Own smart trades, running and ended, newest first unless told',
    description: 'With the order `profit` running ones count with what leaving them now would bring.',
    query: strict({
      kind: Type.Optional(oneOf(TRADE_KINDS)),
      conditional: Type.Optional(oneOf(['true', 'false'], 'whether the entry waits, or has waited, for a price')),
      status: Type.Optional(
        oneOf(TRADE_STATUS_FILTERS as readonly TradeStatusFilter[], '`active`, `ended` or one status'),
      ),
      order: Type.Optional(oneOf(TRADE_ORDERS)),
      ...PairListQuery,
    }),
    answer: pageOf(TradeAnswer),
    async handle({ caller, query }) {
      const { kind, conditional, status, limit = DEFAULT_LIMIT, order, direction, cursor } = query;
      const filter = {
        ...(await pairFilter(parts, access, caller, query)),
        kind,
        conditional: conditional === undefined ? undefined : conditional === 'true',
        statuses: status === undefined ? undefined : [status],
      };
      const request = { limit, order, direction, cursor };
      const { rows, next } = await listTrades(parts.engine, parts.readModel, filter, request);
      return { items: rows.map((row) => tradeAnswer(listed(parts), row)), next };
    },
  });
}
