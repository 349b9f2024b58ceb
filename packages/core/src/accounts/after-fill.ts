import type { Instrument } from '../instruments/index.ts';
import type { Money } from '../numbers/index.ts';
import type { FillEffect } from './settlement.ts';
import { positionCurrency } from './settlement.ts';
import type { Account, Balance, Position } from './state.ts';

/** The account as it would be after a fill, for questions; nothing of it is shared with what changes. */
export function accountAfter(account: Account, instrument: Instrument, leg: number, effect: FillEffect): Account {
  const balances = new Map(account.balances);
  add(balances, effect.cashAsset, effect.cash);
  add(balances, instrument.base, effect.units);
  add(balances, effect.feeAsset, -effect.fee);
  const net = leg === 0 ? new Map(account.net) : account.net;
  const tickets = leg === 0 ? account.tickets : new Map(account.tickets);
  const positions = leg === 0 ? net : tickets;
  const key = leg === 0 ? instrument.id : leg;
  if (effect.positionQuantity === 0) positions.delete(key);
  else positions.set(key, positionAfter(account, instrument, leg, positions.get(key), effect));
  return { ...account, balances, net, tickets };
}

/** The account with another amount of an asset, for questions. */
export function accountWith(account: Account, asset: number, change: bigint): Account {
  const balances = new Map(account.balances);
  add(balances, asset, change);
  return { ...account, balances };
}

function add(balances: Map<number, Balance>, asset: number, change: bigint): void {
  if (change === 0n) return;
  const before = balances.get(asset);
  const total = ((before?.total ?? 0n) + change) as Money;
  balances.set(asset, { total, held: before?.held ?? (0n as Money), margin: before?.margin ?? (0n as Money) });
}

function positionAfter(
  account: Account,
  instrument: Instrument,
  leg: number,
  before: Position | undefined,
  effect: FillEffect,
): Position {
  return {
    instrument: instrument.id,
    leg,
    quantity: effect.positionQuantity,
    cost: effect.positionCost,
    margin: effect.positionMargin,
    realised: effect.positionRealised,
    currency: positionCurrency(account, instrument),
    openedAt: before?.openedAt ?? 0,
  };
}
