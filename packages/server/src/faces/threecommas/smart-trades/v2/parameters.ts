import { flag, group, integer, list, moment, number, oneOf, optional, text, withDefault } from '../../parameters.ts';
import { PRICE_METHODS } from '../v1/parameters.ts';

/** Steps that version 2 takes. */
const MAX_STEPS = 8;
const MAX_TIMEOUT = 2_592_000;

const PRICE = number({ above: '0' });
const UNITS = number({ above: '0' });

/** Of what is switched off nothing else counts: 0 is a percentage then. */
const TRAILING = group({ enabled: flag(), percent: optional(number({ least: '0', most: '99.9999' })) });
const PRICE_VALUE = group({ value: optional(PRICE) });
const TARGET = group({
  type: optional(oneOf(PRICE_METHODS)),
  value: optional(PRICE),
  percent: optional(number()),
});

const LEVERAGE = group({
  enabled: flag(),
  type: optional(oneOf(['custom', 'cross', 'isolated', 'not_specified'])),
  value: optional(number({ above: '0' })),
});

const STEP = group({
  id: optional(integer({ least: 1 })),
  position: optional(integer({ least: 1, most: 1_000_000 })),
  order_type: oneOf(['market', 'limit']),
  volume: number({ above: '0', most: '100' }),
  price: TARGET,
  trailing: optional(TRAILING),
});

const TAKE_PROFIT = group({ enabled: flag(), steps: optional(list(STEP, { most: MAX_STEPS })) });

const STOP_LOSS = group({
  enabled: flag(),
  breakeven: optional(flag()),
  order_type: optional(oneOf(['market', 'limit'])),
  price: optional(PRICE_VALUE),
  conditional: optional(group({ price: optional(TARGET), trailing: optional(TRAILING) })),
  timeout: optional(group({ enabled: flag(), value: optional(integer({ most: MAX_TIMEOUT })) })),
});

const NOTE = optional(text({ max: 10_000 }));

/** `POST /v2/smart_trades` (`threecommas.md` 18). */
export const CREATE = {
  account_id: integer({ least: 1 }),
  pair: text({ max: 64 }),
  instant: withDefault(flag(), false),
  skip_enter_step: withDefault(flag(), false),
  leverage: optional(LEVERAGE),
  position: group({
    type: oneOf(['buy', 'sell']),
    order_type: oneOf(['market', 'limit', 'conditional']),
    units: group({ value: UNITS }),
    price: optional(PRICE_VALUE),
    conditional: optional(
      group({
        order_type: oneOf(['market', 'limit']),
        price: group({ type: optional(oneOf(PRICE_METHODS)), value: PRICE }),
        trailing: optional(TRAILING),
      }),
    ),
  }),
  take_profit: optional(TAKE_PROFIT),
  stop_loss: optional(STOP_LOSS),
  note: NOTE,
} as const;

export const TRADE_ID = { id: integer({ least: 1 }) } as const;
export const SUB_TRADE = {
  smart_trade_id: integer({ least: 1 }),
  trade_id: integer({ least: 1, most: Number.MAX_SAFE_INTEGER }),
} as const;

/** `PATCH /v2/smart_trades/{id}`: what is left out stays. */
export const UPDATE = {
  ...TRADE_ID,
  leverage: optional(LEVERAGE),
  position: optional(
    group({
      type: optional(oneOf(['buy', 'sell'])),
      order_type: optional(oneOf(['market', 'limit', 'conditional'])),
      units: optional(group({ value: optional(UNITS) })),
      price: optional(PRICE_VALUE),
      conditional: optional(
        group({
          order_type: optional(oneOf(['market', 'limit'])),
          price: optional(group({ type: optional(oneOf(PRICE_METHODS)), value: optional(PRICE) })),
          trailing: optional(TRAILING),
        }),
      ),
    }),
  ),
  take_profit: optional(TAKE_PROFIT),
  stop_loss: optional(STOP_LOSS),
  note: NOTE,
} as const;

/** `add_funds` and `reduce_funds`. */
export const FUNDS = {
  ...TRADE_ID,
  order_type: oneOf(['market', 'limit']),
  units: group({ value: UNITS }),
  price: optional(PRICE_VALUE),
} as const;

export const SET_NOTE = { ...TRADE_ID, note: text({ min: 1, max: 10_000 }) } as const;

/** What smart trades are called in lists, and the kinds that are meant. */
export const KINDS = {
  simple_buy: 'simpleBuy',
  simple_sell: 'simpleSell',
  smart_sell: 'smartSale',
  smart_buy: 'smartBuy',
  smart_trade: 'smartTrade',
  smart_cover: 'smartCover',
} as const;

export type KindName = keyof typeof KINDS;
const KIND_NAMES = Object.keys(KINDS) as KindName[];

const STATUSES = [
  'all',
  'active',
  'finished',
  'successfully_finished',
  'successfully_finish',
  'cancelled',
  'failed',
] as const;
const ORDERS = ['status', 'created_at', 'updated_at', 'closed_at', 'profit', 'profit_percentage'] as const;

/** `GET /v2/smart_trades`. */
export const LIST = {
  account_id: optional(integer({ least: 1 })),
  pair: optional(text({ max: 64 })),
  type: optional(oneOf(KIND_NAMES)),
  page: withDefault(integer({ least: 1, most: 1_000_000 }), 1),
  per_page: withDefault(integer({ least: 1, most: 100, clamp: true }), 10),
  status: withDefault(oneOf(STATUSES), 'all'),
  order_by: withDefault(oneOf(ORDERS), 'status'),
  order_direction: withDefault(oneOf(['asc', 'desc', 'ASC', 'DESC']), 'desc'),
  from: optional(moment()),
  to: optional(moment()),
  base: optional(text({ max: 64 })),
  quote: optional(text({ max: 64 })),
} as const;
