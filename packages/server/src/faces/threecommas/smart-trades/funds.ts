import {
  type Decimal,
  formatDecimal,
  type Instrument,
  isTextError,
  type Price,
  priceFromText,
  type Quantity,
  quantityFromText,
} from '@outcry/core';
import { unprocessable } from '../errors.ts';
import { checkLot } from './check-size.ts';

/** What the parameters are called that say how much, and at which price. */
export interface FundNames {
  readonly quantity: string;
  readonly price: string;
}

/** Quantity and price (null: at the market) in steps. Throws Fault. */
export function fundSteps(
  instrument: Instrument,
  units: Decimal,
  limit: Decimal | null,
  names: FundNames,
): { readonly quantity: Quantity; readonly price: Price } {
  const text = formatDecimal(units);
  checkLot(instrument, text, names.quantity);
  const quantity = quantityFromText(instrument, text);
  if (isTextError(quantity)) throw unprocessable({ [names.quantity]: [quantity.detail] });
  const price = limit === null ? (0 as Price) : priceFromText(instrument, formatDecimal(limit));
  if (isTextError(price)) throw unprocessable({ [names.price]: [price.detail] });
  return { quantity, price };
}
