import type { Client } from '../../../identity/index.ts';
import { type Condition, type CopyRow, type KeptCount, searchTable } from '../../../readmodel/index.ts';
import type { RammParts } from '../parts.ts';
import { AccountView, closedAccount } from '../views/account.ts';
import type { SeenWorld } from '../views/world.ts';

/** Closed accounts that are told of in one answer: the newest. */
const MOST_CLOSED = 10_000;

/** Accounts as the tables keep them. */
export type ClosedRows = readonly CopyRow<'copy_accounts'>[];

/** Closed accounts of a client's wallet, the newest first. */
export function closedOfWallet(parts: RammParts, { company }: Client, wallet: number): Promise<ClosedRows> {
  const condition: Condition = { column: 'wallet', is: 'equal', value: wallet };
  return closedOf(parts, company, condition, { name: 'accounts.wallet', owner: wallet });
}

/** Closed accounts of strategies of a client's company, the newest first. */
export async function closedOfStrategies(
  parts: RammParts,
  { company }: Client,
  strategies: readonly number[],
): Promise<ClosedRows> {
  const lists = strategies.map((strategy) =>
    closedOf(
      parts,
      company,
      { column: 'strategy', is: 'equal', value: strategy },
      { name: 'accounts.strategy', owner: strategy },
    ),
  );
  return (await Promise.all(lists)).flat();
}

async function closedOf(
  { readModel }: RammParts,
  company: number,
  condition: Condition,
  count: KeptCount,
): Promise<ClosedRows> {
  const { rows } = await searchTable<CopyRow<'copy_accounts'>>(readModel, {
    table: 'copy_accounts',
    company,
    conditions: [condition],
    order: 'id',
    ascending: false,
    limit: MOST_CLOSED,
    offset: 0,
    count,
  });
  return rows;
}

export function closedViews(world: SeenWorld, rows: ClosedRows): AccountView[] {
  return rows.map(({ record }) => new AccountView(world, closedAccount(record ?? '')));
}
