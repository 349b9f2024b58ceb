import { formatDecimal, type TradeChanges, type TradeSettings } from '@outcry/core';
import type { Given } from '../../parameters.ts';
import { withStored } from '../stored.ts';
import { exitsOf, typeOf, wrong } from './exits.ts';
import type { UPDATE_PARAMETERS } from './parameters.ts';

type GivenUpdate = Given<typeof UPDATE_PARAMETERS>;

/** What `update` changes, once everything that was sent is available (`threecommas.md` 10.3). Throws Fault. */
export function changesOf(given: GivenUpdate, before: TradeSettings): TradeChanges {
  checkAvailable(given, before);
  const entry = entryOf(given, before);
  const average = given.average_buy_price;
  const { type, ...exits } = exitsOf(given, { ...before, entry });
  return {
    ...exits,
    stored: withStored(before.stored, { take_profit_type: type }),
    ...(entry === before.entry || entry === null ? {} : { entry }),
    ...(average === undefined ? {} : { averagePrice: formatDecimal(average) }),
  };
}

function entryOf(
  { buy_price: price, trailing_buy_enabled: trails, trailing_buy_step: step }: GivenUpdate,
  before: TradeSettings,
) {
  const { entry } = before;
  if (entry === null || (price === undefined && trails === undefined && step === undefined)) return entry;
  const trailing = step === undefined ? (entry.trailing === '0' ? '5' : entry.trailing) : formatDecimal(step);
  const on = trails ?? entry.trailing !== '0';
  return { ...entry, price: price === undefined ? entry.price : formatDecimal(price), trailing: on ? trailing : '0' };
}

/** Flags that switch off what is off are no mistake. */
function checkAvailable(given: GivenUpdate, before: TradeSettings): void {
  const conditional = before.entry?.type === 'conditional';
  const type = given.take_profit_type ?? typeOf(before);
  const [first] = before.takeProfits;
  const [profitMethod, lossMethod] = [
    given.take_profit_sell_method ?? (first === undefined || first.order === 'market' ? 'market' : 'limit'),
    given.stop_loss_sell_method ?? before.stopLoss?.order ?? 'market',
  ];
  const available: Readonly<Partial<Record<keyof GivenUpdate, boolean>>> = {
    buy_price: conditional,
    trailing_buy_enabled: conditional,
    trailing_buy_step: given.trailing_buy_enabled ?? (conditional && before.entry.trailing !== '0'),
    average_buy_price: before.entry === null,
    take_profit_price_condition: type === 'classic',
    take_profit_step_orders: type === 'step_sell',
    take_profit_sell_order_price: profitMethod === 'limit',
    trailing_take_profit: profitMethod === 'market',
    trailing_take_profit_step: given.trailing_take_profit ?? (first !== undefined && first.trailing !== '0'),
    stop_loss_sell_order_price: lossMethod === 'limit',
    trailing_stop_loss: lossMethod === 'market',
    stop_loss_timeout_seconds: given.stop_loss_timeout_enabled ?? (before.stopLoss?.timeout ?? 0) > 0,
  };
  for (const [name, isAvailable] of Object.entries(available)) {
    const value = given[name as keyof GivenUpdate];
    if (isAvailable || value === undefined || value === false) continue;
    throw wrong(`${name} is not available for this smart trade`);
  }
}
