import {
  type CoreState,
  formatDecimal,
  GRID_DEFAULTS,
  type GridSettings,
  type Instrument,
  MAX_GRID_NAME,
} from '@outcry/core';
import { accountOf } from '../accounts/seen.ts';
import { invalid, noMarketData } from '../errors.ts';
import { GRID_ID } from '../grid-bots/parameters.ts';
import { commandGrid, gridOf } from '../grid-bots/seen.ts';
import { nameOf } from '../grid-bots/settings.ts';
import { withStored } from '../grid-bots/stored.ts';
import { type GridSuggestion, suggestGrid } from '../grid-bots/suggestion.ts';
import { marketNamed } from '../markets.ts';
import { instrumentOfPair, pairName } from '../pairs.ts';
import { integer, number, oneOf, optional, text } from '../parameters.ts';
import { type Call, type Route, route } from '../route.ts';
import type { JsonValue } from '../wire/json.ts';
import { withPoint } from '../wire/numbers.ts';

/** What settings are called here. */
const NAMES = { amount: 'total_quantity', 'amount.value': 'total_quantity' };

const PAIR = { pair: text({ max: 64 }) };

const SETTINGS = {
  name: optional(text({ min: 1, max: MAX_GRID_NAME })),
  total_quantity: number({ above: '0' }),
  leverage_type: optional(oneOf(['custom', 'cross', 'isolated', 'not_specified'])),
  leverage_custom_value: optional(number()),
};

const CREATE = { account_id: integer({ least: 1 }), ...PAIR, ...SETTINGS };
const UPDATE = { ...GRID_ID, pair: optional(text({ max: 64 })), ...SETTINGS };

/** Grid bots whose lines the platform chooses. */
export const GRID_BOT_AI_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    path: '/ver1/grid_bots/ai',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: CREATE,
    summary: 'Make a grid bot that takes so much quote currency in all; its lines follow from the last week',
    handle: create,
  }),
  route({
    method: 'GET',
    path: '/ver1/grid_bots/ai_settings',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    parameters: { ...PAIR, market_code: text({ max: 64 }) },
    summary: 'The lines that such a bot would have now',
    async handle({ desk, given: { pair, market_code: market } }) {
      if (marketNamed(market) === undefined) throw invalid({ market_code: ['does not have a valid value'] });
      const instrument = desk.parts.engine.market((state) => pairNamed(state, pair));
      const suggestion = await suggestGrid(desk.parts, instrument);
      return desk.parts.engine.market(({ instruments }) =>
        settingsAnswer(pairName(instruments, instrument), suggestion),
      );
    },
  }),
  route({
    method: 'PATCH',
    path: '/ver1/grid_bots/:id/ai',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: UPDATE,
    summary: 'Give it another sum and the lines of now; a running one begins anew',
    handle: update,
  }),
];

function settingsAnswer(pair: string | undefined, { lower, upper, lines }: GridSuggestion): JsonValue {
  return { pair: pair ?? '', lower_price: withPoint(lower), upper_price: withPoint(upper), grids_quantity: `${lines}` };
}

/** Throws Fault. */
function pairNamed({ instruments }: Pick<CoreState, 'instruments'>, pair: string): Instrument {
  const instrument = instrumentOfPair(instruments, pair);
  if (instrument === undefined) throw noMarketData(pair);
  return instrument;
}

type Sum = Pick<Call<typeof CREATE>['given'], 'total_quantity' | 'leverage_type' | 'leverage_custom_value'>;

/** What a suggestion and a sum are in the core's words. */
function shapeOf({ lower, upper, lines }: GridSuggestion, given: Sum, before: GridSettings['stored']) {
  const { leverage_type: type, leverage_custom_value: value } = given;
  return {
    type: 'arithmetic',
    lower,
    upper,
    lines,
    amount: { per: 'total', value: formatDecimal(given.total_quantity) },
    orderCurrency: 'quote',
    profitCurrency: 'quote',
    stored: withStored(before, {
      strategy_type: 'ai',
      ...(type === undefined ? {} : { leverage_type: type }),
      ...(value === undefined ? {} : { leverage_custom_value: formatDecimal(value) }),
    }),
  } as const satisfies Partial<GridSettings>;
}

async function create(call: Call<typeof CREATE>): Promise<JsonValue> {
  const { desk, person, given } = call;
  const { engine } = desk.parts;
  const instrument = await engine.read((state) => {
    accountOf(state, person.id, given.account_id);
    return pairNamed(state, given.pair);
  });
  const suggestion = await suggestGrid(desk.parts, instrument);
  return commandGrid(
    call,
    (state) => {
      const account = accountOf(state, person.id, given.account_id).id;
      const name = nameOf(state, instrument, given.name);
      const shape = shapeOf(suggestion, given, {});
      const settings = { ...GRID_DEFAULTS, ...shape, name, instrument: instrument.id };
      return { type: 'grid.create', account, settings, note: null };
    },
    NAMES,
  );
}

async function update(call: Call<typeof UPDATE>): Promise<JsonValue> {
  const { desk, person, given } = call;
  const instrument = await desk.parts.engine.read((state) => {
    const { settings } = gridOf(state, person.id, given.id);
    if (given.pair !== undefined && instrumentOfPair(state.instruments, given.pair)?.id !== settings.instrument)
      throw invalid({ pair: ["Can't be edit"] });
    return state.instruments.instruments[settings.instrument] as Instrument;
  });
  const suggestion = await suggestGrid(desk.parts, instrument);
  return commandGrid(
    call,
    (state) => {
      const { id: bot, settings } = gridOf(state, person.id, given.id);
      const named = given.name === undefined ? {} : { name: given.name };
      return { type: 'grid.edit', bot, changes: { ...named, ...shapeOf(suggestion, given, settings.stored) } };
    },
    NAMES,
  );
}
