import {
  type CoreState,
  decimals,
  type EntrySettings,
  formatDecimal,
  type Instrument,
  priceToDecimal,
  type TradeSettings,
  valuationPrice,
} from '@outcry/core';
import { Problems } from '../../bots/problems.ts';
import { invalid, noMarketData } from '../../errors.ts';
import type { Given } from '../../parameters.ts';
import { wrong } from '../v1/exits.ts';
import { checkBreakeven, stopLossOf, takeProfitsOf, textOf, trailingOf } from './exits.ts';
import type { CREATE } from './parameters.ts';

type GivenTrade = Given<typeof CREATE>;

const ONE = decimals.decimal(1n, 0);

/** What `POST /v2/smart_trades` asks for. Throws Fault that names each parameter that is wrong. */
export function newSettings(state: CoreState, instrument: Instrument, given: GivenTrade): TradeSettings {
  checkLeverage(given.leverage);
  const { instant, skip_enter_step: holds, position, take_profit: profit, stop_loss: loss } = given;
  if (instant && holds) throw invalid({ 'instant,skip_enter_step': ['are mutually exclusive'] });
  if (instant && (profit?.enabled === true || loss?.enabled === true))
    throw wrong('TakeProfit and StopLoss are not available for instant trades');
  const problems = new Problems();
  const side = position.type === 'buy' ? 'long' : 'short';
  const bare = { instrument: instrument.id, side, takeProfits: [], stopLoss: null, stored: {} } as const;
  const entry = holds ? null : entryOf(side, position, problems);
  const averagePrice = holds ? averageOf(state, instrument, position) : '0';
  if (profit?.enabled === true && profit.steps === undefined) problems.add('take_profit[steps]', 'is missing');
  const steps = profit?.enabled === true ? (profit.steps ?? []) : [];
  const wanted = steps.map((step, place) => ({ given: step, old: undefined, position: step.position ?? place + 1 }));
  const takeProfits = wanted.length === 0 ? [] : takeProfitsOf(wanted, [], bare, problems);
  const stopLoss = loss === undefined ? null : stopLossOf(loss, bare, problems);
  problems.throwAny();
  const exits = { takeProfits, stopLoss };
  checkBreakeven(exits);
  if (holds && takeProfits.length === 0 && stopLoss === null) throw wrong('TakeProfit or StopLoss should be enabled');
  return { ...bare, entry, averagePrice, quantity: textOf(position.units.value), ...exits };
}

/** Spot is traded without leverage: one is as good as none, more would be another trade than was asked for. Throws Fault. */
export function checkLeverage(leverage: GivenTrade['leverage']): void {
  if (leverage === undefined || !leverage.enabled || leverage.value === undefined) return;
  if (decimals.compare(leverage.value, ONE) > 0)
    throw invalid({ 'leverage[value]': ['must be less than or equal to 1'] });
}

function entryOf(side: 'long' | 'short', position: GivenTrade['position'], problems: Problems): EntrySettings {
  const { order_type: type, conditional } = position;
  const price = position.price?.value;
  const usual = side === 'long' ? 'ask' : 'bid';
  const order = conditional?.order_type ?? 'market';
  if (price === undefined && (type === 'limit' || (type === 'conditional' && order === 'limit')))
    problems.add('position[price][value]', 'is missing');
  const given = price === undefined ? '0' : textOf(price);
  const plain = { by: usual, order: 'market', limitPrice: '0', trailing: '0' } as const;
  if (type === 'market') return { ...plain, type, price: '0' };
  if (type === 'limit') return { ...plain, type, price: given };
  if (conditional === undefined) {
    problems.add('position[conditional]', 'is missing');
    return { ...plain, type, price: '0' };
  }
  return {
    type,
    price: textOf(conditional.price.value),
    by: conditional.price.type ?? usual,
    order,
    limitPrice: order === 'limit' ? given : '0',
    trailing: trailingOf(conditional.trailing, 'position[conditional][trailing]', order, problems),
  };
}

/** What coins that are held have cost; unless told, what they cost now. Throws Fault. */
function averageOf({ market }: CoreState, instrument: Instrument, { price }: GivenTrade['position']): string {
  if (price?.value !== undefined) return textOf(price.value);
  const steps = valuationPrice(market, instrument.id);
  if (steps === undefined) throw noMarketData(instrument.symbol);
  return formatDecimal(priceToDecimal(instrument, steps as never));
}
