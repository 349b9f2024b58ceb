import { Fault } from '../errors.ts';
import type { ClientCall } from '../method.ts';
import type { AccountView } from '../views/account.ts';
import { look } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { lookAtOwn } from './own-account.ts';
import { walletBlock, walletOf } from './wallet.ts';

/** A search within one account of the caller. */
export type Listing = Pick<ClientCall, 'parts' | 'client' | 'version'> & {
  readonly search: { readonly filter: { readonly AccountID: number | undefined } };
};

/** Shows the account that is searched. Throws Fault. */
export function atOwn<T>(call: Listing, show: (view: AccountView) => T): Promise<T> {
  const { AccountID } = call.search.filter;
  if (AccountID === undefined) throw Fault.invalid('Filter.AccountID', 'it is missing');
  return lookAtOwn(call, 'Filter.AccountID', AccountID, show);
}

/** The caller's wallet, which stands beside everything that is searched for. */
export function besideWallet({
  parts,
  client,
  version,
}: Pick<ClientCall, 'parts' | 'client' | 'version'>): Promise<Record<string, Json>> {
  return look(parts, (world) => ({ Wallets: [walletBlock(walletOf(world, client.id), version)] }));
}
