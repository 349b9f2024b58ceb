import type { CoreEvent } from '../events/index.ts';
import type { Money } from '../numbers/index.ts';
import type {
  AccountClosed,
  AccountConfigured,
  AccountOpened,
  AccountsEvent,
  FaultsSet,
  PositionSettled,
  Transferred,
} from './events.ts';
import { isFaultless } from './faults.ts';
import {
  type Account,
  type AccountsState,
  accountById,
  balanceOf,
  type FillPolicy,
  type Position,
  SYSTEM_ACCOUNTS,
} from './state.ts';

/** Folds an event of this module; others are left alone. */
export function applyAccounts(state: AccountsState, event: CoreEvent): void {
  const known = event as AccountsEvent;
  switch (known.type) {
    case 'accounts.opened':
      return applyOpened(state, known);
    case 'accounts.configured':
      return applyConfigured(state, known);
    case 'accounts.closed':
      return applyClosed(state, known);
    case 'accounts.transferred':
      return applyTransferred(state, known);
    case 'accounts.positionSettled':
      return applySettled(state, known);
    case 'accounts.faultsSet':
      return applyFaults(state, known);
  }
}

function applyOpened(state: AccountsState, event: AccountOpened): void {
  state.accounts.set(event.id, {
    id: event.id,
    owner: event.owner,
    name: event.name,
    currency: event.currency,
    venue: event.venue,
    fillPolicy: event.fillPolicy as FillPolicy,
    margin: event.margin,
    closeOut: event.closeOut,
    hedging: event.hedging,
    fees: event.fees,
    closed: false,
    openedAt: event.at,
    closedAt: 0,
    balances: new Map(),
    net: new Map(),
    tickets: new Map(),
  });
  const owned = state.byOwner.get(event.owner);
  if (owned === undefined) state.byOwner.set(event.owner, [event.id]);
  else owned.push(event.id);
  state.nextAccount = event.id + 1;
}

function applyConfigured(state: AccountsState, event: AccountConfigured): void {
  const account = accountById(state, event.id);
  account.name = event.name;
  account.margin = event.margin;
  account.closeOut = event.closeOut;
  account.fillPolicy = event.fillPolicy as FillPolicy;
  account.fees = event.fees;
  if (account.fillPolicy !== 'sandbox') delete account.faults;
}

function applyFaults(state: AccountsState, { id, faults }: FaultsSet): void {
  const account = accountById(state, id);
  if (isFaultless(faults)) delete account.faults;
  else account.faults = { ...faults, orders: 0 };
}

function applyClosed(state: AccountsState, event: AccountClosed): void {
  const account = accountById(state, event.id);
  account.closed = true;
  account.closedAt = event.at;
  account.net.clear();
  delete account.faults;
}

function applyTransferred(state: AccountsState, event: Transferred): void {
  post(accountById(state, event.from), event.asset, -event.amount);
  post(accountById(state, event.to), event.asset, event.amount);
  state.nextTransfer = (event.id - (event.id % 16)) / 16 + 1;
  if (event.key !== null) {
    state.keys.remember(event.account, event.key, 'transfer', event.id);
    state.keys.finish(event.account, event.key, event.at);
  }
  state.keys.expire(event.at);
}

function applySettled(state: AccountsState, event: PositionSettled): void {
  const account = accountById(state, event.account);
  const position = account.net.get(event.instrument);
  if (position === undefined) throw new Error(`no position of account ${event.account} in ${event.instrument}`);
  transfer(state, SYSTEM_ACCOUNTS.market, account, position.currency, event.result);
  position.cost = event.cost;
  position.realised = event.realised;
  if (event.expired) {
    setMargin(account, position, 0n as Money);
    removePosition(state, account, position);
  }
}

/** Adds to one side of the ledger. */
export function post(account: Account, asset: number, amount: bigint): void {
  const balance = balanceOf(account, asset);
  balance.total = (balance.total + amount) as Money;
}

/** Moves a signed amount from a system account to a trader's. */
export function transfer(state: AccountsState, system: number, account: Account, asset: number, amount: Money): void {
  if (amount === 0n) return;
  post(accountById(state, system), asset, -amount);
  post(account, asset, amount);
}

/** Sets money or units aside for an order (or frees them, when negative). */
export function hold(account: Account, asset: number, amount: bigint): void {
  if (amount === 0n) return;
  const balance = balanceOf(account, asset);
  balance.held = (balance.held + amount) as Money;
}

function setMargin(account: Account, position: Position, margin: Money): void {
  if (margin === position.margin) return;
  const balance = balanceOf(account, position.currency);
  balance.margin = (balance.margin + margin - position.margin) as Money;
  position.margin = margin;
}

/** What a fill event says of the position afterwards. */
export interface PositionAfter {
  readonly instrument: number;
  readonly leg: number;
  readonly currency: number;
  readonly quantity: number;
  readonly cost: Money;
  readonly margin: Money;
  readonly realised: Money;
  readonly at: number;
  /** Futures are settled daily: their holders are indexed. */
  readonly settledDaily: boolean;
}

/** Assigns a position's new figures; opens it when it is new and drops it when nothing is left. */
export function assignPosition(state: AccountsState, account: Account, after: PositionAfter): void {
  const positions = after.leg === 0 ? account.net : account.tickets;
  const key = after.leg === 0 ? after.instrument : after.leg;
  let position = positions.get(key);
  if (position === undefined) {
    if (after.quantity === 0) return;
    position = {
      instrument: after.instrument,
      leg: after.leg,
      quantity: 0,
      cost: 0n as Money,
      margin: 0n as Money,
      realised: 0n as Money,
      currency: after.currency,
      openedAt: after.at,
    };
    positions.set(key, position);
    if (after.settledDaily) holdersOf(state, after.instrument).add(account.id);
  }
  position.quantity = after.quantity;
  position.cost = after.cost;
  position.realised = after.realised;
  setMargin(account, position, after.margin);
  if (after.quantity === 0) removePosition(state, account, position);
}

function removePosition(state: AccountsState, account: Account, position: Position): void {
  if (position.leg !== 0) {
    account.tickets.delete(position.leg);
    return;
  }
  account.net.delete(position.instrument);
  state.futuresHolders.get(position.instrument)?.delete(account.id);
}

function holdersOf(state: AccountsState, instrument: number): Set<number> {
  let holders = state.futuresHolders.get(instrument);
  if (holders === undefined) {
    holders = new Set();
    state.futuresHolders.set(instrument, holders);
  }
  return holders;
}
