import { MAX_GRID_NAME, MAX_GRID_NOTE, MAX_LINES } from '@outcry/core';
import { flag, integer, moment, number, oneOf, optional, text, withDefault } from '../parameters.ts';
import { PERSON_ACTIONS } from './settings.ts';

export const GRID_ID = { id: integer({ least: 1 }) };

const PRICE = number({ above: '0' });
const LINES = integer({ least: 2, most: MAX_LINES });
const CURRENCY = oneOf(['base', 'quote']);
const MOST = integer({ least: 1, most: MAX_LINES });

/** What a bot is made with besides its account, its pair and its lines; all of it can be changed. */
const MORE = {
  name: optional(text({ min: 1, max: MAX_GRID_NAME })),
  grid_type: optional(oneOf(['arithmetic', 'geometric'])),
  order_currency_type: optional(CURRENCY),
  profit_currency_type: optional(CURRENCY),
  upper_stop_loss_enabled: optional(flag()),
  upper_stop_loss_price: optional(PRICE),
  upper_stop_loss_action: optional(oneOf(PERSON_ACTIONS)),
  lower_stop_loss_enabled: optional(flag()),
  lower_stop_loss_price: optional(PRICE),
  lower_stop_loss_action: optional(oneOf(PERSON_ACTIONS)),
  max_active_buy_lines: optional(MOST),
  max_active_sell_lines: optional(MOST),
  trailing_up_enabled: optional(flag()),
  trailing_down_enabled: optional(flag()),
  expansion_up_enabled: optional(flag()),
  expansion_up_stop_price: optional(PRICE),
  expansion_down_enabled: optional(flag()),
  expansion_down_stop_price: optional(PRICE),
  leverage_type: optional(oneOf(['cross', 'isolated', 'not_specified'])),
  leverage_custom_value: optional(number()),
  mode: optional(oneOf(['long', 'short', 'reversal'])),
  ignore_warnings: withDefault(flag(), false),
  note: optional(text({ min: 1, max: MAX_GRID_NOTE })),
};

export const CREATE = {
  account_id: integer({ least: 1 }),
  pair: text({ max: 64 }),
  upper_price: PRICE,
  lower_price: PRICE,
  quantity_per_grid: number({ above: '0' }),
  grids_quantity: LINES,
  ...MORE,
};

export const UPDATE = {
  ...GRID_ID,
  upper_price: optional(PRICE),
  lower_price: optional(PRICE),
  quantity_per_grid: optional(number({ above: '0' })),
  grids_quantity: optional(LINES),
  ...MORE,
};

export const LIST = {
  account_id: optional(text({ max: 2_000 })),
  state: optional(oneOf(['enabled', 'disabled'])),
  sort_by: withDefault(
    oneOf(['current_profit', 'profit', 'bot_id', 'pair', 'created_at', 'updated_at', 'name']),
    'created_at',
  ),
  sort_direction: withDefault(oneOf(['ASC', 'DESC', 'asc', 'desc']), 'DESC'),
  limit: withDefault(integer({ least: 1, most: 1_000, clamp: true }), 10),
  offset: withDefault(integer({ most: 1_000_000 }), 0),
  from: optional(moment()),
  base: optional(text({ max: 64 })),
  quote: optional(text({ max: 64 })),
};

export const PROFITS = { ...GRID_ID, from: optional(moment()), to: optional(moment()) };

export const EVENTS = {
  ...GRID_ID,
  page: withDefault(integer({ least: 1, most: 100_000 }), 1),
  per_page: withDefault(integer({ least: 1, most: 100, clamp: true }), 100),
};

export const ORDERS = {
  ...GRID_ID,
  limit: withDefault(integer({ least: 1, most: 1_000, clamp: true }), 100),
  offset: withDefault(integer({ most: 1_000_000 }), 0),
};

export const SET_NOTE = { ...GRID_ID, note: text({ min: 1, max: MAX_GRID_NOTE }) };
