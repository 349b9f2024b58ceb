import type { Account, CoreState } from '@outcry/core';
import { findTrade, type TradeRow } from '../../../readmodel/index.ts';
import { accountsSeen } from '../accounts/seen.ts';
import { Fault } from '../errors.ts';
import type { Call } from '../route.ts';

type Asking = Pick<Call, 'desk' | 'person' | 'mode'>;

/** The caller's smart trade with this id, running or ended. Rejects with Fault. */
export async function tradeOf({ desk, person }: Pick<Asking, 'desk' | 'person'>, id: number): Promise<TradeRow> {
  const { engine, readModel } = desk.parts;
  const row = await findTrade(engine, readModel, id);
  const owner = await engine.read((state) => state.accounts.accounts.get(row?.record.account ?? 0)?.owner);
  if (row === undefined || owner !== person.id) throw new Fault('tradeNotFound');
  return row;
}

/** The account that a new trade is for. Throws Fault: foreign ones are told as such (`threecommas.md` 5). */
export function tradeAccount(state: CoreState, person: number, id: number): Account {
  const account = state.accounts.accounts.get(id);
  if (account === undefined || account.owner !== person || account.closed || account.fillPolicy === 'sandbox')
    throw new Fault('foreignAccount');
  return account;
}

/** Accounts that a list is about: one that is named, else all that the call sees; none of a foreign one. */
export function accountsListed(state: CoreState, { person, mode }: Asking, named: number | undefined): number[] {
  if (named === undefined) return accountsSeen(state, person.id, mode).map(({ id }) => id);
  return state.accounts.accounts.get(named)?.owner === person.id ? [named] : [];
}
