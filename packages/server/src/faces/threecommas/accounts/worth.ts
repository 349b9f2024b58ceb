import {
  type Account,
  type Asset,
  available,
  type CoreState,
  canConvert,
  convert,
  type Decimal,
  decimals,
  type Money,
  positionsOf,
  unrealised,
} from '@outcry/core';
import { amountOf } from '../wire/numbers.ts';

/** What something is worth in dollars and in bitcoins; null without a price. Tether counts as the dollar. */
export interface Worth {
  readonly usd: Decimal | null;
  readonly btc: Decimal | null;
}

const DOLLARS = ['USDT', 'usd'] as const;
const BITCOIN = 'BTC';

/** What an account has of an asset; a copy. */
export interface Holding extends Worth {
  readonly asset: Asset;
  /** In natural units; negative when it is owed. */
  readonly total: Decimal;
  readonly available: Decimal;
  readonly onOrders: Decimal;
}

/** All that an account has or owes, by asset, the one worth most first. */
export function holdingsOf(state: CoreState, account: Account): Holding[] {
  const holdings: Holding[] = [];
  for (const [id, { total, held }] of account.balances) {
    const asset = state.instruments.assets[id];
    if (asset === undefined || (total === 0n && held === 0n)) continue;
    holdings.push({
      asset,
      total: amountOf(asset, total),
      available: amountOf(asset, available(account, id)),
      onOrders: amountOf(asset, held),
      ...worthOf(state, asset, total),
    });
  }
  return holdings.sort(byWorth);
}

function byWorth(a: Holding, b: Holding): number {
  const order = decimals.compare(b.usd ?? decimals.ZERO, a.usd ?? decimals.ZERO);
  return order !== 0 ? order : a.asset.code < b.asset.code ? -1 : 1;
}

/** What an account is worth: what it has, and the results of its open futures and cfd. Without a price: nothing. */
export function accountWorth(state: CoreState, account: Account): { usd: Decimal; btc: Decimal } {
  const parts: Worth[] = holdingsOf(state, account);
  for (const position of positionsOf(account)) {
    const settled = state.instruments.instruments[position.instrument]?.settlement;
    const asset = state.instruments.assets[position.currency];
    const result = settled === 'spot' ? undefined : unrealised(state, position);
    if (result !== undefined && asset !== undefined) parts.push(worthOf(state, asset, result));
  }
  const sum = (side: keyof Worth): Decimal =>
    parts.reduce((total, part) => decimals.add(total, part[side] ?? decimals.ZERO), decimals.ZERO);
  return { usd: sum('usd'), btc: sum('btc') };
}

/** What an amount of an asset, in minor units, is worth at valuation prices, by way of a third asset where there is no pair. */
export function worthOf(state: CoreState, asset: Asset, amount: Money): Worth {
  return { usd: inDollars(state, asset, amount), btc: inBitcoins(state, asset, amount) };
}

function inDollars(state: CoreState, asset: Asset, amount: Money): Decimal | null {
  return directDollars(state, asset, amount) ?? byWayOf(state, asset, amount, BITCOIN, directDollars);
}

function directDollars(state: CoreState, asset: Asset, amount: Money): Decimal | null {
  for (const code of DOLLARS) {
    const value = converted(state, asset, amount, code);
    if (value !== null) return value;
  }
  return null;
}

function inBitcoins(state: CoreState, asset: Asset, amount: Money): Decimal | null {
  const direct = (from: CoreState, of: Asset, value: Money) => converted(from, of, value, BITCOIN);
  // dollars of any kind are worth as many bitcoins as tethers are
  const tether = state.instruments.assetByCode.get(DOLLARS[0]);
  if (asset.code === DOLLARS[1] && tether !== undefined) return direct(state, tether, rescaled(amount, asset, tether));
  return direct(state, asset, amount) ?? byWayOf(state, asset, amount, DOLLARS[0], direct);
}

function byWayOf(
  state: CoreState,
  asset: Asset,
  amount: Money,
  code: string,
  onwards: (state: CoreState, asset: Asset, amount: Money) => Decimal | null,
): Decimal | null {
  const between = state.instruments.assetByCode.get(code);
  if (between === undefined || !canConvert(state, asset.id, between.id, undefined, 0)) return null;
  return onwards(state, between, convert(state, amount, asset.id, between.id, undefined, 0));
}

function converted(state: CoreState, asset: Asset, amount: Money, code: string): Decimal | null {
  const target = state.instruments.assetByCode.get(code);
  if (target === undefined || !canConvert(state, asset.id, target.id, undefined, 0)) return null;
  return amountOf(target, convert(state, amount, asset.id, target.id, undefined, 0));
}

function rescaled(amount: Money, from: Asset, to: Asset): Money {
  return decimals.rescale(amountOf(from, amount), to.scale, 'halfEven').coefficient as Money;
}
