import { accountsOf, type Bot, type CoreState } from '@outcry/core';
import { botRow, type DealRow, findDeal } from '../../../readmodel/index.ts';
import { accountOf, accountsSeen } from '../accounts/seen.ts';
import type { Desk } from '../desk.ts';
import { Fault } from '../errors.ts';
import type { Call } from '../route.ts';
import type { JsonText } from '../wire/json.ts';

/** A call about bots or deals, as far as it tells whose they may be. */
export type Asking = Pick<Call, 'desk' | 'person' | 'mode'>;

/** The caller's bot with this id. Throws Fault. */
export function botOf(state: CoreState, person: number, id: number): Bot {
  const bot = state.bots.bots.get(id);
  if (bot === undefined || state.accounts.accounts.get(bot.account)?.owner !== person) throw new Fault('notFound');
  return bot;
}

/** A bot as its owner reads it. */
export function botAnswer({ bots }: Pick<Desk, 'bots'>, state: CoreState, id: number): JsonText {
  const row = botRow(state, id);
  if (row === undefined) throw new Fault('notFound');
  return bots.of(state, row);
}

/** The caller's deal with this id, running or ended. Rejects with Fault. */
export async function dealOf({ desk, person }: Pick<Asking, 'desk' | 'person'>, id: number): Promise<DealRow> {
  const { engine, readModel } = desk.parts;
  const row = await findDeal(engine, readModel, id);
  const owner = await engine.read((state) => state.accounts.accounts.get(row?.record.account ?? 0)?.owner);
  if (row === undefined || owner !== person.id) throw new Fault('notFound');
  return row;
}

/** Which accounts a list is about: one that is named, those of a bot that is named, else all that the call sees. Throws Fault. */
export function accountsListed(
  state: CoreState,
  { person, mode }: Asking,
  { account, bot }: { readonly account: number | undefined; readonly bot: number | undefined },
): readonly number[] {
  if (account !== undefined) return [accountOf(state, person.id, account).id];
  // deals of a bot that is gone can still be read
  if (bot !== undefined) return accountsOf(state.accounts, person.id).map(({ id }) => id);
  return accountsSeen(state, person.id, mode).map(({ id }) => id);
}
