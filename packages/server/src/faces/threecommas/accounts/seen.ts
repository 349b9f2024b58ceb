import { type Account, accountsOf, type CoreState } from '@outcry/core';
import { Fault } from '../errors.ts';
import type { ThreeCommasParts } from '../parts.ts';
import type { Call, Mode } from '../route.ts';

/**
 * Open accounts of a person in a mode, oldest first; trial accounts of another API are not among them. Paper accounts stand
 * for real ones as long as the person has none of those: tools that insist on real ones find something to work with.
 */
export function accountsSeen(state: CoreState, person: number, mode: Mode): Account[] {
  const own = accountsOf(state.accounts, person).filter(
    ({ closed, fillPolicy }) => !closed && fillPolicy !== 'sandbox',
  );
  const real = own.filter((account) => !isPaper(account));
  if (mode === 'real' && real.length > 0) return real;
  return own.filter(isPaper);
}

export function isPaper({ venue }: Pick<Account, 'venue'>): boolean {
  return venue === 'paper';
}

/** The caller's account with this id, in either mode. Throws Fault. */
export function accountOf(state: CoreState, person: number, id: number): Account {
  const account = accountsOf(state.accounts, person).find((each) => each.id === id);
  if (account === undefined || account.closed || account.fillPolicy === 'sandbox') throw new Fault('notFound');
  return account;
}

/** What `read` makes of the caller's account, once all it saw is on disk; `read` copies. Throws Fault. */
export function readAccount<T>(
  { desk, person }: { desk: { parts: Pick<ThreeCommasParts, 'engine'> }; person: Call['person'] },
  id: number,
  read: (state: CoreState, account: Account) => T,
): Promise<T> {
  return desk.parts.engine.read((state) => read(state, accountOf(state, person.id, id)));
}
