import type { CoreState, Instrument, TradeRecord, TradeSettings } from '@outcry/core';
import { listTrades, type TradeOrder, type TradeStatusFilter } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import { instrumentOfPair } from '../pairs.ts';
import { type Given, integer, list as listOf, oneOf, optional, text, withDefault } from '../parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import { checkSize } from '../smart-trades/check-size.ts';
import { type Acting, carryOut } from '../smart-trades/commands.ts';
import { TRADES_LIMIT } from '../smart-trades/limit.ts';
import { checkedNote } from '../smart-trades/note.ts';
import { refusedTrade } from '../smart-trades/refusals.ts';
import { accountsListed, tradeAccount, tradeOf } from '../smart-trades/seen.ts';
import { addFunds } from '../smart-trades/v1/added-funds.ts';
import { commandV1, v1Answer, v1Answers } from '../smart-trades/v1/answers.ts';
import { changesOf } from '../smart-trades/v1/changes.ts';
import { V1_NAMES } from '../smart-trades/v1/field-names.ts';
import {
  ADD_FUNDS,
  SELL_PARAMETERS,
  SIMPLE_PARAMETERS,
  TRADE_ID,
  TRADE_PARAMETERS,
  UPDATE_PARAMETERS,
} from '../smart-trades/v1/parameters.ts';
import { pairNamed, saleSettings, simpleSettings, tradeSettings } from '../smart-trades/v1/settings.ts';
import { V1_TYPE_NAMES, V1_TYPES } from '../smart-trades/v1/status.ts';
import { partNamed } from '../smart-trades/v2/sub-trade-ids.ts';

const ORDERS = { created_at: 'created', updated_at: 'updated', closed_at: 'closed' } as const satisfies Record<
  string,
  TradeOrder
>;

/** Anything else means all, and is no error. */
const SCOPES: Readonly<Record<string, TradeStatusFilter>> = {
  active: 'active',
  finished: 'ended',
  cancelled: 'cancelled',
  failed: 'failed',
};

const LIST = {
  limit: withDefault(integer({ least: 1, most: 1_000, clamp: true }), 50),
  offset: withDefault(integer({ most: 1_000_000 }), 0),
  account_id: optional(integer({ least: 1 })),
  scope: optional(text()),
  type: optional(oneOf(V1_TYPE_NAMES)),
  order: withDefault(oneOf(['created_at', 'updated_at', 'closed_at']), 'created_at'),
  pairs: optional(listOf(text({ max: 64 }), { most: 1 })),
};

/** Commands that need nothing but the trade: name, command, summary, what it is called when refused. */
const SIMPLE_COMMANDS = [
  ['cancel', 'trades.cancel', 'Take its orders back; coins stay in the account', 'Cancel'],
  ['panic_sell', 'trades.panicSell', 'Sell what is left at the market', 'Panic sell'],
  ['force_process', 'trades.forceProcess', 'Look at everything anew with the latest prices', 'Force process'],
  ['force_start', 'trades.forceStart', 'A waiting entry goes out now', 'Force start'],
] as const;

const [CANCEL, PANIC_SELL] = SIMPLE_COMMANDS;

/** Smart trades in their first form (`threecommas.md` 10). */
export const SMART_TRADE_ROUTES: readonly Route[] = [
  route({
    security: 'signed',
    permission: 'SMART_TRADES_READ',
    weight: 1,
    method: 'GET',
    path: '/ver1/smart_trades',
    limit: TRADES_LIMIT,
    parameters: LIST,
    summary: 'Smart trades, newest first',
    handle: list,
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_READ',
    weight: 1,
    method: 'GET',
    path: '/ver1/smart_trades/:smart_trade_id/show',
    parameters: TRADE_ID,
    summary: 'One smart trade',
    handle: (call) => v1Answer(call, call.given.smart_trade_id),
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    method: 'POST',
    path: '/ver1/smart_trades/create_smart_sell',
    parameters: SELL_PARAMETERS,
    summary: 'Sell coins that are held already, by plan',
    handle: (call) => opened(call, call.given, (instrument) => saleSettings(instrument, call.given)),
  }),
  ...(
    [
      ['create_smart_trade', 'long', 'Buy, then sell by plan'],
      ['create_smart_cover', 'short', 'Sell, then buy back by plan'],
    ] as const
  ).map(([name, side, summary]) =>
    route({
      security: 'signed',
      permission: 'SMART_TRADES_WRITE',
      weight: 1,
      method: 'POST',
      path: `/ver1/smart_trades/${name}`,
      parameters: TRADE_PARAMETERS,
      summary,
      handle: (call) => opened(call, call.given, (instrument) => tradeSettings(instrument, side, call.given)),
    }),
  ),
  ...(
    [
      ['create_simple_buy', 'long', 'Buy alone'],
      ['create_simple_sell', 'short', 'Sell alone'],
    ] as const
  ).map(([name, side, summary]) =>
    route({
      security: 'signed',
      permission: 'SMART_TRADES_WRITE',
      weight: 1,
      method: 'POST',
      path: `/ver1/smart_trades/${name}`,
      parameters: SIMPLE_PARAMETERS,
      summary,
      handle: (call) => opened(call, call.given, (instrument) => simpleSettings(instrument, side, call.given)),
    }),
  ),
  ...[CANCEL, PANIC_SELL].map(([name, type, summary, action]) =>
    route({
      security: 'signed',
      permission: 'SMART_TRADES_WRITE',
      weight: 1,
      method: 'POST',
      path: `/ver1/smart_trades/${name}`,
      parameters: TRADE_ID,
      summary: `${summary}, the id as a parameter`,
      handle: (call) =>
        commandV1(call, call.given.smart_trade_id, action, () => ({ type, trade: call.given.smart_trade_id })),
    }),
  ),
  ...SIMPLE_COMMANDS.map(([name, type, summary, action]) =>
    route({
      security: 'signed',
      permission: 'SMART_TRADES_WRITE',
      weight: 1,
      method: 'POST',
      path: `/ver1/smart_trades/:smart_trade_id/${name}`,
      parameters: TRADE_ID,
      summary,
      handle: (call) =>
        commandV1(call, call.given.smart_trade_id, action, () => ({ type, trade: call.given.smart_trade_id })),
    }),
  ),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    method: 'PATCH',
    path: '/ver1/smart_trades/:smart_trade_id/update',
    parameters: UPDATE_PARAMETERS,
    summary: 'Change what is not done yet',
    handle: update,
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    method: 'POST',
    path: '/ver1/smart_trades/:smart_trade_id/step_panic_sell',
    parameters: { ...TRADE_ID, step_id: integer({ least: 1 }) },
    summary: 'Sell the coins of one step at the market',
    async handle(call) {
      const { smart_trade_id: trade, step_id: step } = call.given;
      const { record } = await tradeOf(call, trade);
      const position = positionOf(record, step);
      return commandV1(call, trade, 'Panic sell', () => ({ type: 'trades.panicSellStep', trade, position }));
    },
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    method: 'POST',
    path: '/ver1/smart_trades/:smart_trade_id/cancel_order',
    parameters: { ...TRADE_ID, step_id: integer({ least: 1 }) },
    summary: 'End one step without selling, its coins go to the others; or take an order that was added back',
    async handle(call) {
      const { smart_trade_id: trade, step_id: step } = call.given;
      const { record } = await tradeOf(call, trade);
      const part = partNamed(record, step);
      if (part?.kind === 'order')
        return commandV1(call, trade, 'Cancel', () => ({ type: 'trades.cancelOrder', trade, order: part.order }));
      const position = positionOf(record, step);
      return commandV1(call, trade, 'Cancel', () => ({ type: 'trades.cancelStep', trade, position }));
    },
  }),
  route({
    security: 'signed',
    permission: 'SMART_TRADES_WRITE',
    weight: 1,
    method: 'POST',
    path: '/ver1/smart_trades/:smart_trade_id/add_funds',
    parameters: ADD_FUNDS,
    summary: 'Buy more (short: sell more) at the market or at a price',
    handle: (call) => addFunds(call, call.given),
  }),
];

interface Opening {
  readonly account_id: number;
  readonly pair: string;
  readonly note?: string | undefined;
}

async function opened(call: Acting, given: Opening, settingsOf: (instrument: Instrument) => TradeSettings) {
  const { account_id: account, pair } = given;
  const note = checkedNote(given.note);
  const compose = (state: CoreState) => {
    tradeAccount(state, call.person.id, account);
    const instrument = pairNamed(state, pair);
    const settings = settingsOf(instrument);
    checkSize(state, account, instrument, settings, { units: 'units_to_buy', total: 'total' });
    return { type: 'trades.open', account, settings, note: note ?? null } as const;
  };
  return v1Answer(call, await carryOut(call, compose, refusedTrade('Creation', V1_NAMES)));
}

async function update(call: Call<typeof UPDATE_PARAMETERS>) {
  const { smart_trade_id: trade, note } = call.given;
  checkedNote(note);
  const { record } = await tradeOf(call, trade);
  const compose = (state: CoreState) => {
    const before = state.trades.trades.get(trade)?.settings ?? record.settings;
    return { type: 'trades.edit', trade, changes: changesOf(call.given, before) } as const;
  };
  const answer = await commandV1(call, trade, 'Update', compose);
  if (note === undefined) return answer;
  return commandV1(call, trade, 'Update', () => ({ type: 'trades.note', trade, note }));
}

/** The position of one of a trade's steps. Throws Fault. */
function positionOf({ steps }: TradeRecord, step: number): number {
  const found = steps.find(({ id }) => id === step);
  if (found === undefined) throw new Fault('stepNotFound');
  return found.settings.position;
}

async function list(call: Call<typeof LIST>) {
  const given: Given<typeof LIST> = call.given;
  const { engine, readModel } = call.desk.parts;
  const [pair] = given.pairs ?? [];
  const { accounts, instrument } = await engine.read((state) => ({
    accounts: accountsListed(state, call, given.account_id),
    instrument: pair === undefined ? undefined : (instrumentOfPair(state.instruments, pair)?.id ?? -1),
  }));
  if (instrument === -1) return [];
  const { scope = '' } = given;
  const statuses = Object.hasOwn(SCOPES, scope) ? [SCOPES[scope] as TradeStatusFilter] : undefined;
  const kinds: { kind?: (typeof V1_TYPES)[keyof typeof V1_TYPES]['kind']; conditional?: boolean } =
    given.type === undefined ? {} : V1_TYPES[given.type];
  const { rows } = await listTrades(
    engine,
    readModel,
    { accounts, instrument, statuses, ...kinds },
    { limit: given.limit, offset: given.offset, order: ORDERS[given.order] },
  );
  return v1Answers(call, rows);
}
