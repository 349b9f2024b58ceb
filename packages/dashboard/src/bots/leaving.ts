import type { Deal } from 'outcry/native-api';
import { type AssetAmount, AssetSums } from '../asset-sums.ts';
import { type Decimal, decimal, decimalText, multiply, subtract } from '../decimal.ts';

/** What some running deals hold and what leaving them now would come to. */
export interface Leaving {
  /** Deals that have coins to sell (short: to buy back), and those that have none yet. */
  readonly holding: number;
  readonly without: number;
  readonly held: readonly AssetAmount[];
  /** The same at the price that leaving takes now. */
  readonly worth: readonly AssetAmount[];
  /** What would be won or lost, fees included. */
  readonly result: readonly AssetAmount[];
}

const ZERO: Decimal = { coefficient: 0n, scale: 0 };

/** Sums of running deals, asset by asset. */
export function leaving(deals: readonly Deal[]): Leaving {
  const [held, worth, result] = [new AssetSums(), new AssetSums(), new AssetSums()];
  let holding = 0;
  let without = 0;
  for (const deal of deals) {
    const amount = heldAmount(deal);
    if (amount.coefficient <= 0n) {
      without++;
      continue;
    }
    holding++;
    held.add(deal.base, amount);
    const price = decimal(deal.figures?.price ?? '');
    if (price !== null) worth.add(deal.quote, multiply(amount, price));
    result.add(deal.quote, decimal(deal.figures?.actualProfit ?? '') ?? ZERO);
  }
  return { holding, without, held: held.list(), worth: worth.list(), result: result.list() };
}

/** Coins that a deal holds; of a short deal those it owes. */
export function heldAmount({ strategy, bought, sold }: Pick<Deal, 'strategy' | 'bought' | 'sold'>): Decimal {
  const [got, given] = [decimal(bought.amount) ?? ZERO, decimal(sold.amount) ?? ZERO];
  return strategy === 'long' ? subtract(got, given) : subtract(given, got);
}

/** What the coins of a deal are worth at the price that leaving takes now; null without a price. */
export function heldWorth(deal: Deal): string | null {
  const price = decimal(deal.figures?.price ?? '');
  return price === null ? null : decimalText(multiply(heldAmount(deal), price));
}
