import type { Client } from '../../../identity/index.ts';
import { type Condition, type CopyRow, type KeptCount, searchTable } from '../../../readmodel/index.ts';
import type { Fields } from '../fields.ts';
import type { RammParts } from '../parts.ts';
import type { Found } from '../search/live.ts';
import type { SearchRequest } from '../search/request.ts';
import { storedPage } from '../search/stored.ts';
import { AccountView, closedAccount } from '../views/account.ts';
import type { SeenWorld } from '../views/world.ts';

/** Closed accounts that are read at a time. */
const AT_ONCE = 10_000;

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
  const found: CopyRow<'copy_accounts'>[] = [];
  for (;;) {
    const { rows } = await searchTable<CopyRow<'copy_accounts'>>(readModel, {
      table: 'copy_accounts',
      company,
      conditions: [condition],
      order: 'id',
      ascending: false,
      limit: AT_ONCE,
      offset: found.length,
      count,
    });
    found.push(...rows);
    if (rows.length < AT_ONCE) return found;
  }
}

const recorded = (field: string): string => `json_extract(record, '$.${field}')`;

/** Where the closed accounts of a strategy stand, by the fields by which they are listed. */
const CLOSED_ORDER = {
  ID: 'id',
  DT: 'opened_at',
  DTClosed: 'closed_at',
  FeePaid: recorded('feePaid'),
  TotalCommissionTrader: recorded('commissionPaid'),
  TotalProfitNet: `${recorded('balance')} + ${recorded('withdrawn')} - ${recorded('deposited')}`,
  ClientID: 'client',
};

/** One page of the closed accounts of a strategy. */
export async function closedPageOf<F extends Fields>(
  { readModel }: RammParts,
  { id: client, company }: Client,
  strategy: number,
  search: SearchRequest<F>,
): Promise<Found<CopyRow<'copy_accounts'>>> {
  // others' accounts stand before one's own
  const mine = { column: 'client', ranks: () => [client] };
  return storedPage(readModel, search, {
    table: 'copy_accounts',
    columns: { ...CLOSED_ORDER, IsMyAccount: mine, IsMyStrategy: mine },
    company,
    conditions: [{ column: 'strategy', is: 'equal', value: strategy }],
    count: { name: 'accounts.strategy', owner: strategy },
  });
}

export function closedViews(world: SeenWorld, rows: ClosedRows): AccountView[] {
  return rows.map(({ record }) => new AccountView(world, closedAccount(record ?? '')));
}
