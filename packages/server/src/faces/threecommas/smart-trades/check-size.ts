import {
  available,
  type CoreState,
  type Decimal,
  decimals,
  formatDecimal,
  type Instrument,
  priceToDecimal,
  type TradeSettings,
  valuationPrice,
} from '@outcry/core';
import { exactly } from '../bots/decimal-texts.ts';
import { unprocessable } from '../errors.ts';
import { amountOf, decimalText } from '../wire/numbers.ts';

/** What the parameters are called that say how much, and what that comes to. */
export interface SizeNames {
  readonly units: string;
  readonly total: string;
}

/** Whether the market takes a trade of this size, and the account has what it says it holds. Throws Fault. */
export function checkSize(
  state: CoreState,
  account: number,
  instrument: Instrument,
  { entry, side, quantity, averagePrice }: TradeSettings,
  names: SizeNames,
): void {
  checkLot(instrument, quantity, names.units);
  const held = entry === null && side === 'long' ? freeCoins(state, account, instrument) : null;
  if (held !== null && decimals.compare(exactly(quantity), held) > 0)
    throw unprocessable({ [names.units]: [`must be less than or equal to ${decimalText(held)}`] });
  checkTotal(state, instrument, quantity, entry === null ? averagePrice : entry.price, names.total);
}

/** Whether a quantity is so many whole lots. Throws Fault. */
export function checkLot({ quantityStep: step }: Instrument, quantity: string, name: string): void {
  const units = exactly(quantity);
  const lots = decimals.rescale(decimals.divide(units, step), 0, 'down');
  if (decimals.subtract(units, decimals.multiply(lots, step)).coefficient !== 0n)
    throw unprocessable({ [name]: [`Should change with step ${formatDecimal(step)}`] });
}

/** Whether a quantity is worth enough at a price; `0`: at the market. Throws Fault. */
export function checkTotal(state: CoreState, instrument: Instrument, quantity: string, at: string, name: string): void {
  const price = priceOf(state, instrument, at);
  const least = amountOf(state.instruments.assets[instrument.quote] ?? { scale: 0 }, instrument.minNotional);
  if (price !== null && decimals.compare(decimals.multiply(exactly(quantity), price), least) < 0)
    throw unprocessable({ [name]: [`must be greater than or equal to ${decimalText(least)}`] });
}

function freeCoins(state: CoreState, id: number, { base }: Instrument): Decimal {
  const account = state.accounts.accounts.get(id);
  const asset = state.instruments.assets[base];
  return account === undefined || asset === undefined ? decimals.ZERO : amountOf(asset, available(account, base));
}

function priceOf(state: CoreState, instrument: Instrument, given: string): Decimal | null {
  const named = exactly(given);
  if (named.coefficient > 0n) return named;
  const steps = valuationPrice(state.market, instrument.id);
  return steps === undefined ? null : priceToDecimal(instrument, steps as never);
}
