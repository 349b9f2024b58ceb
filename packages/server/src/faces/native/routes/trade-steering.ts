import { MAX_TRADE_NOTE } from '@outcry/core';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { TradeRow } from '../../../readmodel/index.ts';
import type { NativeParts } from '../parts.ts';
import { Id, strict } from '../wire/primitives.ts';
import { belowTradeSettings, TradeSettingsChanges, tradeChanges } from '../wire/trade-settings.ts';
import { TradeAnswer } from '../wire/trades.ts';
import type { Access } from './access.ts';
import { IdParams } from './accounts.ts';
import { addRoute } from './add-route.ts';
import { FundsBody, fundsOf, noteBody, steering } from './steer.ts';

const StepParams = Type.Object({ id: Id, position: Type.Integer({ minimum: 1 }) });

/** Commands for a whole trade that take nothing else. */
const COMMANDS = [
  ['cancel', 'trades.cancel', 'Take the orders of a smart trade back and end it; coins stay in the account'],
  ['panic-sell', 'trades.panicSell', 'Sell what a smart trade holds at the market and end it'],
  ['force-start', 'trades.forceStart', 'Send an entry that waits for its price now'],
  ['force-process', 'trades.forceProcess', 'Look at everything anew with the latest prices; nothing due, nothing done'],
] as const;

const STEP_COMMANDS = [
  ['panic-sell', 'trades.panicSellStep', 'Sell the coins of one take profit at the market'],
  ['cancel', 'trades.cancelStep', 'End one take profit without selling; its coins go to the others'],
] as const;

const FUNDS = [
  ['funds', 'trades.add', 'Buy more into a smart trade (short: sell more)'],
  ['reductions', 'trades.reduce', 'Sell a part of a smart trade (short: buy back)'],
] as const;

/** Steering smart trades that run. */
export function tradeSteeringRoutes(
  app: FastifyInstance,
  parts: NativeParts,
  access: Access,
  answer: (row: TradeRow) => TradeAnswer,
): void {
  const steer = steering(parts, {
    field: 'trade',
    name: 'smart trade',
    find: (caller, id) => access.trade(caller, id),
    instrument: ({ record }) => record.settings.instrument,
  });
  const common = { right: 'trades:write', tag: 'smart-trades', answer: TradeAnswer } as const;

  addRoute(app, {
    ...common,
    method: 'PATCH',
    url: '/smart-trades/:id',
    summary: 'Change settings of a running smart trade',
    description:
      'What is left out stays. Take profits come as the whole set: those that are sold unchanged, all shares summing to 100. Entry and quantity change only while the entry waits for its price or its limit order rests, `averagePrice` only of coins that were held already.',
    params: IdParams,
    body: strict({ settings: TradeSettingsChanges }),
    handle: ({ caller, params: { id }, body, reply }) =>
      steer(caller, id, reply, (_, { record }) => ({
        type: 'trades.edit',
        trade: id,
        changes: tradeChanges(body.settings, record.settings.side),
      })).then(answer, belowTradeSettings),
  });

  addRoute(app, {
    ...common,
    method: 'PUT',
    url: '/smart-trades/:id/note',
    summary: 'Write a note on a running smart trade',
    params: IdParams,
    body: noteBody(MAX_TRADE_NOTE),
    handle: async ({ caller, params: { id }, body, reply }) =>
      answer(await steer(caller, id, reply, () => ({ type: 'trades.note', trade: id, note: body.note }))),
  });

  for (const [path, type, summary] of COMMANDS) {
    addRoute(app, {
      ...common,
      method: 'POST',
      url: `/smart-trades/:id/${path}`,
      summary,
      params: IdParams,
      handle: async ({ caller, params: { id }, reply }) =>
        answer(await steer(caller, id, reply, () => ({ type, trade: id }))),
    });
  }

  for (const [path, type, summary] of STEP_COMMANDS) {
    addRoute(app, {
      ...common,
      method: 'POST',
      url: `/smart-trades/:id/steps/:position/${path}`,
      summary,
      params: StepParams,
      handle: async ({ caller, params: { id, position }, reply }) =>
        answer(await steer(caller, id, reply, () => ({ type, trade: id, position }))),
    });
  }

  for (const [path, type, summary] of FUNDS) {
    addRoute(app, {
      ...common,
      method: 'POST',
      url: `/smart-trades/:id/${path}`,
      summary,
      params: IdParams,
      body: FundsBody,
      handle: async ({ caller, params: { id }, body, reply }) =>
        answer(await steer(caller, id, reply, (pair) => ({ type, trade: id, ...fundsOf(pair, body) }))),
    });
  }

  addRoute(app, {
    ...common,
    method: 'DELETE',
    url: '/smart-trades/:id/orders/:order',
    summary: 'Take an order back that adds to or reduces a smart trade',
    params: Type.Object({ id: Id, order: Id }),
    handle: async ({ caller, params: { id, order }, reply }) =>
      answer(await steer(caller, id, reply, () => ({ type: 'trades.cancelOrder', trade: id, order }))),
  });
}
