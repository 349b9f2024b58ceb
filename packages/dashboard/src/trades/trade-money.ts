import type { Account, SmartTrade } from 'outcry/native-api';
import { add, compare, type Decimal, decimal, decimalText, divide, multiply, subtract } from '../decimal.ts';
import { feeRate } from './quantity.ts';
import { ONE, ZERO } from './targets.ts';

/** What leaving a running trade comes to. Amounts are exact decimal text in the quote asset. */

/** Decimals of an average that is computed here. */
const AVERAGE_DECIMALS = 12;

const value = (text: string | null | undefined): Decimal => decimal(text ?? '') ?? ZERO;

export function isLongTrade({ settings }: Pick<SmartTrade, 'settings'>): boolean {
  return settings.side === 'long';
}

/** What is still to be sold (short: bought back). */
export function leftOf({ figures }: SmartTrade): Decimal {
  return value(figures?.left);
}

/** The price that leaving now would meet. */
export function leavingPrice(trade: SmartTrade): string | null {
  const { figures } = trade;
  return figures === null ? null : ((isLongTrade(trade) ? figures.bid : figures.ask) ?? figures.last);
}

/** What so many coins are worth at the price of leaving now; null while there is none. */
export function worthNow(trade: SmartTrade, coins: string): string | null {
  const price = decimal(leavingPrice(trade) ?? '');
  return price === null ? null : decimalText(multiply(value(coins), price));
}

/** What selling (short: buying back) so many coins at a price wins or loses, fees included. */
export function resultAt(trade: SmartTrade, coins: string, price: string, fees: Account['fees']): string | null {
  const { average } = trade.entered;
  if (average === null) return null;
  const cost = multiply(value(coins), value(average));
  const there = multiply(value(coins), value(price));
  const rate = feeRate(fees);
  const result = isLongTrade(trade)
    ? subtract(multiply(there, subtract(ONE, rate)), cost)
    : subtract(cost, multiply(there, add(ONE, rate)));
  return decimalText(result);
}

/** What a step that has sold (short: bought back) won or lost; null before that. */
export function resultOfStep(trade: SmartTrade, { sold }: SmartTrade['steps'][number]): string | null {
  const { average } = trade.entered;
  if (average === null || sold.average === null) return null;
  const cost = multiply(value(sold.amount), value(average));
  const moved = value(sold.volume);
  return decimalText(isLongTrade(trade) ? subtract(moved, cost) : subtract(cost, moved));
}

/** The average and the coins of a trade once more is bought (short: sold) for this money, fee included. */
export function afterAdding(
  trade: SmartTrade,
  quantity: string,
  worth: string,
  fee: string,
): { readonly average: string | null; readonly left: string } {
  const money = isLongTrade(trade) ? add(value(worth), value(fee)) : subtract(value(worth), value(fee));
  const coins = add(value(trade.entered.amount), value(quantity));
  const average = divide(add(value(trade.entered.volume), money), coins, AVERAGE_DECIMALS);
  return {
    average: average === null ? null : decimalText(average),
    left: decimalText(add(leftOf(trade), value(quantity))),
  };
}

/** The coins that stay after so many are taken out; null when that is more than there are. */
export function afterTaking(trade: SmartTrade, quantity: string): string | null {
  const rest = subtract(leftOf(trade), value(quantity));
  return compare(rest, ZERO) < 0 ? null : decimalText(rest);
}
