import {
  type Account,
  type Asset,
  available,
  type CoreState,
  type Decimal,
  decimals,
  positionsOf,
  unrealised,
} from '@outcry/core';
import { type Worth, worthOf } from '../../../readmodel/index.ts';
import { amountOf } from '../wire/numbers.ts';

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
