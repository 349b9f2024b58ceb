import { type Command, formatDecimal } from '@outcry/core';
import { type DealOrder, type DealStatusFilter, listDealsAs } from '../../../readmodel/index.ts';
import { DEAL_PARAMETERS } from '../bots/bot-parameters.ts';
import { changedDeal } from '../bots/changed-deal.ts';
import { refusedSettings } from '../bots/commands.ts';
import { dealAnswer, dealAnswers, dealEvents, dealView } from '../bots/deal-answers.ts';
import { commandDeal, orderDeal } from '../bots/deal-commands.ts';
import { accountsListed, dealOf } from '../bots/seen.ts';

import type { LimitRule } from '../limits.ts';
import { flag, integer, moment, number, oneOf, optional, text, withDefault } from '../parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import { v2Answer } from '../smart-trades/v2/answers.ts';

export const DEAL_ID = { deal_id: integer({ least: 1 }) };

const MINUTE_MS = 60_000;

/** Counters of their own, as published later (`threecommas.md` 4). */
const counter = (name: string): LimitRule => ({ name, limit: 120, windowMs: MINUTE_MS, blockMs: MINUTE_MS });
export const DEALS_LIMIT = counter('deals');
export const DEAL_LIMIT = counter('deal');

const ORDERS = {
  created_at: 'created',
  updated_at: 'updated',
  closed_at: 'closed',
  profit: 'profit',
  profit_percentage: 'profitPercent',
} as const satisfies Record<string, DealOrder>;

/** Anything else means all, and is no error. */
const SCOPES: Readonly<Record<string, DealStatusFilter>> = {
  active: 'active',
  finished: 'finished',
  completed: 'completed',
  cancelled: 'cancelled',
  failed: 'failed',
};

const LIST = {
  limit: withDefault(integer({ least: 1, most: 1_000, clamp: true }), 50),
  offset: withDefault(integer({ most: 1_000_000 }), 0),
  account_id: optional(integer({ least: 1 })),
  bot_id: optional(integer({ least: 1 })),
  scope: optional(text()),
  order: withDefault(oneOf(['created_at', 'updated_at', 'closed_at', 'profit', 'profit_percentage']), 'created_at'),
  order_direction: withDefault(oneOf(['asc', 'desc']), 'desc'),
  from: optional(moment()),
  to: optional(moment()),
  base: optional(text({ max: 64 })),
  quote: optional(text({ max: 64 })),
};

/** Deals of the caller's bots (`threecommas.md` 7, 15). */
export const DEAL_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/ver1/deals',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    limit: DEALS_LIMIT,
    parameters: LIST,
    summary: 'Deals of own bots, newest first',
    handle: list,
  }),
  route({
    method: 'GET',
    path: '/ver1/deals/:deal_id/show',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    limit: DEAL_LIMIT,
    parameters: DEAL_ID,
    summary: 'One deal and what has happened to it',
    async handle(call) {
      const row = await dealOf(call, call.given.deal_id);
      const deal = await dealAnswer(call, row.record.id);
      return deal.with({ bot_events: await dealEvents(call, row) });
    },
  }),
  ...(
    [
      ['panic_sell', 'bots.panicSellDeal', 'Close it at the market'],
      ['cancel', 'bots.cancelDeal', 'Take its orders back; coins stay in the account'],
    ] as const
  ).map(([name, type, summary]) =>
    route({
      method: 'POST',
      path: `/ver1/deals/:deal_id/${name}`,
      security: 'signed',
      permission: 'BOTS_WRITE',
      weight: 1,
      parameters: DEAL_ID,
      summary,
      handle: (call) => commandDeal(call, call.given.deal_id, (): Command => ({ type, deal: call.given.deal_id })),
    }),
  ),
  route({
    method: 'POST',
    path: '/ver1/deals/:deal_id/update_max_safety_orders',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: { ...DEAL_ID, max_safety_orders: integer({ most: 200 }) },
    summary: 'Change how many safety orders it may have, not below those that are filled',
    handle: (call) =>
      commandDeal(
        call,
        call.given.deal_id,
        () => ({
          type: 'bots.editDeal',
          deal: call.given.deal_id,
          changes: { maxSafetyOrders: call.given.max_safety_orders },
        }),
        refusedSettings,
      ),
  }),
  route({
    method: 'POST',
    path: '/ver1/deals/:deal_id/update_tp',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: { ...DEAL_ID, new_take_profit_percentage: number({ above: '0', most: '100000' }) },
    summary: 'Change its take profit, while it is bought',
    handle: (call) =>
      commandDeal(call, call.given.deal_id, () => ({
        type: 'bots.editDeal',
        deal: call.given.deal_id,
        changes: { takeProfit: formatDecimal(call.given.new_take_profit_percentage), takeProfitSteps: [] },
      })),
  }),
  route({
    method: 'PATCH',
    path: '/ver1/deals/:deal_id/update_deal',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: DEAL_PARAMETERS,
    summary: 'Change its settings and its note, while it is bought',
    handle: (call) => changedDeal(call, call.given),
  }),
  route({
    method: 'POST',
    path: '/ver1/deals/:deal_id/convert_to_smart_trade',
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    parameters: { ...DEAL_ID, stop_bot: withDefault(flag(), false) },
    summary: 'Its coins and exits go on as a smart trade of the second form; the deal ends as cancelled',
    async handle(call) {
      const { deal_id: deal, stop_bot: stopBot } = call.given;
      return v2Answer(call, await orderDeal(call, deal, () => ({ type: 'trades.fromDeal', deal, stopBot })));
    },
  }),
];

async function list(call: Call<typeof LIST>) {
  const { desk, given } = call;
  const { engine, readModel } = desk.parts;
  const { accounts, base, quote } = await engine.read((state) => {
    const asset = (code: string | undefined): number | undefined =>
      code === undefined ? undefined : (state.instruments.assetByCode.get(code)?.id ?? -1);
    return {
      accounts: accountsListed(state, call, { account: given.account_id, bot: given.bot_id }),
      base: asset(given.base),
      quote: asset(given.quote),
    };
  });
  if (base === -1 || quote === -1) return [];
  const { scope = '', from, to, bot_id: bot } = given;
  const status = Object.hasOwn(SCOPES, scope) ? SCOPES[scope] : undefined;
  const { rows } = await listDealsAs(
    dealView(desk),
    engine,
    readModel,
    { accounts, bot, status, base, quote, from, to },
    { limit: given.limit, offset: given.offset, order: ORDERS[given.order], direction: given.order_direction },
  );
  return dealAnswers(desk, rows);
}
