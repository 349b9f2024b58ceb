import type { Money } from '../numbers/index.ts';
import { IdempotencyKeys, type KeysSnapshot } from './keys.ts';
import {
  type Account,
  type AccountsState,
  type Balance,
  emptyAccounts,
  isSystemAccount,
  type Position,
} from './state.ts';

type AccountSnapshot = Omit<Account, 'balances' | 'net' | 'tickets'> & {
  readonly balances: readonly (readonly [number, string, string, string])[];
  readonly net: readonly PositionSnapshot[];
  readonly tickets: readonly PositionSnapshot[];
};

type PositionSnapshot = readonly [number, number, number, string, string, string, number, number];

export interface AccountsSnapshot {
  readonly accounts: readonly AccountSnapshot[];
  readonly nextAccount: number;
  readonly nextTransfer: number;
  readonly keys: KeysSnapshot;
}

/** Plain JSON of the module's durable state, in a stable order. */
export function snapshotAccounts(state: AccountsState): AccountsSnapshot {
  return {
    accounts: [...state.accounts.values()].map((account) => ({
      ...account,
      balances: [...account.balances].map(([asset, b]) => [asset, `${b.total}`, `${b.held}`, `${b.margin}`] as const),
      net: [...account.net.values()].map(positionRow),
      tickets: [...account.tickets.values()].map(positionRow),
    })),
    nextAccount: state.nextAccount,
    nextTransfer: state.nextTransfer,
    keys: state.keys.snapshot(),
  };
}

export function restoreAccounts(
  snapshot: AccountsSnapshot,
  settledDaily: (instrument: number) => boolean,
): AccountsState {
  const state: AccountsState = {
    ...emptyAccounts(),
    nextAccount: snapshot.nextAccount,
    nextTransfer: snapshot.nextTransfer,
    keys: IdempotencyKeys.restore(snapshot.keys),
  };
  for (const row of snapshot.accounts) {
    const account: Account = {
      ...row,
      balances: new Map(row.balances.map(([asset, total, held, margin]) => [asset, balance(total, held, margin)])),
      net: new Map(row.net.map((p) => [p[0], position(p)])),
      tickets: new Map(row.tickets.map((p) => [p[1], position(p)])),
    };
    state.accounts.set(account.id, account);
    if (isSystemAccount(account)) continue;
    const owned = state.byOwner.get(account.owner);
    if (owned === undefined) state.byOwner.set(account.owner, [account.id]);
    else owned.push(account.id);
    for (const instrument of account.net.keys()) {
      if (!settledDaily(instrument)) continue;
      const holders = state.futuresHolders.get(instrument) ?? new Set();
      state.futuresHolders.set(instrument, holders.add(account.id));
    }
  }
  return state;
}

function positionRow(p: Position): PositionSnapshot {
  return [p.instrument, p.leg, p.quantity, `${p.cost}`, `${p.margin}`, `${p.realised}`, p.currency, p.openedAt];
}

function position([instrument, leg, quantity, cost, margin, realised, currency, openedAt]: PositionSnapshot): Position {
  return {
    instrument,
    leg,
    quantity,
    cost: BigInt(cost) as Money,
    margin: BigInt(margin) as Money,
    realised: BigInt(realised) as Money,
    currency,
    openedAt,
  };
}

function balance(total: string, held: string, margin: string): Balance {
  return { total: BigInt(total) as Money, held: BigInt(held) as Money, margin: BigInt(margin) as Money };
}
