import type { FeePlan, Rejection } from '@outcry/core';
import { accountIdOf, accountsSeen } from './accounts.ts';
import type { TInvestCall } from './call.ts';
import { refusal, TInvestError, unreadable } from './errors.ts';
import { CURRENCY } from './listing.ts';
import type { TInvestParts } from './parts.ts';

/** What opening and closing stand on. */
type SandboxParts = Pick<TInvestParts, 'engine' | 'identity' | 'log'>;

/** Open sandbox accounts of a person. */
export const MAX_SANDBOX_ACCOUNTS = 100;

/** Of an account that nobody named. */
const USUAL_NAME = 'Sandbox';

/** 0.05 % of every deal, to the kopeck (`tinvest.md` 16). */
const FEES: FeePlan = { maker: 500, taker: 500, decimals: 2, rounding: 'halfUp', mode: 'quote' };

/** How often accounts whose time is over are looked for (ms). */
const RETIRE_MS = 3_600_000;

/** Opens a sandbox account of the caller and answers its id. Throws TInvestError, 35001 when there are too many. */
export async function openSandboxAccount(
  { engine, identity }: SandboxParts,
  call: TInvestCall,
  name: string | undefined,
): Promise<string> {
  const open = await engine.read((state) => accountsSeen(state, call).length);
  if (open >= MAX_SANDBOX_ACCOUNTS) throw new TInvestError('35001');
  const { outcome, rejection } = await engine.submit(
    {
      type: 'accounts.open',
      owner: call.person.id,
      name: name === undefined || name === '' ? USUAL_NAME : name,
      currency: CURRENCY,
      venue: 'paper',
      fillPolicy: 'sandbox',
      margin: true,
      closeOut: false,
      hedging: false,
      fees: FEES,
    },
    undefined,
    call.trackingId,
  );
  if (outcome === null) throw openingRefusal(rejection as Rejection);
  await identity.addSandbox(outcome.id);
  return accountIdOf({ id: outcome.id, fillPolicy: 'sandbox' });
}

function openingRefusal(rejection: Rejection): TInvestError {
  if (rejection.reason === 'too_many') return new TInvestError('35001');
  return rejection.field === 'name' ? unreadable(`name: ${rejection.detail}`) : refusal(rejection, true);
}

/** Ends an account's orders, then the account with all it has. Throws TInvestError. */
export async function closeSandboxAccount(
  { engine, identity }: SandboxParts,
  account: number,
  trackingId: string | null,
): Promise<void> {
  await engine.submit({ type: 'orders.cancelAll', account, instrument: 0 }, undefined, trackingId);
  const { rejection } = await engine.submit({ type: 'accounts.close', account }, undefined, trackingId);
  if (rejection !== null && rejection.reason !== 'account_closed') throw refusal(rejection, true);
  await identity.removeSandbox(account);
}

/** Closes accounts that nobody has used for three months by the wall clock. Resolves with how many. */
export async function retireSandboxAccounts(parts: SandboxParts): Promise<number> {
  const { unusedSandboxes: unused } = parts.identity;
  for (const account of unused) {
    await closeSandboxAccount(parts, account, null);
    parts.log.info({ account, face: 'tinvest' }, 'a sandbox account was closed: nobody has used it for three months');
  }
  return unused.length;
}

/** Looks for accounts whose time is over now and every hour, as long as the platform runs. */
export function keepRetiring(parts: SandboxParts): void {
  const retire = (): void => {
    retireSandboxAccounts(parts).catch((err: unknown) =>
      parts.log.debug({ err, face: 'tinvest' }, 'sandbox accounts are not retired now'),
    );
  };
  setInterval(retire, RETIRE_MS).unref();
  setImmediate(retire);
}
