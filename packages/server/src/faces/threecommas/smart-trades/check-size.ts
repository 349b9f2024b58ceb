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
  const units = exactly(quantity);
  const { quantityStep: step } = instrument;
  const remainder = decimals.subtract(
    units,
    decimals.multiply(decimals.rescale(decimals.divide(units, step), 0, 'down'), step),
  );
  if (remainder.coefficient !== 0n)
    throw unprocessable({ [names.units]: [`Should change with step ${formatDecimal(step)}`] });
  const held = entry === null && side === 'long' ? freeCoins(state, account, instrument) : null;
  if (held !== null && decimals.compare(units, held) > 0)
    throw unprocessable({ [names.units]: [`must be less than or equal to ${decimalText(held)}`] });
  const price = priceOf(state, instrument, entry === null ? averagePrice : entry.price);
  const least = amountOf(state.instruments.assets[instrument.quote] ?? { scale: 0 }, instrument.minNotional);
  if (price !== null && decimals.compare(decimals.multiply(units, price), least) < 0)
    throw unprocessable({ [names.total]: [`must be greater than or equal to ${decimalText(least)}`] });
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
