import {
  type CopyAccount,
  type CoreState,
  copyAccount,
  type Strategy,
  strategyById,
  type Wallet,
  walletById,
} from '@outcry/core';

/** Whose account it is. */
export interface Owners {
  readonly account: CopyAccount;
  readonly strategy: Strategy;
  readonly wallet: Wallet;
}

/** An account that is open, or was at the beginning of the turn. */
export function ownersOf({ copy }: CoreState, id: number): Owners {
  const account = copyAccount(copy, id);
  return { account, strategy: strategyById(copy, account.strategy), wallet: walletById(copy, account.wallet) };
}

/** Test clients are told apart from real ones. */
export function testOf({ test }: Wallet): number {
  return test ? 1 : 0;
}
