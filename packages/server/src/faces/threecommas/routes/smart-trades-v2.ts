import type { Command, CoreState } from '@outcry/core';
import { listTrades, MAX_OFFSET, type TradeOrder } from '../../../readmodel/index.ts';
import { instrumentOfPair } from '../pairs.ts';
import { type Call, type Route, route } from '../route.ts';
import { checkSize } from '../smart-trades/check-size.ts';
import { carryOut } from '../smart-trades/commands.ts';
import { TRADES_LIMIT } from '../smart-trades/limit.ts';
import { checkedNote } from '../smart-trades/note.ts';
import { refusedTrade } from '../smart-trades/refusals.ts';
import { accountsListed, tradeAccount, tradeOf } from '../smart-trades/seen.ts';
import { pairNamed } from '../smart-trades/v1/settings.ts';
import { commandV2, ordersOf, v2Answer, v2Answers } from '../smart-trades/v2/answers.ts';
import { changesOf } from '../smart-trades/v2/changes.ts';
import { v2Names } from '../smart-trades/v2/field-names.ts';
import { addFunds, reduceFunds, reduceInfo } from '../smart-trades/v2/funds.ts';
import { CREATE, FUNDS, KINDS, LIST, SET_NOTE, SUB_TRADE, TRADE_ID, UPDATE } from '../smart-trades/v2/parameters.ts';
import { cancelPart, closePart } from '../smart-trades/v2/parts.ts';
import { newSettings } from '../smart-trades/v2/settings.ts';
import { shownTrade } from '../smart-trades/v2/shown.ts';
import { STATUS_FILTERS } from '../smart-trades/v2/status.ts';
import { subTrades } from '../smart-trades/v2/sub-trades.ts';

/** `status`: those that run come first, then those that ended last. */
const ORDERS = {
  status: 'closed',
  created_at: 'created',
  updated_at: 'updated',
  closed_at: 'closed',
  profit: 'profit',
  profit_percentage: 'profitPercent',
} as const satisfies Record<string, TradeOrder>;

const SIZE_NAMES = { units: 'position[units][value]', total: 'total' };

/** Commands that need nothing but the trade: method, path, command, summary, what it is called when refused. */
const SIMPLE_COMMANDS = [
  ['DELETE', '', 'trades.cancel', 'Take its orders back; coins stay in the account', 'Cancel'],
  ['POST', '/close_by_market', 'trades.panicSell', 'Sell what is left at the market', 'Close by market'],
  ['POST', '/force_start', 'trades.forceStart', 'A waiting entry goes out now', 'Force start'],
  ['POST', '/force_process', 'trades.forceProcess', 'Look at everything anew with the latest prices', 'Force process'],
] as const;

/** Smart trades in their second form (`threecommas.md` 18). */
export const SMART_TRADE_V2_ROUTES: readonly Route[] = [
  route({
    security: 'signed',
    permission: 'SMART_TRADES_READ',
    weight: 1,
    method: 'GET',
    path: '/v2/smart_trades',
    limit: TRADES_LIMIT,
    parameters: LIST,
    summary: 'Smart trades; running ones first',
    handle: list,
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    method: 'POST',
    path: '/v2/smart_trades',
    parameters: CREATE,
    summary: 'Begin a smart trade of any kind',
    handle: create,
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_READ',
    weight: 1,
    method: 'GET',
    path: '/v2/smart_trades/:id',
    parameters: TRADE_ID,
    summary: 'One smart trade',
    handle: (call) => v2Answer(call, call.given.id),
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    method: 'PATCH',
    path: '/v2/smart_trades/:id',
    parameters: UPDATE,
    summary: 'Change what is not done yet',
    handle: update,
  }),
  ...SIMPLE_COMMANDS.map(([method, path, type, summary, action]) =>
    route({
      security: 'signed',
      permission: 'SMART_TRADES_WRITE',
      weight: 1,
      method,
      path: `/v2/smart_trades/:id${path}`,
      parameters: TRADE_ID,
      summary,
      handle: (call) => commandV2(call, call.given.id, action, () => ({ type, trade: call.given.id })),
    }),
  ),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    method: 'POST',
    path: '/v2/smart_trades/:id/add_funds',
    parameters: FUNDS,
    summary: 'Buy more (short: sell more) at the market or at a price',
    handle: (call) => addFunds(call, call.given),
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    method: 'POST',
    path: '/v2/smart_trades/:id/reduce_funds',
    parameters: FUNDS,
    summary: 'Sell a part (short: buy back) at the market or at a price',
    handle: (call) => reduceFunds(call, call.given),
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_READ',
    weight: 1,
    method: 'GET',
    path: '/v2/smart_trades/:id/reduce_funds_info',
    parameters: TRADE_ID,
    summary: 'How much of it may be sold at most',
    handle: (call) => reduceInfo(call, call.given.id),
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    method: 'POST',
    path: '/v2/smart_trades/:id/set_note',
    parameters: SET_NOTE,
    summary: 'Write a note on it',
    handle(call) {
      const { id: trade, note } = call.given;
      checkedNote(note);
      return commandV2(call, trade, 'Set note', () => ({ type: 'trades.note', trade, note }));
    },
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_READ',
    weight: 1,
    method: 'GET',
    path: '/v2/smart_trades/:id/trades',
    parameters: TRADE_ID,
    summary: 'Its parts: entry, exits, what was added and taken out',
    async handle(call) {
      const row = await tradeOf(call, call.given.id);
      const orders = await ordersOf(call.desk.parts, row.record.id);
      return call.desk.parts.engine.read((state) => subTrades(shownTrade(state, row, orders)));
    },
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    method: 'POST',
    path: '/v2/smart_trades/:smart_trade_id/trades/:trade_id/close_by_market',
    parameters: SUB_TRADE,
    summary: 'Sell the coins of one take profit at the market',
    handle: (call) => closePart(call, call.given),
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    method: 'DELETE',
    path: '/v2/smart_trades/:smart_trade_id/trades/:trade_id',
    parameters: SUB_TRADE,
    summary: 'End one part without trading; the last exit, or the entry, ends it all',
    handle: (call) => cancelPart(call, call.given),
  }),
];

async function create(call: Call<typeof CREATE>) {
  const { given } = call;
  const { account_id: account, pair } = given;
  const note = checkedNote(given.note) ?? null;
  const compose = (state: CoreState) => {
    tradeAccount(state, call.person.id, account);
    const instrument = pairNamed(state, pair);
    const settings = newSettings(state, instrument, given);
    checkSize(state, account, instrument, settings, SIZE_NAMES);
    return { type: 'trades.open', account, settings, note } as const;
  };
  return v2Answer(call, await carryOut(call, compose, refusedTrade('Creation', v2Names(given.position.order_type))));
}

async function update(call: Call<typeof UPDATE>) {
  const { id: trade, note } = call.given;
  checkedNote(note);
  const row = await tradeOf(call, trade);
  const names = v2Names(row.record.settings.entry?.type);
  const compose = (state: CoreState): Command => {
    const settings = state.trades.trades.get(trade)?.settings ?? row.record.settings;
    return { type: 'trades.edit', trade, changes: changesOf(call.given, shownTrade(state, row, []), settings) };
  };
  const answer = await commandV2(call, trade, 'Update', compose, names);
  if (note === undefined) return answer;
  return commandV2(call, trade, 'Update', () => ({ type: 'trades.note', trade, note }));
}

async function list(call: Call<typeof LIST>) {
  const { desk, given } = call;
  const { engine, readModel } = desk.parts;
  const found = await engine.read((state) => {
    const asset = (code: string | undefined): number | undefined =>
      code === undefined ? undefined : (state.instruments.assetByCode.get(code)?.id ?? -1);
    const { pair } = given;
    return {
      accounts: accountsListed(state, call, given.account_id),
      instrument: pair === undefined ? undefined : (instrumentOfPair(state.instruments, pair)?.id ?? -1),
      base: asset(given.base),
      quote: asset(given.quote),
    };
  });
  // what is not known is in no list
  if ([found.instrument, found.base, found.quote].includes(-1)) return [];
  const { from, to, page, per_page: limit, type, status, order_by: order } = given;
  const offset = (page - 1) * limit;
  if (offset > MAX_OFFSET) return [];
  const direction = given.order_direction.toLowerCase() === 'asc' ? 'asc' : 'desc';
  const { rows } = await listTrades(
    engine,
    readModel,
    { ...found, from, to, statuses: STATUS_FILTERS[status], kind: type === undefined ? undefined : KINDS[type] },
    { limit, offset, order: ORDERS[order], direction },
  );
  return v2Answers(desk.parts, rows);
}
