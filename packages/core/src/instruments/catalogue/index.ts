import type { AssetSpec, InstrumentSpec } from '../spec.ts';
import { CRYPTO, CRYPTO_ASSETS } from './crypto.ts';
import { CURRENCY_PAIRS, FIAT_ASSETS } from './currency-pairs.ts';
import { FIXTURE_ASSETS, FIXTURES } from './fixtures.ts';
import { BOND_ASSETS, BONDS } from './moex-bonds.ts';
import { ETF_ASSETS, ETFS } from './moex-etfs.ts';
import { quarterlyFutures } from './moex-futures.ts';
import { SHARE_ASSETS, SHARES } from './moex-shares.ts';

/** Every asset the catalogue's instruments deliver or settle in. */
export const ASSETS: readonly AssetSpec[] = [
  ...FIAT_ASSETS,
  ...CRYPTO_ASSETS,
  ...SHARE_ASSETS,
  ...ETF_ASSETS,
  ...BOND_ASSETS,
  ...FIXTURE_ASSETS,
];

/**
 * The instruments listed at market time `at` (ms UTC), basic assets before their futures. Only the futures depend on
 * `at`; the spec of a symbol is always the same.
 */
export function catalogue(at: number): InstrumentSpec[] {
  return [...SHARES, ...ETFS, ...BONDS, ...CRYPTO, ...CURRENCY_PAIRS, ...FIXTURES, ...quarterlyFutures(at)];
}
