import { type Asset, type CoreState, canConvert, convert, type Decimal, decimals, type Money } from '@outcry/core';

/** What something is worth in dollars and in bitcoins; null without a price. Tether counts as the dollar. */
export interface Worth {
  readonly usd: Decimal | null;
  readonly btc: Decimal | null;
}

/** What a worth is told from. */
type Prices = Pick<CoreState, 'instruments' | 'market'>;

const DOLLARS = ['USDT', 'usd'] as const;
const BITCOIN = 'BTC';

/** What an amount of an asset, in minor units, is worth at valuation prices, by way of a third asset where there is no pair. */
export function worthOf(state: Prices, asset: Asset, amount: Money): Worth {
  return { usd: inDollars(state, asset, amount), btc: inBitcoins(state, asset, amount) };
}

/** Whether an asset has a worth as soon as there are prices. Roubles and shares have none: no pair leads to dollars. */
export function hasWorth({ kind, code }: Pick<Asset, 'kind' | 'code'>): boolean {
  return kind === 'crypto' || code === DOLLARS[1];
}

function inDollars(state: Prices, asset: Asset, amount: Money): Decimal | null {
  return directDollars(state, asset, amount) ?? byWayOf(state, asset, amount, BITCOIN, directDollars);
}

function directDollars(state: Prices, asset: Asset, amount: Money): Decimal | null {
  for (const code of DOLLARS) {
    const value = converted(state, asset, amount, code);
    if (value !== null) return value;
  }
  return null;
}

function inBitcoins(state: Prices, asset: Asset, amount: Money): Decimal | null {
  const direct = (from: Prices, of: Asset, value: Money) => converted(from, of, value, BITCOIN);
  // dollars of any kind are worth as many bitcoins as tethers are
  const tether = state.instruments.assetByCode.get(DOLLARS[0]);
  if (asset.code === DOLLARS[1] && tether !== undefined) return direct(state, tether, rescaled(amount, asset, tether));
  return direct(state, asset, amount) ?? byWayOf(state, asset, amount, DOLLARS[0], direct);
}

function byWayOf(
  state: Prices,
  asset: Asset,
  amount: Money,
  code: string,
  onwards: (state: Prices, asset: Asset, amount: Money) => Decimal | null,
): Decimal | null {
  const between = state.instruments.assetByCode.get(code);
  if (between === undefined || !canConvert(state, asset.id, between.id, undefined, 0)) return null;
  return onwards(state, between, convert(state, amount, asset.id, between.id, undefined, 0));
}

function converted(state: Prices, asset: Asset, amount: Money, code: string): Decimal | null {
  const target = state.instruments.assetByCode.get(code);
  if (target === undefined || !canConvert(state, asset.id, target.id, undefined, 0)) return null;
  return decimals.decimal(convert(state, amount, asset.id, target.id, undefined, 0), target.scale);
}

function rescaled(amount: Money, from: Asset, to: Asset): Money {
  return decimals.rescale(decimals.decimal(amount, from.scale), to.scale, 'halfEven').coefficient as Money;
}
