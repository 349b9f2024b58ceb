import { type CoreState, type EntrySettings, formatDecimal, type Instrument, type TradeSettings } from '@outcry/core';
import { noMarketData } from '../../errors.ts';
import { instrumentOfPair } from '../../pairs.ts';
import type { Given } from '../../parameters.ts';
import { withStored } from '../stored.ts';
import { exitsOf, wrong } from './exits.ts';
import type { SELL_PARAMETERS, SIMPLE_PARAMETERS, TRADE_PARAMETERS } from './parameters.ts';

/** Percent of a trailing entry that names none. */
const TRAILING_BUY_STEP = '5';

/** The instrument that a pair names. Throws Fault. */
export function pairNamed({ instruments }: CoreState, pair: string): Instrument {
  const instrument = instrumentOfPair(instruments, pair);
  if (instrument === undefined) throw noMarketData(pair);
  return instrument;
}

/** Coins that are held already. Throws Fault. */
export function saleSettings(instrument: Instrument, given: Given<typeof SELL_PARAMETERS>): TradeSettings {
  const bare = begun(instrument, 'long', null, formatDecimal(given.units_to_buy));
  const settings = { ...bare, averagePrice: formatDecimal(given.average_buy_price) };
  const { type, ...exits } = exitsOf(given, settings);
  if (exits.takeProfits.length === 0 && exits.stopLoss === null)
    throw wrong('TakeProfit or StopLoss should be enabled');
  return { ...settings, ...exits, stored: withStored({}, { take_profit_type: type }) };
}

/** A trade that enters first: long, or short. Throws Fault. */
export function tradeSettings(
  instrument: Instrument,
  side: 'long' | 'short',
  given: Given<typeof TRADE_PARAMETERS>,
): TradeSettings {
  const { buy_method: method, trailing_buy_enabled: trails = false, trailing_buy_step: step } = given;
  if (trails && method !== 'conditional') throw wrong('TrailingBuy available only with buy_method conditional');
  const trailing = trails ? (step === undefined ? TRAILING_BUY_STEP : formatDecimal(step)) : '0';
  const settings = begun(instrument, side, entryOf(side, given, trailing), formatDecimal(given.units_to_buy));
  const { type, ...exits } = exitsOf(given, settings);
  const stored = { take_profit_type: type, buy_price: formatDecimal(given.buy_price) };
  return { ...settings, ...exits, stored: withStored({}, stored) };
}

/** A trade that only enters. Throws Fault. */
export function simpleSettings(
  instrument: Instrument,
  side: 'long' | 'short',
  given: Given<typeof SIMPLE_PARAMETERS>,
): TradeSettings {
  const settings = begun(instrument, side, entryOf(side, given, '0'), formatDecimal(given.units_to_buy));
  return { ...settings, stored: withStored({}, { buy_price: formatDecimal(given.buy_price) }) };
}

function begun(
  { id: instrument }: Instrument,
  side: 'long' | 'short',
  entry: EntrySettings | null,
  quantity: string,
): TradeSettings {
  return { instrument, side, entry, averagePrice: '0', quantity, takeProfits: [], stopLoss: null, stored: {} };
}

function entryOf(
  side: 'long' | 'short',
  { buy_method: type, buy_price: price, conditional_limit_price: limit }: Given<typeof SIMPLE_PARAMETERS>,
  trailing: string,
): EntrySettings {
  if (limit !== undefined && type !== 'conditional')
    throw wrong('conditional_limit_price available only with buy_method conditional');
  return {
    type,
    price: type === 'market' ? '0' : formatDecimal(price),
    by: side === 'long' ? 'ask' : 'bid',
    order: limit === undefined ? 'market' : 'limit',
    limitPrice: limit === undefined ? '0' : formatDecimal(limit),
    trailing,
  };
}
