import { flag, group, integer, list, number, oneOf, optional, text, withDefault } from '../parameters.ts';
import { strategyList } from './strategies.ts';
import { VOLUME_TYPE_NAMES } from './volume-types.ts';

const VOLUME_TYPE = oneOf(VOLUME_TYPE_NAMES);
const SCALE = number({ least: '0.1', most: '10' });
const PERCENT = number({ least: '0', most: '100' });
const AMOUNT = number({ least: '0' });

/** The first two are those of 2018-09, the others of 2018-11. */
export const TAKE_PROFIT_TYPES = ['base', 'total', 'base_order_volume', 'total_bought_volume'] as const;

const LEVERAGE_TYPES = ['not_specified', 'custom', 'cross', 'isolated'] as const;

const TAKE_PROFIT_STEPS = list(
  group({ amount_percentage: number({ above: '0' }), profit_percentage: number({ above: '0' }) }),
  { most: 100 },
);

const SAFETY_STEPS = list(group({ deviation: number({ least: '-100', most: '1000' }), size: number({ above: '0' }) }), {
  most: 200,
});

/** Parameters of bots that running deals have for themselves as well (`threecommas.md` 8.2, 15); all may be left out. */
export const EXIT_PARAMETERS = {
  take_profit: optional(number({ least: '0', most: '100000' })),
  take_profit_type: optional(oneOf(TAKE_PROFIT_TYPES)),
  take_profit_steps: optional(TAKE_PROFIT_STEPS),
  profit_currency: optional(oneOf(['quote_currency', 'base_currency'])),
  trailing_enabled: optional(flag()),
  trailing_deviation: optional(PERCENT),
  stop_loss_percentage: optional(PERCENT),
  stop_loss_type: optional(oneOf(['stop_loss', 'stop_loss_and_disable_bot'])),
  stop_loss_timeout_enabled: optional(flag()),
  stop_loss_timeout_in_seconds: optional(integer({ most: 2_592_000 })),
  tsl_enabled: optional(flag()),
  max_safety_orders: optional(integer({ most: 200 })),
  active_safety_orders_count: optional(integer({ most: 200, clamp: true })),
  min_profit_percentage: optional(number({ least: '0', most: '100000' })),
  sl_to_breakeven_enabled: optional(flag()),
  sl_to_breakeven_data: optional(group({ upper_breakeven_limit: withDefault(integer({ most: 3 }), 0) })),
  custom_safety_steps: optional(SAFETY_STEPS),
} as const;

/** What create and update have in common. */
const SETTINGS = {
  ...EXIT_PARAMETERS,
  name: text({ min: 1, max: 200 }),
  pairs: list(text({ min: 1, max: 64 }), { most: 500 }),
  max_active_deals: optional(integer({ least: 1, most: 199 })),
  base_order_volume: number({ above: '0' }),
  base_order_volume_type: optional(VOLUME_TYPE),
  safety_order_volume: AMOUNT,
  safety_order_volume_type: optional(VOLUME_TYPE),
  martingale_volume_coefficient: optional(SCALE),
  martingale_step_coefficient: optional(SCALE),
  max_safety_orders: integer({ most: 200 }),
  active_safety_orders_count: integer({ most: 200, clamp: true }),
  cooldown: optional(integer({ most: 2_592_000 })),
  btc_price_limit: optional(AMOUNT),
  safety_order_step_percentage: number({ least: '0', most: '1000' }),
  take_profit_type: oneOf(TAKE_PROFIT_TYPES),
  strategy_list: strategyList(),
  start_order_type: optional(oneOf(['limit', 'market'])),
  leverage_type: optional(oneOf(LEVERAGE_TYPES)),
  leverage_custom_value: optional(number()),
  min_profit_type: optional(oneOf(TAKE_PROFIT_TYPES)),
  min_price: optional(AMOUNT),
  max_price: optional(AMOUNT),
  min_volume_btc_24h: optional(AMOUNT),
  disable_after_deals_count: optional(integer({ most: 1_000_000 })),
  deal_start_delay_seconds: optional(integer({ most: 2_592_000 })),
  allowed_deals_on_same_pair: optional(integer({ least: 1, most: 199 })),
  close_deals_timeout: optional(integer({ most: 25_920_000 })),
  close_strategy_list: optional(strategyList()),
  safety_strategy_list: optional(strategyList()),
  reinvesting_percentage: optional(PERCENT),
  risk_reduction_percentage: optional(PERCENT),
  min_price_percentage: optional(number()),
  max_price_percentage: optional(number()),
} as const;

/** `create_bot` (`threecommas.md` 8.2). */
export const CREATE_PARAMETERS = {
  account_id: integer({ least: 1 }),
  ...SETTINGS,
  strategy: withDefault(oneOf(['long', 'short']), 'long'),
} as const;

/** `update`: what may be left out keeps its value. */
export const UPDATE_PARAMETERS = { bot_id: integer({ least: 1 }), ...SETTINGS } as const;

/** `update_deal`. */
export const DEAL_PARAMETERS = {
  deal_id: integer({ least: 1 }),
  ...EXIT_PARAMETERS,
  close_timeout: optional(integer({ most: 25_920_000 })),
  note: optional(text({ max: 10_000 })),
} as const;
