import { flag, group, integer, list, number, oneOf, optional, text, withDefault } from '../../parameters.ts';

export const PRICE = number({ above: '0' });
export const UNITS = number({ above: '0' });
export const PERCENT = number({ above: '0', most: '99.9999' });
export const PRICE_METHODS = ['bid', 'ask', 'last'] as const;
const METHOD = optional(oneOf(PRICE_METHODS));

/** Steps that version 1 takes. */
const MAX_STEPS = 4;

/** One of `take_profit_step_orders`. */
const STEP = group({
  percent: number({ above: '0', most: '100' }),
  price: optional(PRICE),
  price_percentage: optional(number()),
  price_method: METHOD,
  position: optional(integer({ least: 1, most: 1_000_000 })),
});

/** How a trade is left: what create and update have in common (`threecommas.md` 10.2, 10.3). */
export const EXITS = {
  take_profit_enabled: flag(),
  take_profit_type: optional(oneOf(['classic', 'step_sell'])),
  take_profit_price_condition: optional(PRICE),
  take_profit_percentage_condition: optional(number()),
  take_profit_step_orders: optional(list(STEP, { most: MAX_STEPS })),
  take_profit_price_method: METHOD,
  take_profit_sell_method: optional(oneOf(['market', 'limit'])),
  take_profit_sell_order_price: optional(PRICE),
  trailing_take_profit: optional(flag()),
  trailing_take_profit_step: optional(PERCENT),
  stop_loss_enabled: flag(),
  stop_loss_price_condition: optional(PRICE),
  stop_loss_percentage_condition: optional(number()),
  stop_loss_price_method: METHOD,
  stop_loss_sell_method: optional(oneOf(['market', 'limit'])),
  stop_loss_sell_order_price: optional(PRICE),
  trailing_stop_loss: optional(flag()),
  stop_loss_timeout_enabled: optional(flag()),
  stop_loss_timeout_seconds: optional(integer({ least: 1, most: 2_592_000 })),
  note: optional(text({ max: 10_000 })),
} as const;

const WHERE = { account_id: integer({ least: 1 }), pair: text({ max: 64 }), units_to_buy: UNITS } as const;

/** `create_smart_sell`. */
export const SELL_PARAMETERS = { ...WHERE, average_buy_price: PRICE, ...EXITS } as const;

/** `create_simple_buy` and `create_simple_sell`. */
export const SIMPLE_PARAMETERS = {
  ...WHERE,
  buy_price: PRICE,
  buy_method: oneOf(['limit', 'market', 'conditional']),
  conditional_limit_price: optional(PRICE),
  note: optional(text({ max: 10_000 })),
} as const;

/** `create_smart_trade` and `create_smart_cover`. */
export const TRADE_PARAMETERS = {
  ...WHERE,
  buy_price: PRICE,
  buy_method: withDefault(oneOf(['limit', 'market', 'conditional']), 'limit'),
  conditional_limit_price: optional(PRICE),
  trailing_buy_enabled: optional(flag()),
  trailing_buy_step: optional(PERCENT),
  ...EXITS,
} as const;

export const TRADE_ID = { smart_trade_id: integer({ least: 1 }) } as const;

/** `add_funds`. */
export const ADD_FUNDS = {
  ...TRADE_ID,
  quantity: UNITS,
  is_market: flag(),
  rate: optional(PRICE),
  response_type: withDefault(oneOf(['empty', 'smart_trade', 'order', 'step']), 'empty'),
} as const;

/** `update`. */
export const UPDATE_PARAMETERS = {
  ...TRADE_ID,
  buy_price: optional(PRICE),
  average_buy_price: optional(PRICE),
  trailing_buy_enabled: optional(flag()),
  trailing_buy_step: optional(PERCENT),
  ...EXITS,
} as const;
