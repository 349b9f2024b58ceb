import type { EntrySettings } from '@outcry/core';
import type { FieldNames } from '../refusals.ts';

const CONDITION = 'position[conditional][price][value]';

/** What version 2 calls the fields of the settings of a trade whose entry is of this type. */
export function v2Names(type: EntrySettings['type'] | undefined): FieldNames {
  return type === 'conditional' ? { ...V2_NAMES, 'entry.price': CONDITION } : V2_NAMES;
}

/** Of any trade; a step's number comes between the empty brackets. */
export const V2_NAMES: FieldNames = {
  instrument: 'pair',
  account: 'account_id',
  quantity: 'position[units][value]',
  price: 'price[value]',
  averagePrice: 'position[price][value]',
  entry: 'position[conditional]',
  'entry.price': 'position[price][value]',
  'entry.type': 'position[order_type]',
  'entry.by': 'position[conditional][price][type]',
  'entry.order': 'position[conditional][order_type]',
  'entry.limitPrice': 'position[price][value]',
  'entry.trailing': 'position[conditional][trailing][percent]',
  takeProfits: 'take_profit[steps]',
  'takeProfits.price': 'take_profit[steps][][price][value]',
  'takeProfits.percent': 'take_profit[steps][][price][percent]',
  'takeProfits.limitPrice': 'take_profit[steps][][price][value]',
  'takeProfits.trailing': 'take_profit[steps][][trailing][percent]',
  'takeProfits.share': 'take_profit[steps][][volume]',
  'takeProfits.position': 'take_profit[steps][][position]',
  'stopLoss.price': 'stop_loss[conditional][price][value]',
  'stopLoss.percent': 'stop_loss[conditional][price][percent]',
  'stopLoss.limitPrice': 'stop_loss[price][value]',
  'stopLoss.timeout': 'stop_loss[timeout][value]',
  'stopLoss.breakeven': 'stop_loss[breakeven]',
  'stopLoss.trails': 'stop_loss[conditional][trailing][enabled]',
};
