import { formatDecimal, isTextError, type Price, priceFromText, quantityFromText, type Rejection } from '@outcry/core';
import { dealAnswer } from '../bots/deal-answers.ts';
import { commandDeal, orderDeal } from '../bots/deal-commands.ts';
import { marketOrders } from '../bots/deal-orders.ts';
import { fundsPage } from '../bots/funds-page.ts';
import { dealOf } from '../bots/seen.ts';
import { stepOfTrade } from '../bots/take-profit-steps.ts';
import { Fault, invalid, refusal } from '../errors.ts';
import { flag, integer, number, oneOf, optional, withDefault } from '../parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import { DEAL_ID } from './deals.ts';

const ADD_FUNDS = {
  ...DEAL_ID,
  quantity: number({ above: '0' }),
  is_market: flag(),
  rate: optional(number({ above: '0' })),
  response_type: withDefault(oneOf(['empty', 'deal', 'market_order']), 'empty'),
};

const CANNOT_BE_CANCELLED = new Fault('cannotBeCancelled');

/** Orders of deals: read, added and taken back (`threecommas.md` 15). */
export const DEAL_ORDER_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/ver1/deals/:deal_id/market_orders',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    parameters: DEAL_ID,
    summary: 'Its orders, newest first',
    async handle(call) {
      const { record } = await dealOf(call, call.given.deal_id);
      return marketOrders(call, record.id);
    },
  }),
  route({
    method: 'GET',
    path: '/ver1/deals/:deal_id/data_for_adding_funds',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    parameters: DEAL_ID,
    summary: 'What is needed to add to it',
    async handle(call) {
      const row = await dealOf(call, call.given.deal_id);
      return call.desk.parts.engine.read((state) => fundsPage(state, row));
    },
  }),
  route({
    method: 'POST',
    path: '/ver1/deals/:deal_id/add_funds',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: ADD_FUNDS,
    summary: 'Buy more (short: sell more) at the market or at a price',
    handle: addFunds,
  }),
  route({
    method: 'POST',
    path: '/ver1/deals/:deal_id/cancel_order',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: { ...DEAL_ID, order_id: integer({ least: 1, most: Number.MAX_SAFE_INTEGER }) },
    summary: 'Take back an order that was added by hand',
    async handle(call) {
      const { deal_id: deal, order_id: order } = call.given;
      await orderDeal(call, deal, () => ({ type: 'bots.cancelFunds', deal, order }), notCancelled);
      return marketOrders(call, deal);
    },
  }),
  route({
    method: 'POST',
    path: '/ver1/deals/:deal_id/panic_sell_step',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: { ...DEAL_ID, trade_id: integer({ most: Number.MAX_SAFE_INTEGER }) },
    summary: 'Close one of several take profits at the market',
    handle(call) {
      const { deal_id: deal, trade_id: trade } = call.given;
      const step = stepOfTrade(deal, trade);
      if (step === undefined) throw new Fault('notFound');
      return commandDeal(call, deal, () => ({ type: 'bots.sellStep', deal, step }));
    },
  }),
];

async function addFunds(call: Call<typeof ADD_FUNDS>) {
  const { deal_id: deal, quantity, is_market: atMarket, rate, response_type: wanted } = call.given;
  if (!atMarket && rate === undefined) throw invalid({ rate: ['is missing'] });
  const { record } = await dealOf(call, deal);
  const instrument = await call.desk.parts.engine.read((state) => state.instruments.instruments[record.instrument]);
  if (instrument === undefined) throw new Fault('notFound');
  const steps = quantityFromText(instrument, formatDecimal(quantity));
  if (isTextError(steps)) throw invalid({ quantity: [steps.detail] });
  const price = atMarket || rate === undefined ? (0 as Price) : priceFromText(instrument, formatDecimal(rate));
  if (isTextError(price)) throw invalid({ rate: [price.detail] });
  const order = await orderDeal(
    call,
    deal,
    () => ({ type: 'bots.addFunds', deal, quantity: steps, price }),
    (rejection) => refusal(rejection, { price: 'rate' }),
  );
  if (wanted === 'empty') return { status: 'success' };
  if (wanted === 'deal') return dealAnswer(call, deal);
  const orders = await marketOrders(call, deal);
  const added = orders.find(({ order_id }) => order_id === String(order));
  if (added === undefined) throw new Fault('notFound');
  return added;
}

/** Only orders that were added and rest can be taken back. */
function notCancelled({ reason }: Rejection): Fault {
  return reason === 'unknown_order' || reason === 'not_allowed_now' || reason === 'not_cancellable'
    ? CANNOT_BE_CANCELLED
    : refusal({ reason, field: null, detail: '' });
}
