import type { Command, Instrument, Price } from '@outcry/core';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Caller } from '../../../identity/index.ts';
import { type DealRow, listDealEvents, listDealOrders } from '../../../readmodel/index.ts';
import { ApiError } from '../errors.ts';
import { listed, type NativeParts } from '../parts.ts';
import { belowSettings, DealSettingsChanges } from '../wire/bot-settings.ts';
import { DealEventAnswer, DealOrderAnswer, dealEventAnswer, dealOrderAnswer } from '../wire/deal-events.ts';
import { DealAnswer, dealAnswer } from '../wire/deals.ts';
import { instrumentOf } from '../wire/instruments.ts';
import { DEFAULT_LIMIT, DecimalText, Id, nullable, PageQuery, pageOf, strict } from '../wire/primitives.ts';
import type { Access } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { dealListRoutes } from './deal-list.ts';
import { priceOf, quantityOf } from './orders.ts';
import { submit } from './submit.ts';

const MAX_NOTE = 300;

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

  addRoute(app, {
    method: 'GET',
    url: '/deals/:id/timeline',
    right: 'bots:read',
    tag: 'deals',
    summary: 'What has happened to a deal, oldest first',
    params: IdParams,
    query: strict(PageQuery),
    answer: pageOf(DealEventAnswer),
    async handle({ caller, params, query }) {
      const { record } = await access.deal(caller, params.id);
      const { limit = DEFAULT_LIMIT, cursor } = query;
      const { rows, next } = await listDealEvents(parts.readModel, params.id, { limit, cursor });
      return { items: rows.map((row) => dealEventAnswer(listed(parts), record.instrument, row)), next };
    },
  });

  addRoute(app, {
    method: 'GET',
    url: '/deals/:id/orders',
    right: 'bots:read',
    tag: 'deals',
    summary: 'Orders of a deal, open and finished, newest first',
    params: IdParams,
    query: strict(PageQuery),
    answer: pageOf(DealOrderAnswer),
    async handle({ caller, params, query }) {
      await access.deal(caller, params.id);
      const { limit = DEFAULT_LIMIT, cursor } = query;
      const { rows, next } = await listDealOrders(parts.engine, parts.readModel, params.id, { limit, cursor });
      return { items: rows.map((row) => dealOrderAnswer(listed(parts), row)), next };
    },
  });

  steeringRoutes(app, parts, access, answer);
}

function steeringRoutes(
  app: FastifyInstance,
  parts: NativeParts,
  access: Access,
  answer: (row: DealRow) => DealAnswer,
): void {
  /** Sends what `compose` makes of a running deal's pair and shows the deal as it is then. */
  const steer = async (
    caller: Caller,
    id: number,
    reply: FastifyReply,
    compose: (pair: Instrument) => Command,
  ): Promise<DealAnswer> => {
    const row = await access.deal(caller, id);
    if (row.figures === null) throw ended(id, row.record.status);
    const command = compose(instrumentOf(listed(parts), row.record.instrument));
    await submit(parts, command, reply).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'unknown_deal') throw ended(id, 'ended by now');
      throw error;
    });
    return answer(await access.deal(caller, id));
  };

  addRoute(app, {
    method: 'PATCH',
    url: '/deals/:id',
    right: 'bots:write',
    tag: 'deals',
    summary: 'Change settings of a running deal that is bought',
    description: 'What is left out stays.',
    params: IdParams,
    body: strict({ settings: DealSettingsChanges }),
    answer: DealAnswer,
    handle: ({ caller, params: { id }, body, reply }) =>
      steer(caller, id, reply, () => ({ type: 'bots.editDeal', deal: id, changes: body.settings })).catch(
        belowSettings,
      ),
  });

  addRoute(app, {
    method: 'PUT',
    url: '/deals/:id/note',
    right: 'bots:write',
    tag: 'deals',
    summary: 'Write a note on a running deal',
    params: IdParams,
    body: strict({ note: nullable(Type.String({ minLength: 1, maxLength: MAX_NOTE, description: 'null: none' })) }),
    answer: DealAnswer,
    handle: ({ caller, params: { id }, body, reply }) =>
      steer(caller, id, reply, () => ({ type: 'bots.noteDeal', deal: id, note: body.note })),
  });

  addRoute(app, {
    method: 'POST',
    url: '/deals/:id/panic-sell',
    right: 'bots:write',
    tag: 'deals',
    summary: 'Sell what a deal holds at the market and end it',
    params: IdParams,
    answer: DealAnswer,
    handle: ({ caller, params: { id }, reply }) =>
      steer(caller, id, reply, () => ({ type: 'bots.panicSellDeal', deal: id })),
  });

  addRoute(app, {
    method: 'POST',
    url: '/deals/:id/cancel',
    right: 'bots:write',
    tag: 'deals',
    summary: 'Take the orders of a deal back and end it; coins stay in the account',
    params: IdParams,
    answer: DealAnswer,
    handle: ({ caller, params: { id }, reply }) =>
      steer(caller, id, reply, () => ({ type: 'bots.cancelDeal', deal: id })),
  });

  addRoute(app, {
    method: 'POST',
    url: '/deals/:id/funds',
    right: 'bots:write',
    tag: 'deals',
    summary: 'Buy more into a deal (short: sell more)',
    params: IdParams,
    body: strict({
      quantity: DecimalText,
      price: Type.Optional({ ...DecimalText, description: 'limit; left out: at the market' }),
    }),
    answer: DealAnswer,
    handle: ({ caller, params: { id }, body, reply }) =>
      steer(caller, id, reply, (pair) => ({
        type: 'bots.addFunds',
        deal: id,
        quantity: quantityOf(pair, body.quantity),
        price: body.price === undefined ? (0 as Price) : priceOf(pair, 'price', body.price),
      })),
  });

  addRoute(app, {
    method: 'DELETE',
    url: '/deals/:id/funds/:order',
    right: 'bots:write',
    tag: 'deals',
    summary: 'Take an added order back',
    params: Type.Object({ id: Id, order: Id }),
    answer: DealAnswer,
    handle: ({ caller, params: { id, order }, reply }) =>
      steer(caller, id, reply, () => ({ type: 'bots.cancelFunds', deal: id, order })),
  });

  addRoute(app, {
    method: 'POST',
    url: '/deals/:id/steps/:step/sell',
    right: 'bots:write',
    tag: 'deals',
    summary: 'Sell the coins of one of several take profits at the market',
    params: Type.Object({ id: Id, step: Type.Integer({ minimum: 0, maximum: 3, description: 'from 0' }) }),
    answer: DealAnswer,
    handle: ({ caller, params: { id, step }, reply }) =>
      steer(caller, id, reply, () => ({ type: 'bots.sellStep', deal: id, step })),
  });
}

function ended(id: number, status: string): ApiError {
  return new ApiError('not_allowed_now', `deal ${id} runs no more: it is ${status}`, 'deal');
}
