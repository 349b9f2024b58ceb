import { Fault } from '../errors.ts';
import type { ClientCall } from '../method.ts';
import { type AccountView, lookAtAccount } from '../views/account.ts';

/** Throws Fault unless the account is the caller's, or one of a strategy that he leads. */
export function demandOwn({ wallet, strategy, world }: AccountView, client: number): void {
  const trader = world.copy.wallets.get(strategy.wallet)?.client;
  if (wallet.client !== client && trader !== client) throw Fault.forbidden('account');
}

/** Throws Fault unless the account's money is the caller's. */
export function demandOwner({ wallet }: AccountView, client: number): void {
  if (wallet.client !== client) throw Fault.forbidden('account');
}

/** Shows an account of the caller, open or closed. Throws Fault. */
export function lookAtOwn<T>(
  { parts, client }: Pick<ClientCall, 'parts' | 'client'>,
  field: string,
  id: number,
  show: (view: AccountView) => T,
): Promise<T> {
  return lookAtAccount(parts, { field, id }, (view) => {
    demandOwn(view, client.id);
    return show(view);
  });
}
