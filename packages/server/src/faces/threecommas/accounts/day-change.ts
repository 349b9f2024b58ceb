import {
  type Asset,
  type CoreState,
  type Decimal,
  decimals,
  pairKey,
  priceToDecimal,
  valuationPrice,
} from '@outcry/core';
import { percent } from '../wire/numbers.ts';

/** How an asset's price has changed since the close of the day before, in percent; 0 where nothing is known. */
export interface DayChange {
  readonly usd: Decimal;
  readonly btc: Decimal;
}

const ONE = decimals.decimal(1n, 0);

export function changeInDay(state: CoreState, asset: Asset): DayChange {
  const own = growth(state, asset, 'USDT') ?? growth(state, asset, 'usd');
  const bitcoin = state.instruments.assetByCode.get('BTC');
  const base = bitcoin === undefined ? null : growth(state, bitcoin, 'USDT');
  const btc = growth(state, asset, 'BTC') ?? (own === null || base === null ? null : decimals.divide(own, base));
  return { usd: changeOf(own), btc: changeOf(btc) };
}

function changeOf(growth: Decimal | null): Decimal {
  return growth === null ? decimals.ZERO : percent(decimals.subtract(growth, ONE), ONE);
}

/** Price now ÷ close of the day before, in another asset; null where one of both is not known. */
function growth(state: CoreState, asset: Asset, code: string): Decimal | null {
  if (asset.code === code) return ONE;
  const other = state.instruments.assetByCode.get(code);
  if (other === undefined) return null;
  for (const pair of state.instruments.pairs.get(pairKey(asset.id, other.id)) ?? []) {
    const market = state.market.markets[pair.id];
    const price = valuationPrice(state.market, pair.id);
    if (pair.pairBase === 0 || market === undefined || price === undefined || !market.hasPreviousClose) continue;
    const [now, before] = [price, market.previousClose].map((steps) => priceToDecimal(pair, steps as never));
    if (now === undefined || before === undefined || now.coefficient <= 0n || before.coefficient <= 0n) continue;
    return pair.pairBase === asset.id ? decimals.divide(now, before) : decimals.divide(before, now);
  }
  return null;
}
