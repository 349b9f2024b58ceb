import { MAX_TRADE_NOTE } from '@outcry/core';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { listTradeEvents, listTradeOrders, type TradeRow } from '../../../readmodel/index.ts';
import { checkRight } from '../auth.ts';
import { listed, type NativeParts } from '../parts.ts';
import { Id, nullable, strict } from '../wire/primitives.ts';
import { TradeEventAnswer, TradeOrderAnswer, tradeEventAnswer, tradeOrderAnswer } from '../wire/trade-events.ts';
import { belowTradeSettings, NewTradeSettings, newTradeSettings } from '../wire/trade-settings.ts';
import { TradeAnswer, tradeAnswer } from '../wire/trades.ts';
import type { Access } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { legHistoryRoutes } from './leg-histories.ts';
import { submit } from './submit.ts';
import { tradeListRoutes } from './trade-list.ts';
import { tradeSteeringRoutes } from './trade-steering.ts';

/** Smart trades: opening them, looking at them, steering those that run. */
export function tradeRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  const answer = (row: TradeRow): TradeAnswer => tradeAnswer(listed(parts), row);
  tradeListRoutes(app, parts, access);

  addRoute(app, {
    method: 'POST',
    url: '/smart-trades',
    right: 'trades:write',
    tag: 'smart-trades',
    summary: 'Open a smart trade',
    description:
      'It enters at once, or when its price is reached. Prices, quantities and percentages are decimal text.',
    body: strict({
      account: Id,
      settings: NewTradeSettings,
      note: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: MAX_TRADE_NOTE }))),
    }),
    answer: TradeAnswer,
    creates: true,
    async handle({ caller, body, reply }) {
      const { account, note = null } = body;
      await access.checkAccount(caller, account);
      const settings = newTradeSettings(listed(parts), body.settings);
      const command = { type: 'trades.open', account, settings, note } as const;
      const { id } = await submit(parts, command, reply).catch(belowTradeSettings);
      reply.code(201);
      return answer(await access.trade(caller, id));
    },
  });

  addRoute(app, {
    method: 'POST',
    url: '/smart-trades/from-deal',
    right: 'trades:write',
    tag: 'smart-trades',
    summary: 'Take the coins of a running deal over as a smart trade',
    description: 'The deal ends as cancelled, so this needs the right `bots:write`, too.',
    body: strict({
      deal: Id,
      stopBot: Type.Optional(Type.Boolean({ description: 'its bot is switched off as well; false unless told' })),
    }),
    answer: TradeAnswer,
    creates: true,
    async handle({ caller, body, reply }) {
      checkRight(caller, 'bots:write');
      await access.deal(caller, body.deal);
      const { id } = await submit(parts, { type: 'trades.fromDeal', ...body }, reply);
      reply.code(201);
      return answer(await access.trade(caller, id));
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/smart-trades/:id',
    right: 'trades:read',
    tag: 'smart-trades',
    summary: 'One smart trade, running or ended',
    params: IdParams,
    answer: TradeAnswer,
    handle: async ({ caller, params }) => answer(await access.trade(caller, params.id)),
  });

  legHistoryRoutes(app, {
    url: '/smart-trades',
    right: 'trades:read',
    tag: 'smart-trades',
    name: 'smart trade',
    find: (caller, id) => access.trade(caller, id),
    timeline: {
      answer: TradeEventAnswer,
      list: (id, request) => listTradeEvents(parts.readModel, id, request),
      show: ({ record }, row) => tradeEventAnswer(listed(parts), record.settings.instrument, row),
    },
    orders: {
      answer: TradeOrderAnswer,
      list: (id, request) => listTradeOrders(parts.engine, parts.readModel, id, request),
      show: (_, row) => tradeOrderAnswer(listed(parts), row),
    },
  });

  tradeSteeringRoutes(app, parts, access, answer);
}
