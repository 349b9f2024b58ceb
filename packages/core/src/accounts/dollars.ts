import { assetByCode, type InstrumentsState } from '../instruments/index.ts';
import type { MarketState } from '../market/index.ts';
import { formatScaled, type Money } from '../numbers/index.ts';
import { canConvert, convert } from './conversion.ts';

/** Assets that count as dollars one to one. */
const DOLLARS: readonly string[] = ['usd', 'USD', 'USDT', 'USDC', 'BUSD', 'DAI', 'TUSD', 'FDUSD'];

/** By way of which other assets are turned into dollars. */
const ROUTES: readonly string[] = ['USDT', 'usd', 'USDC'];

/** Whether an asset counts as dollars: its amounts are the same in dollars, whatever the market does. */
export function countsAsDollars(code: string): boolean {
  return DOLLARS.includes(code);
}

interface PricedWorld {
  readonly instruments: InstrumentsState;
  readonly market: MarketState;
}

/** An amount of an asset in dollars at the valuation prices, as decimal text; null when no pair tells the rate. */
export function inDollars(world: PricedWorld, asset: number, amount: Money): string | null {
  const { assets } = world.instruments;
  const known = assets[asset];
  if (known === undefined) return null;
  if (countsAsDollars(known.code)) return formatScaled(amount, known.scale);
  if (amount === 0n) return '0';
  for (const code of ROUTES) {
    const dollar = assetByCode(world.instruments, code);
    if (dollar === undefined || !canConvert(world, asset, dollar.id, undefined, 0)) continue;
    return formatScaled(convert(world, amount, asset, dollar.id, undefined, 0), dollar.scale);
  }
  return null;
}
