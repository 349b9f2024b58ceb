import type { SmartTrade } from 'outcry/native-api';
import { type AssetAmount, AssetSums } from '../asset-sums.ts';
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
  const profit = new AssetSums();
  const worth = new AssetSums();
  let holding = 0;
  for (const trade of trades) {
    if (!isHolding(trade) || trade.figures === null) continue;
    holding++;
    profit.addText(trade.quote, trade.figures.profit);
    worth.addText(trade.quote, worthNow(trade, trade.figures.left) ?? '0');
  }
  return { profit: profit.list(), worth: worth.list(), holding, waiting: trades.length - holding };
}
