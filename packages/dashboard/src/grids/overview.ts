import type { GridBot } from 'outcry/native-api';
import { type AssetAmount, AssetSums } from '../asset-sums.ts';
import { profitOf } from './describe.ts';

/** What several bots come to together; amounts of each asset for itself. */
export interface GridOverview {
  readonly profit: readonly AssetAmount[];
  /** Of bots that hold coins. */
  readonly unrealised: readonly AssetAmount[];
  readonly running: number;
  readonly cycles: number;
}

export function overviewOf(bots: readonly GridBot[]): GridOverview {
  return {
    profit: summed(bots.filter(({ cycles, profit }) => cycles > 0 || profit !== '0').map(profitOf)),
    unrealised: summed(
      bots
        .filter(({ held }) => held.amount !== '0')
        .map(({ quote, figures }) => ({ asset: quote, amount: figures.unrealised })),
    ),
    running: bots.filter(({ enabled }) => enabled).length,
    cycles: bots.reduce((sum, { cycles }) => sum + cycles, 0),
  };
}

function summed(amounts: readonly AssetAmount[]): readonly AssetAmount[] {
  const sums = new AssetSums();
  for (const { asset, amount } of amounts) sums.addText(asset, amount);
  return sums.list();
}
