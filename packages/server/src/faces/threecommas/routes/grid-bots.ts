import type { CoreState } from '@outcry/core';
import { type GridOrder, listGrids } from '../../../readmodel/index.ts';
import { accountOf } from '../accounts/seen.ts';
import { command } from '../bots/commands.ts';
import { noMarketData } from '../errors.ts';
import { gridEntity } from '../grid-bots/entity.ts';
import { eventsPage } from '../grid-bots/events.ts';
import { balancesPage, ordersPage, profitsPage } from '../grid-bots/pages.ts';
import { CREATE, EVENTS, GRID_ID, LIST, ORDERS, PROFITS, SET_NOTE, UPDATE } from '../grid-bots/parameters.ts';
import { accountsListed, commandGrid, gridAnswer, gridOf, refusedGrid } from '../grid-bots/seen.ts';
import { changesOf, nameOf, newSettings } from '../grid-bots/settings.ts';
import { instrumentOfPair } from '../pairs.ts';
import { type Call, type Route, route } from '../route.ts';

const READING = { permission: 'BOTS_READ', weight: 1, method: 'GET' } as const;
const WRITING = { permission: 'BOTS_WRITE', weight: 1 } as const;

const ORDER_OF = {
  current_profit: 'profit',
  profit: 'profit',
  // ids grow with time
  bot_id: 'created',
  pair: 'instrument',
  created_at: 'created',
  updated_at: 'updated',
  name: 'name',
} as const satisfies Record<string, GridOrder>;

/** Grid bots of the caller (`threecommas.md` 19). */
export const GRID_BOT_ROUTES: readonly Route[] = [
  route({
    ...WRITING,
    security: 'signed',
    method: 'POST',
    path: '/ver1/grid_bots/manual',
    parameters: CREATE,
    summary: 'Make a grid bot, disabled',
    handle: create,
  }),
  route({
    ...READING,
    security: 'signed',
    path: '/ver1/grid_bots',
    parameters: LIST,
    summary: 'Own grid bots, newest first',
    handle: list,
  }),
  route({
    ...READING,
    security: 'signed',
    path: '/ver1/grid_bots/:id',
    parameters: GRID_ID,
    summary: 'One grid bot with its lines',
    handle: (call) => gridAnswer(call, call.given.id),
  }),
  route({
    ...WRITING,
    security: 'signed',
    method: 'PATCH',
    path: '/ver1/grid_bots/:id/manual',
    parameters: UPDATE,
    summary: 'Change it; with other lines or amounts a running one begins anew',
    handle: update,
  }),
  route({
    ...WRITING,
    security: 'signed',
    method: 'POST',
    path: '/ver1/grid_bots/:id/enable',
    parameters: GRID_ID,
    summary: 'Get the coins for the lines above the price and put an order on every line',
    handle: (call) =>
      commandGrid(call, (state) => ({ type: 'grid.enable', bot: gridOf(state, call.person.id, call.given.id).id })),
  }),
  route({
    ...WRITING,
    security: 'signed',
    method: 'POST',
    path: '/ver1/grid_bots/:id/disable',
    parameters: GRID_ID,
    summary: 'Take all orders back; coins stay in the account',
    handle: (call) =>
      commandGrid(call, (state) => {
        const bot = gridOf(state, call.person.id, call.given.id).id;
        return { type: 'grid.disable', bot, sell: false };
      }),
  }),
  route({
    ...WRITING,
    security: 'signed',
    method: 'DELETE',
    path: '/ver1/grid_bots/:id',
    parameters: GRID_ID,
    empty: true,
    summary: 'Delete a disabled one; the answer has no body',
    async handle(call) {
      const { person, given } = call;
      await command(
        call,
        (state) => ({ type: 'grid.delete', bot: gridOf(state, person.id, given.id).id }),
        refusedGrid,
      );
      return true;
    },
  }),
  route({
    ...WRITING,
    security: 'signed',
    method: 'POST',
    path: '/ver1/grid_bots/:id/note',
    parameters: SET_NOTE,
    summary: 'Write a note on it',
    handle: (call) =>
      commandGrid(call, (state) => {
        const bot = gridOf(state, call.person.id, call.given.id).id;
        return { type: 'grid.note', bot, note: call.given.note };
      }),
  }),
  route({
    ...READING,
    security: 'signed',
    path: '/ver1/grid_bots/:id/profits',
    parameters: PROFITS,
    summary: 'What each cycle brought, newest first',
    handle: (call) => profitsPage(call, call.given.id, call.given),
  }),
  route({
    ...READING,
    security: 'signed',
    path: '/ver1/grid_bots/:id/events',
    parameters: EVENTS,
    summary: 'What has happened to it, oldest first',
    handle: (call) => eventsPage(call, call.given.id, { page: call.given.page, perPage: call.given.per_page }),
  }),
  route({
    ...READING,
    security: 'signed',
    path: '/ver1/grid_bots/:id/market_orders',
    parameters: ORDERS,
    summary: 'Its orders, newest first: of lines, and of start and end',
    handle: (call) => ordersPage(call, call.given.id, call.given),
  }),
  route({
    ...READING,
    security: 'signed',
    path: '/ver1/grid_bots/:id/required_balances',
    parameters: GRID_ID,
    summary: 'What it needs to begin, and what of it is missing',
    handle: (call) => balancesPage(call, call.given.id),
  }),
];

function create(call: Call<typeof CREATE>) {
  const { person, given } = call;
  return commandGrid(call, (state) => {
    const account = accountOf(state, person.id, given.account_id).id;
    const instrument = instrumentOfPair(state.instruments, given.pair);
    if (instrument === undefined) throw noMarketData(given.pair);
    const settings = newSettings(instrument, nameOf(state, instrument, given.name), given);
    return { type: 'grid.create', account, settings, note: given.note ?? null };
  });
}

async function update(call: Call<typeof UPDATE>) {
  const { person, given } = call;
  const edited = await commandGrid(call, (state) => {
    const bot = gridOf(state, person.id, given.id);
    return { type: 'grid.edit', bot: bot.id, changes: changesOf(given, bot.settings) };
  });
  const { note } = given;
  if (note === undefined) return edited;
  return commandGrid(call, (state) => ({ type: 'grid.note', bot: gridOf(state, person.id, given.id).id, note }));
}

async function list(call: Call<typeof LIST>) {
  const { desk, given } = call;
  const { engine } = desk.parts;
  const { accounts, base, quote } = await engine.read((state) => ({
    accounts: accountsListed(state, call, given.account_id),
    base: assetNamed(state, given.base),
    quote: assetNamed(state, given.quote),
  }));
  if (base === null || quote === null) return [];
  const { rows } = await listGrids(
    engine,
    {
      accounts,
      enabled: given.state === undefined ? undefined : given.state === 'enabled',
      base,
      quote,
      from: given.from,
    },
    {
      limit: given.limit,
      offset: given.offset,
      order: ORDER_OF[given.sort_by],
      direction: given.sort_direction.toLowerCase() === 'asc' ? 'asc' : 'desc',
    },
  );
  return engine.read((state) => rows.map((row) => gridEntity(state, row)));
}

/** The asset with this code; null: there is none, undefined: nobody asked. */
function assetNamed({ instruments }: CoreState, code: string | undefined): number | null | undefined {
  if (code === undefined) return undefined;
  return (instruments.assetByCode.get(code) ?? instruments.assetByCode.get(code.toUpperCase()))?.id ?? null;
}
