import type { FieldNames } from '../refusals.ts';

/** What version 1 calls the fields of a trade's settings. */
export const V1_NAMES: FieldNames = {
  instrument: 'pair',
  account: 'account_id',
  quantity: 'units_to_buy',
  price: 'rate',
  averagePrice: 'average_buy_price',
  entry: 'buy_price',
  'entry.price': 'buy_price',
  'entry.limitPrice': 'conditional_limit_price',
  'entry.trailing': 'trailing_buy_step',
  takeProfits: 'take_profit_step_orders',
  'takeProfits.price': 'take_profit_price_condition',
  'takeProfits.percent': 'take_profit_percentage_condition',
  'takeProfits.limitPrice': 'take_profit_sell_order_price',
  'takeProfits.trailing': 'trailing_take_profit_step',
  'takeProfits.share': 'take_profit_step_orders',
  'takeProfits.position': 'take_profit_step_orders',
  'stopLoss.price': 'stop_loss_price_condition',
  'stopLoss.percent': 'stop_loss_percentage_condition',
  'stopLoss.limitPrice': 'stop_loss_sell_order_price',
  'stopLoss.timeout': 'stop_loss_timeout_seconds',
};
