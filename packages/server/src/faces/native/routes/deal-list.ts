import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { DEAL_ORDERS, DEAL_STATUS_FILTERS, type DealStatusFilter, listDeals } from '../../../readmodel/index.ts';
import { listed, type NativeParts } from '../parts.ts';
import { DealAnswer, dealAnswer } from '../wire/deals.ts';
import { DEFAULT_LIMIT, Id, oneOf, optionalTime, PageQuery, pageOf, strict, TimeRange } from '../wire/primitives.ts';
import { type Access, instrumentNamed } from './access.ts';
import { addRoute } from './add-route.ts';
import { assetId } from './histories.ts';

const AssetCode = Type.Optional(Type.String({ minLength: 1, maxLength: 32, description: 'code of an asset' }));

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
      account: Type.Optional(Id),
      bot: Type.Optional(Type.Integer({ minimum: 1, description: 'a bot, deleted ones too' })),
      status: Type.Optional(
        oneOf(DEAL_STATUS_FILTERS as readonly DealStatusFilter[], '`active`, `finished` or one status'),
      ),
      instrument: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
      base: AssetCode,
      quote: AssetCode,
      ...TimeRange,
      order: Type.Optional(oneOf(DEAL_ORDERS)),
      direction: Type.Optional(oneOf(['asc', 'desc'], '`desc` unless told')),
      ...PageQuery,
    }),
    answer: pageOf(DealAnswer),
    async handle({ caller, query }) {
      const accounts = await access.listedAccounts(caller, query.account);
      const { bot, status, instrument, base, quote, from, to, limit = DEFAULT_LIMIT, order, direction, cursor } = query;
      const filter = {
        accounts,
        bot,
        status,
        instrument: instrument === undefined ? undefined : instrumentNamed(parts, instrument).id,
        base: assetId(parts, base, 'base'),
        quote: assetId(parts, quote, 'quote'),
        from: optionalTime('from', from),
        to: optionalTime('to', to),
      };
      const request = { limit, order, direction, cursor };
      const { rows, next } = await listDeals(parts.engine, parts.readModel, filter, request);
      return { items: rows.map((row) => dealAnswer(listed(parts), row)), next };
    },
  });
}
