import type { BearerKind, Refused } from '../../identity/index.ts';
import { Fault } from './errors.ts';
import type { OpenCall } from './method.ts';

/** The id behind login and password. Throws Fault. */
export async function idOfLogin(
  { parts, address }: Pick<OpenCall, 'parts' | 'address'>,
  kind: BearerKind,
  login: string,
  password: string,
): Promise<number> {
  const found = await parts.identity.business.checkLogin(kind, login, password, address);
  if (typeof found === 'number') return found;
  throw loginFault(found);
}

/** Why nobody was let in, in the words of the API. */
function loginFault({ refused, waitMs }: Refused): Fault {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  if (refused === 'wrong_login') return new Fault('bad_credentials', 'login and password do not belong together');
  if (refused === 'busy')
    return new Fault('overloaded', 'too many passwords are being checked: try again', 503, seconds);
  return new Fault('login_blocked', `too many wrong passwords: wait ${seconds} seconds`, 403, seconds);
}

/** Throws Fault unless it is the bearer's password. */
export async function demandPassword(
  { parts, address }: Pick<OpenCall, 'parts' | 'address'>,
  kind: BearerKind,
  id: number,
  password: string,
): Promise<void> {
  const known = await parts.identity.business.confirmPassword(kind, id, password, address);
  if (known === true) return;
  if (known.refused !== 'wrong_login') throw loginFault(known);
  throw new Fault('bad_credentials', "invalid input in field 'OldPassword': it is not your password");
}
