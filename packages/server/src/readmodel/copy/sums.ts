import { sql } from 'kysely';
import type { ColumnReader, RowSource } from '../reader-messages.ts';
import { packed, searchTable } from './table-search.ts';

/** What all deals of a wallet's accounts come to; money in cents, volume in hundred-millionths of a lot. */
export interface WalletDeals {
  readonly trades: number;
  readonly profit: number;
  readonly swap: number;
  readonly liquidity: number;
  readonly broker: number;
  readonly trader: number;
  readonly partner: number;
  readonly volume: number;
  /** Σ profit of fee deals: below zero. */
  readonly fee: number;
}

/** What happened to a wallet, kept as sums. */
export interface WalletHistory {
  readonly deals: WalletDeals;
  /** Σ of its transfers by kind, cents. */
  readonly transfers: ReadonlyMap<number, number>;
  readonly closedAccounts: number;
  /** What its closed investments came to, for those who ask. */
  readonly closed: ClosedInvestments;
}

/** Σ over closed investments, cents. */
export interface ClosedInvestments {
  readonly pastProfit: number;
  readonly feePaid: number;
  readonly commissionPaid: number;
}

const NONE_CLOSED: ClosedInvestments = { pastProfit: 0, feePaid: 0, commissionPaid: 0 };

const NO_DEALS: WalletDeals = {
  trades: 0,
  profit: 0,
  swap: 0,
  liquidity: 0,
  broker: 0,
  trader: 0,
  partner: 0,
  volume: 0,
  fee: 0,
};

const DEAL_SUMS = Object.keys(NO_DEALS) as readonly (keyof WalletDeals)[];

/** Wallets asked about in one statement. */
const WALLETS_PER_QUERY = 5_000;

/** The histories of wallets; those to which nothing has happened have an empty one. `withClosed`: with `closed`, read row by row. */
export async function walletHistories(
  source: RowSource,
  wallets: readonly number[],
  withClosed = false,
): Promise<ReadonlyMap<number, WalletHistory>> {
  const found = new Map<number, WalletHistory & { readonly transfers: Map<number, number> }>();
  for (const wallet of wallets)
    found.set(wallet, { deals: NO_DEALS, transfers: new Map(), closedAccounts: 0, closed: NONE_CLOSED });
  for (let i = 0; i < wallets.length; i += WALLETS_PER_QUERY) {
    const some = sql`select value from json_each(${JSON.stringify(wallets.slice(i, i + WALLETS_PER_QUERY))})`;
    const [deals, transfers, counts, closed] = await Promise.all([
      packed(
        source,
        sql`json_array(wallet, ${sql.raw(DEAL_SUMS.join(', '))}) as r from copy_wallet_deals where wallet in (${some})`,
      ),
      packed(source, sql`json_array(wallet, kind, amount) as r from copy_wallet_sums where wallet in (${some})`),
      packed(
        source,
        sql`json_array(owner, count) as r from copy_counts where name = 'accounts.wallet' and owner in (${some})`,
      ),
      !withClosed
        ? []
        : packed(
            source,
            sql`json_array(wallet, sum(record ->> '$.pastProfit'), sum(record ->> '$.feePaid'), sum(record ->> '$.commissionPaid'))
          as r from copy_accounts where type <> 0 and wallet in (${some}) group by wallet`,
          ),
    ]);
    for (const [wallet = 0, ...sums] of deals) {
      const own = Object.fromEntries(DEAL_SUMS.map((name, place) => [name, sums[place]]));
      Object.assign(found.get(wallet) as object, { deals: own });
    }
    for (const [wallet = 0, kind = 0, amount = 0] of transfers) found.get(wallet)?.transfers.set(kind, amount);
    for (const [owner = 0, count] of counts) Object.assign(found.get(owner) as object, { closedAccounts: count });
    for (const [wallet = 0, pastProfit = 0, feePaid = 0, commissionPaid = 0] of closed)
      Object.assign(found.get(wallet) as object, { closed: { pastProfit, feePaid, commissionPaid } });
  }
  return found;
}

/** What all deals of one account come to, cents, those of money among them: the total is its balance. */
export async function dealSums(source: RowSource & ColumnReader, company: number, account: number) {
  const { sums } = await searchTable(source, {
    table: 'copy_deals',
    company,
    conditions: [{ column: 'account', is: 'equal', value: account }],
    order: 'id',
    ascending: true,
    limit: 0,
    offset: 0,
    count: { name: 'deals.account', owner: account },
    sums: ['profit', 'total', 'swap', 'commission'],
  });
  const [profit = 0, total = 0, swap = 0, commission = 0] = sums;
  return { profit, total, swap, commission };
}
