import { Fault } from '../errors.ts';
import { id, optional } from '../fields.ts';
import type { ClientCall } from '../method.ts';
import type { AccountView } from '../views/account.ts';
import { StrategyView } from '../views/strategy.ts';
import type { Json } from '../wire/json.ts';
import { accountBlock } from './account-columns.ts';
import { SeenStrategy } from './seen-strategy.ts';
import { strategyBlock } from './strategy-columns.ts';

/** The documents call it `AccountID` in their tables and `ID` in a sample. */
export const ONE_ACCOUNT = { AccountID: optional(id()), ID: optional(id()) };

/** The account that is asked for. Throws Fault. */
export function wantedAccount({ given }: Pick<ClientCall<typeof ONE_ACCOUNT>, 'given'>): number {
  const wanted = given.AccountID ?? given.ID;
  if (wanted === undefined) throw Fault.invalid('AccountID', 'it is missing');
  return wanted;
}

/** What the second version tells of an account. */
export function accountAnswer(
  view: AccountView,
  client: number,
): { readonly Strategy: Record<string, Json>; readonly Account: Json } {
  const seen = new SeenStrategy(new StrategyView(view.world, view.strategy), client);
  const { Account: _, ...strategy } = strategyBlock(seen);
  return { Strategy: { ...strategy, Equity: seen.view.equity }, Account: accountBlock(view, client) };
}
