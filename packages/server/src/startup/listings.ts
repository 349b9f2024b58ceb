import type { Command, CoreState } from '@outcry/core';
import { ASSETS, catalogue } from '@outcry/core/catalogue';

/**
 * The commands that make the catalogue of market time `at` known to a core: assets and instruments it has not got yet.
 * What is listed already stays as it was listed: specs never change.
 */
export function missingListings(state: Pick<CoreState, 'instruments'>, at: number): Command[] {
  const commands: Command[] = [];
  for (const asset of ASSETS) {
    if (!state.instruments.assetByCode.has(asset.code)) commands.push({ type: 'instruments.defineAsset', asset });
  }
  for (const instrument of catalogue(at)) {
    if (!state.instruments.bySymbol.has(instrument.symbol)) commands.push({ type: 'instruments.list', instrument });
  }
  return commands;
}
