import { valueAt } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import type { Money } from '../numbers/index.ts';
import { canConvert, convert } from './conversion.ts';
import type { LedgerWorld } from './settlement.ts';
import { type Account, type AccountsState, accountById, type Position } from './state.ts';

/** What the account can spend of an asset: total less holds of orders and margin of positions. May be negative on margin. */
export function available(account: Account, asset: number): Money {
  const balance = account.balances.get(asset);
  return (balance === undefined ? 0n : balance.total - balance.held - balance.margin) as Money;
}

/** The position an order with this leg would act on. */
export function positionOf(account: Account, instrument: number, leg: number): Position | undefined {
  return leg === 0 ? account.net.get(instrument) : account.tickets.get(leg);
}

/** All open positions: net ones first, then tickets. */
export function positionsOf(account: Account): Position[] {
  return [...account.net.values(), ...account.tickets.values()];
}

/** Result of a position if it were closed at the valuation price, in its currency; undefined without a price. */
export function unrealised(
  world: LedgerWorld,
  position: Pick<Position, 'instrument' | 'quantity' | 'cost' | 'currency'>,
): Money | undefined {
  const instrument = world.instruments.instruments[position.instrument];
  const price = valuationPrice(world.market, position.instrument);
  if (instrument === undefined || price === undefined) return undefined;
  const worth = valueAt(instrument, price, Math.abs(position.quantity));
  const inQuote = (position.quantity > 0 ? worth - position.cost : position.cost - worth) as Money;
  if (!canConvert(world, instrument.quote, position.currency, instrument, price)) return undefined;
  return convert(world, inQuote, instrument.quote, position.currency, instrument, price);
}

/**
 * The account's worth in its own currency: every balance converted at the valuation price, and the unrealised results of
 * futures and cfd positions. `unpriced` lists the assets that no price exists for; they count as nothing.
 */
export function equity(world: LedgerWorld, account: Account): { value: Money; unpriced: number[] } {
  let value = 0n;
  const unpriced: number[] = [];
  for (const [asset, balance] of account.balances) {
    if (balance.total === 0n) continue;
    if (canConvert(world, asset, account.currency, undefined, 0)) {
      value += convert(world, balance.total, asset, account.currency, undefined, 0);
    } else unpriced.push(asset);
  }
  for (const position of positionsOf(account)) {
    const instrument = world.instruments.instruments[position.instrument];
    if (instrument === undefined || instrument.settlement === 'spot') continue;
    const result = unrealised(world, position);
    if (result !== undefined && canConvert(world, position.currency, account.currency, undefined, 0)) {
      value += convert(world, result, position.currency, account.currency, undefined, 0);
    }
  }
  return { value: value as Money, unpriced };
}

/** Accounts of one owner, oldest first. */
export function accountsOf(state: AccountsState, owner: number): Account[] {
  return (state.byOwner.get(owner) ?? []).map((id) => accountById(state, id));
}

/** The sum of an asset over every account of the ledger: always zero. */
export function ledgerSum(state: AccountsState, asset: number): Money {
  let sum = 0n;
  for (const account of state.accounts.values()) sum += account.balances.get(asset)?.total ?? 0n;
  return sum as Money;
}

/** What all open positions are worth in the account's currency, long and short alike counted as positive. */
export function exposure(world: LedgerWorld, account: Account): Money {
  let sum = 0n;
  for (const position of positionsOf(account)) {
    const instrument = world.instruments.instruments[position.instrument];
    const price = valuationPrice(world.market, position.instrument);
    if (instrument === undefined || price === undefined) continue;
    const worth = valueAt(instrument, price, Math.abs(position.quantity));
    const magnitude = (worth < 0n ? -worth : worth) as Money;
    if (canConvert(world, instrument.quote, account.currency, instrument, price)) {
      sum += convert(world, magnitude, instrument.quote, account.currency, instrument, price);
    }
  }
  return sum as Money;
}
