import { MAX_DEAL_NOTE } from '@outcry/core';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { type DealRow, listDealEvents, listDealOrders } from '../../../readmodel/index.ts';
import { listed, type NativeParts } from '../parts.ts';
import { belowSettings, DealSettingsChanges } from '../wire/bot-settings.ts';
import { DealEventAnswer, DealOrderAnswer, dealEventAnswer, dealOrderAnswer } from '../wire/deal-events.ts';
import { DealAnswer, dealAnswer } from '../wire/deals.ts';
import { Id, strict } from '../wire/primitives.ts';
import type { Access } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { dealListRoutes } from './deal-list.ts';
import { legHistoryRoutes } from './leg-histories.ts';
import { FundsBody, fundsOf, noteBody, steering } from './steer.ts';

/** Deals of bots: looking at them and steering those that run. */
export function dealRoutes(app: FastifyInstance, parts: NativeParts, access: Access): void {
  const answer = (row: DealRow): DealAnswer => dealAnswer(listed(parts), row);
  dealListRoutes(app, parts, access);

  addRoute(app, {
    method: 'GET',
    url: '/deals/:id',
    right: 'bots:read',
    tag: 'deals',
    summary: 'One deal, running or ended',
    params: IdParams,
    answer: DealAnswer,
    handle: async ({ caller, params }) => answer(await access.deal(caller, params.id)),
  });

  legHistoryRoutes(app, {
    url: '/deals',
    right: 'bots:read',
    tag: 'deals',
    name: 'deal',
    find: (caller, id) => access.deal(caller, id),
    timeline: {
      answer: DealEventAnswer,
      list: (id, request) => listDealEvents(parts.readModel, id, request),
      show: ({ record }, row) => dealEventAnswer(listed(parts), record.instrument, row),
    },
    orders: {
      answer: DealOrderAnswer,
      list: (id, request) => listDealOrders(parts.engine, parts.readModel, id, request),
      show: (_, row) => dealOrderAnswer(listed(parts), row),
    },
  });

  dealSteeringRoutes(app, parts, access, answer);
}

/** Commands for a whole deal that take nothing else. */
const COMMANDS = [
  ['panic-sell', 'bots.panicSellDeal', 'Sell what a deal holds at the market and end it'],
  ['cancel', 'bots.cancelDeal', 'Take the orders of a deal back and end it; coins stay in the account'],
] as const;

function dealSteeringRoutes(
  app: FastifyInstance,
  parts: NativeParts,
  access: Access,
  answer: (row: DealRow) => DealAnswer,
): void {
  const steer = steering(parts, {
    field: 'deal',
    name: 'deal',
    find: (caller, id) => access.deal(caller, id),
    instrument: ({ record }) => record.instrument,
  });
  const common = { right: 'bots:write', tag: 'deals', answer: DealAnswer } as const;

  addRoute(app, {
    ...common,
    method: 'PATCH',
    url: '/deals/:id',
    summary: 'Change settings of a running deal that is bought',
    description: 'What is left out stays.',
    params: IdParams,
    body: strict({ settings: DealSettingsChanges }),
    handle: ({ caller, params: { id }, body, reply }) =>
      steer(caller, id, reply, () => ({ type: 'bots.editDeal', deal: id, changes: body.settings })).then(
        answer,
        belowSettings,
      ),
  });

  addRoute(app, {
    ...common,
    method: 'PUT',
    url: '/deals/:id/note',
    summary: 'Write a note on a running deal',
    params: IdParams,
    body: noteBody(MAX_DEAL_NOTE),
    handle: async ({ caller, params: { id }, body, reply }) =>
      answer(await steer(caller, id, reply, () => ({ type: 'bots.noteDeal', deal: id, note: body.note }))),
  });

  for (const [path, type, summary] of COMMANDS) {
    addRoute(app, {
      ...common,
      method: 'POST',
      url: `/deals/:id/${path}`,
      summary,
      params: IdParams,
      handle: async ({ caller, params: { id }, reply }) =>
        answer(await steer(caller, id, reply, () => ({ type, deal: id }))),
    });
  }

  addRoute(app, {
    ...common,
    method: 'POST',
    url: '/deals/:id/funds',
    summary: 'Buy more into a deal (short: sell more)',
    params: IdParams,
    body: FundsBody,
    handle: async ({ caller, params: { id }, body, reply }) =>
      answer(await steer(caller, id, reply, (pair) => ({ type: 'bots.addFunds', deal: id, ...fundsOf(pair, body) }))),
  });

  addRoute(app, {
    ...common,
    method: 'DELETE',
    url: '/deals/:id/funds/:order',
    summary: 'Take an added order back',
    params: Type.Object({ id: Id, order: Id }),
    handle: async ({ caller, params: { id, order }, reply }) =>
      answer(await steer(caller, id, reply, () => ({ type: 'bots.cancelFunds', deal: id, order }))),
  });

  addRoute(app, {
    ...common,
    method: 'POST',
    url: '/deals/:id/steps/:step/sell',
    summary: 'Sell the coins of one of several take profits at the market',
    params: Type.Object({ id: Id, step: Type.Integer({ minimum: 0, maximum: 3, description: 'from 0' }) }),
    handle: async ({ caller, params: { id, step }, reply }) =>
      answer(await steer(caller, id, reply, () => ({ type: 'bots.sellStep', deal: id, step }))),
  });
}
