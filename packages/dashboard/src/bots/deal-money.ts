import type { Deal, DealOrder } from 'outcry/native-api';
import { add, type Decimal, decimal, decimalText, divide, multiply, subtract } from '../decimal.ts';
import { heldAmount } from './leaving.ts';

/** What changes of a deal come to in money. Amounts are exact decimal text in the quote asset unless told otherwise. */

const ZERO: Decimal = { coefficient: 0n, scale: 0 };
const HUNDREDTH: Decimal = { coefficient: 1n, scale: 2 };
const ONE: Decimal = { coefficient: 1n, scale: 0 };

/** Decimals of an average that is computed here; the deal's own has more. */
const AVERAGE_DECIMALS = 12;

const read = (text: string | null | undefined): Decimal => decimal(text ?? '') ?? ZERO;

/** What the take profit brings once it is reached: percent of everything spent, or of the base order alone. */
export function takeProfitMoney(
  deal: Deal,
  percent: string,
  type: 'base' | 'total',
  orders: readonly DealOrder[],
): string {
  const spent = type === 'total' ? entered(deal) : baseCost(deal, orders);
  return decimalText(multiply(multiply(spent, read(percent)), HUNDREDTH));
}

/** The price of a stop loss so many percent away, and what would be won or lost of what is held, before the fee. */
export function stopLossMoney(deal: Deal, percent: string): { readonly price: string; readonly result: string } | null {
  const from = decimal(deal.figures?.stopMark ?? deal.baseAverage ?? '');
  if (from === null) return null;
  const part = multiply(read(percent), HUNDREDTH);
  const price = multiply(from, deal.strategy === 'long' ? subtract(ONE, part) : add(ONE, part));
  const worth = multiply(heldAmount(deal), price);
  const result = subtract(add(worth, exited(deal)), entered(deal));
  return {
    price: decimalText(price),
    result: decimalText(deal.strategy === 'long' ? result : { ...result, coefficient: -result.coefficient }),
  };
}

/** What safety orders that are not filled yet may take; null where their sizes depend on what is free. */
export function safetyMoney(deal: Deal, most: number): { readonly amount: string; readonly asset: string } | null {
  const { safetyVolume, safetyVolumeType, volumeScale, safetySteps = [] } = deal.sizes;
  if (safetyVolumeType !== 'quote' && safetyVolumeType !== 'base') return null;
  let size = read(safetyVolume);
  let sum = ZERO;
  for (let n = 1; n <= most; n++) {
    if (n > deal.safetyDone) sum = add(sum, safetySteps.length > 0 ? read(safetySteps[n - 1]?.volume) : size);
    size = multiply(size, read(volumeScale));
  }
  return { amount: decimalText(sum), asset: safetyVolumeType === 'quote' ? deal.quote : deal.base };
}

/** The average and the coins of a deal once more is bought (short: sold) for this money, fee included. */
export function afterFunds(
  deal: Deal,
  quantity: string,
  value: string,
  fee: string,
): { readonly average: string | null; readonly held: string } {
  const long = deal.strategy === 'long';
  const money = long ? add(read(value), read(fee)) : subtract(read(value), read(fee));
  const units = read(long ? deal.bought.amount : deal.sold.amount);
  const average = divide(add(entered(deal), money), add(units, read(quantity)), AVERAGE_DECIMALS);
  return {
    average: average === null ? null : decimalText(average),
    held: decimalText(add(heldAmount(deal), read(quantity))),
  };
}

/** Money that getting in has moved, and that getting out has moved so far. */
function entered({ strategy, bought, sold }: Deal): Decimal {
  return read(strategy === 'long' ? bought.volume : sold.volume);
}

function exited({ strategy, bought, sold }: Deal): Decimal {
  return read(strategy === 'long' ? sold.volume : bought.volume);
}

/** What the base order alone has cost, of short deals what it has brought; its fee included where it is money. */
function baseCost({ quote, strategy }: Deal, orders: readonly DealOrder[]): Decimal {
  let sum = ZERO;
  for (const { role, order } of orders) {
    if (role !== 'base') continue;
    const fee = order.feeAsset === quote ? read(order.fee) : ZERO;
    sum = add(sum, strategy === 'long' ? add(read(order.value), fee) : subtract(read(order.value), fee));
  }
  return sum;
}
