import { type Account, accountsOf, type CoreState } from '@outcry/core';
import type { BrokerToken, Person } from '../../identity/index.ts';
import type { Contour } from './call.ts';
import { type CatalogueCode, TInvestError } from './errors.ts';
import { CURRENCY } from './listing.ts';
import type { TInvestParts } from './parts.ts';
import { isUuid, nameUuid } from './wire/name-uuid.ts';

/** What decides which accounts are seen; a call is one. */
export interface Seeing {
  readonly person: Pick<Person, 'id'>;
  readonly token: Pick<BrokerToken, 'account'>;
  readonly contour: Contour;
  /** Told of each sandbox account that is named: they live on by being used. */
  readonly used?: (account: number) => void;
}

/** Ids of sandbox accounts by those of the core: hashing is not for every call. */
const SANDBOX_IDS = new Map<number, string>();

/** The id of an account: ten digits, in the sandbox a UUID (`tinvest.md` 11.1). */
export function accountIdOf({ id, fillPolicy }: Pick<Account, 'id' | 'fillPolicy'>): string {
  if (fillPolicy !== 'sandbox') return String(id);
  let uuid = SANDBOX_IDS.get(id);
  if (uuid === undefined) {
    uuid = nameUuid('account', String(id));
    SANDBOX_IDS.set(id, uuid);
  }
  return uuid;
}

function contourOfAccount({ fillPolicy }: Account): Contour {
  return fillPolicy === 'sandbox' ? 'sandbox' : 'production';
}

/**
 * Accounts that a call can see, oldest first: those of its person in roubles and of its contour, or the token's one. Closed
 * ones are there too, but in the sandbox they vanish.
 */
export function accountsSeen(state: CoreState, seeing: Seeing): Account[] {
  return accountsOf(state.accounts, seeing.person.id).filter((account) => sees(state, seeing, account));
}

function sees({ instruments }: CoreState, { person, token, contour }: Seeing, account: Account): boolean {
  return (
    account.owner === person.id &&
    account.currency === instruments.assetByCode.get(CURRENCY)?.id &&
    contourOfAccount(account) === contour &&
    (token.account === null || token.account === account.id) &&
    !(account.closed && contour === 'sandbox')
  );
}

const DIGITS = /^\d{1,19}$/;

/** The account that a request names. Throws TInvestError: 30021, 30022, or `unknown` for one that the call cannot see. */
export function accountNamed(state: CoreState, call: Seeing, id: string, unknown: CatalogueCode = '50004'): Account {
  if (id === '') throw new TInvestError('30021');
  if (!DIGITS.test(id) && !isUuid(id)) throw new TInvestError('30022');
  const account = call.contour === 'sandbox' ? sandboxAccount(state, call, id) : numbered(state, id);
  if (account === undefined || !sees(state, call, account)) throw new TInvestError(unknown);
  if (account.fillPolicy === 'sandbox') call.used?.(account.id);
  return account;
}

/** The account with the number that an id of the production contour is. */
function numbered(state: CoreState, id: string): Account | undefined {
  const account = state.accounts.accounts.get(Number(id));
  return account !== undefined && accountIdOf(account) === id ? account : undefined;
}

function sandboxAccount(state: CoreState, call: Seeing, id: string): Account | undefined {
  const wanted = id.toLowerCase();
  return accountsOf(state.accounts, call.person.id).find(
    (account) => account.fillPolicy === 'sandbox' && accountIdOf(account) === wanted,
  );
}

/** What `read` makes of the account that a request names, once all it saw is on disk; `read` copies. Throws TInvestError. */
export async function readAccount<T>(
  { engine }: Pick<TInvestParts, 'engine'>,
  call: Seeing,
  id: string,
  read: (state: CoreState, account: Account) => T,
  unknown?: CatalogueCode,
): Promise<T> {
  return engine.read((state) => read(state, accountNamed(state, call, id, unknown)));
}
