import type { SmartTrade } from 'outcry/native-api';
import type { AssetAmount } from '../bots/leaving.ts';
import { add, decimal, decimalText } from '../decimal.ts';
import { isHolding } from './filters.ts';
import { worthNow } from './trade-money.ts';

/** Running trades together; money of each quote asset for itself. */
export interface Sums {
  readonly profit: readonly AssetAmount[];
  /** Of what is still held, at the prices of leaving now. */
  readonly worth: readonly AssetAmount[];
  readonly holding: number;
  readonly waiting: number;
}

export function sumsOf(trades: readonly SmartTrade[]): Sums {
  const profit = new Map<string, string>();
  const worth = new Map<string, string>();
  let holding = 0;
  for (const trade of trades) {
    if (!isHolding(trade) || trade.figures === null) continue;
    holding++;
    addTo(profit, trade.quote, trade.figures.profit);
    addTo(worth, trade.quote, worthNow(trade, trade.figures.left) ?? '0');
  }
  return { profit: amounts(profit), worth: amounts(worth), holding, waiting: trades.length - holding };
}

function addTo(sums: Map<string, string>, asset: string, amount: string): void {
  const [before, more] = [decimal(sums.get(asset) ?? '0'), decimal(amount)];
  if (before !== null && more !== null) sums.set(asset, decimalText(add(before, more)));
}

function amounts(sums: ReadonlyMap<string, string>): readonly AssetAmount[] {
  return [...sums].map(([asset, amount]) => ({ asset, amount }));
}
