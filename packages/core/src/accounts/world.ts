import type { LedgerWorld } from './settlement.ts';
import type { AccountsState } from './state.ts';

/** What the accounts are decided on. */
export interface AccountsWorld extends LedgerWorld {
  readonly accounts: AccountsState;
}
