import { Fault } from '../errors.ts';
import type { ClientCall } from '../method.ts';
import { demandOwner, lookAtOwn } from './own-account.ts';

/** Core's name of an account, as this API calls it. */
export const ACCOUNT_ID = { account: 'AccountID' };

/** Throws Fault unless it is an open account of the caller. */
export function demandOpen(call: Pick<ClientCall, 'parts' | 'client'>, account: number): Promise<void> {
  return lookAtOwn(call, 'AccountID', account, (view) => {
    demandOwner(view, call.client.id);
    if (view.account.status === 6) throw Fault.status('the account is closed');
  });
}
