import type { Money, Rounding } from '../numbers/index.ts';
import type { AccountFaults } from './faults.ts';
import { IdempotencyKeys } from './keys.ts';

/** First id of traders' accounts; ids stay below 2^31. */
export const FIRST_ACCOUNT_ID = 2_000_000_000;

/**
 * The platform's own accounts of the double-entry ledger. Every movement has two sides, so the balances of one asset over
 * all accounts always sum to zero.
 */
export const SYSTEM_ACCOUNTS = {
  /** The house: corrections, bonuses paid out of its own pocket. */
  house: 1,
  /** Trading fees received. */
  fees: 2,
  /** Where deposits come from and withdrawals go to. */
  outside: 3,
  rewards: 4,
  bonus: 5,
  /** The other side of every fill and of futures and cfd results. */
  market: 6,
} as const;

export type SystemAccount = keyof typeof SYSTEM_ACCOUNTS;

/** How fills are charged. Rates are millionths of the traded value (0.1 % = 1000). */
export interface FeePlan {
  readonly maker: number;
  readonly taker: number;
  /** Fees are rounded to this many decimals of their asset, over the whole order, by `rounding`. */
  readonly decimals: number;
  readonly rounding: Rounding;
  /** `quote`: on top, in the quote asset. `received`: out of what the fill brings (`dca-and-smarttrade-rules.md` A2). */
  readonly mode: 'quote' | 'received';
}

/**
 * How the paper venue fills this account's orders. `book`: by price and time against the displayed book and other users.
 * `sandbox`: in full, outside the book (`tinvest.md` 16).
 */
export type FillPolicy = 'book' | 'sandbox';

/** What the account holds of one asset, in minor units. available = total - held - margin. */
export interface Balance {
  total: Money;
  /** Set aside by open orders. */
  held: Money;
  /** Set aside by open positions. */
  margin: Money;
}

/** An open position: net per instrument, or a hedging ticket. */
export interface Position {
  readonly instrument: number;
  /** 0 for the net position, else the ticket: the id of the order that opened it. */
  readonly leg: number;
  /** Signed quantity steps: long > 0, short < 0. */
  quantity: number;
  /** Entry value of the open quantity in the quote asset: Σ price × quantity, with the sign of the prices. */
  cost: Money;
  /** Money set aside for it, in `currency`. */
  margin: Money;
  /** Results booked since it was opened, before fees, in `currency`. */
  realised: Money;
  /** Asset of margin and results: the quote asset, for cfd the account's currency. */
  readonly currency: number;
  readonly openedAt: number;
}

export interface Account {
  readonly id: number;
  /** Who it belongs to; 0 for the platform's own. */
  readonly owner: number;
  name: string;
  /** Asset in which the account is reported and cfd results are booked. */
  readonly currency: number;
  /** `paper`, or the name of a real venue. */
  readonly venue: string;
  fillPolicy: FillPolicy;
  /** May sell short and trade futures and cfd. */
  margin: boolean;
  /** On margin: positions are closed when the liquid portfolio falls below the minimal margin. */
  closeOut: boolean;
  /** cfd positions are tickets instead of one net position. */
  readonly hedging: boolean;
  fees: FeePlan;
  /** What goes wrong on purpose; only sandbox accounts with faults have it. Replaced as a whole, never changed. */
  faults?: AccountFaults;
  closed: boolean;
  readonly openedAt: number;
  closedAt: number;
  readonly balances: Map<number, Balance>;
  /** Net positions by instrument. */
  readonly net: Map<number, Position>;
  /** Hedging positions by ticket. */
  readonly tickets: Map<number, Position>;
}

export interface AccountsState {
  readonly accounts: Map<number, Account>;
  /** Account ids of each owner, oldest first. */
  readonly byOwner: Map<number, number[]>;
  nextAccount: number;
  /** Counter of transfers; id = n × 16 + partition. */
  nextTransfer: number;
  readonly keys: IdempotencyKeys;
  /** Accounts with an open position in an instrument that is settled daily (futures). */
  readonly futuresHolders: Map<number, Set<number>>;
}

export const NO_FEES: FeePlan = { maker: 0, taker: 0, decimals: 0, rounding: 'halfUp', mode: 'quote' };

export function emptyAccounts(): AccountsState {
  const state: AccountsState = {
    accounts: new Map(),
    byOwner: new Map(),
    nextAccount: FIRST_ACCOUNT_ID,
    nextTransfer: 1,
    keys: new IdempotencyKeys(),
    futuresHolders: new Map(),
  };
  for (const [name, id] of Object.entries(SYSTEM_ACCOUNTS)) {
    state.accounts.set(id, {
      id,
      owner: 0,
      name,
      currency: 0,
      venue: 'paper',
      fillPolicy: 'book',
      margin: true,
      closeOut: false,
      hedging: false,
      fees: NO_FEES,
      closed: false,
      openedAt: 0,
      closedAt: 0,
      balances: new Map(),
      net: new Map(),
      tickets: new Map(),
    });
  }
  return state;
}

export function isSystemAccount(account: Account): boolean {
  return account.id < FIRST_ACCOUNT_ID;
}

/** The account's balance of an asset, made on first use. */
export function balanceOf(account: Account, asset: number): Balance {
  let balance = account.balances.get(asset);
  if (balance === undefined) {
    balance = { total: 0n as Money, held: 0n as Money, margin: 0n as Money };
    account.balances.set(asset, balance);
  }
  return balance;
}

/** The account with this id; throws when events name one that does not exist. */
export function accountById(state: AccountsState, id: number): Account {
  const account = state.accounts.get(id);
  if (account === undefined) throw new Error(`no account ${id}`);
  return account;
}

/** An account that a person may have; undefined for the platform's own and for one that never was. */
export function traderAccount(state: AccountsState, id: number): Account | undefined {
  const account = state.accounts.get(id);
  return account === undefined || isSystemAccount(account) ? undefined : account;
}
