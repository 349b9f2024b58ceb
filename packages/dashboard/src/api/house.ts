import { signal } from '@preact/signals';
import type { Account, Instrument, Page, Session } from 'outcry/native-api';
import { hasOwnSignIn } from '../route.ts';
import { call, withQuery } from './call.ts';
import { connect } from './live.ts';

/** What everything on the page leans on: who is signed in, the instruments and the accounts. */
export const person = signal<Session['person'] | null | undefined>(undefined);
/** What the signed-in person may do. */
export const rights = signal<ReadonlySet<string>>(new Set());
export const instruments = signal<ReadonlyMap<string, Instrument>>(new Map());
export const accounts = signal<readonly Account[]>([]);

const KEPT_ACCOUNT = 'outcry.account';
const chosen = signal<number | null>(Number(localStorage.getItem(KEPT_ACCOUNT)) || null);

/** The account that orders are placed in. */
export function chosenAccount(): Account | null {
  const open = accounts.value.filter((account) => !account.closed);
  return open.find(({ id }) => id === chosen.value) ?? open[0] ?? null;
}

export function chooseAccount(id: number): void {
  chosen.value = id;
  localStorage.setItem(KEPT_ACCOUNT, String(id));
}

async function everyPage<T>(path: string): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await call('GET', withQuery(path, { limit: 500, cursor }));
    rows.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

export async function loadAccounts(): Promise<void> {
  accounts.value = await everyPage<Account>('/accounts');
}

/** Everything a signed-in page needs; null in `person` when nobody is signed in. */
export async function enter(): Promise<void> {
  const asked = call<{ session: Session | null }>('GET', '/session/if-any');
  const session = await asked.then(
    (answer) => answer.session,
    () => null,
  );
  if (session === null) {
    person.value = null;
    return;
  }
  rights.value = new Set(session.rights);
  // the stream takes its time to open: it begins while the rest is on its way
  if (!hasOwnSignIn()) connect();
  const [listed] = await Promise.all([everyPage<Instrument>('/instruments'), loadAccounts()]);
  instruments.value = new Map(listed.map((instrument) => [instrument.symbol, instrument]));
  person.value = session.person;
}
