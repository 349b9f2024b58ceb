import { sql } from 'kysely';
import type { RowSource } from '../reader-messages.ts';
import type { CopyRow } from './rows.ts';
import { rowsOf } from './table-search.ts';

/** Rows of one answer of a feed. */
export const MAX_FEED_ROWS = 1_000;

/** A deal that took fee or commission from an account. */
export interface Charge {
  readonly id: number;
  readonly wallet: number;
  /** Cents, above zero. */
  readonly amount: number;
}

/** Fees and commissions taken from accounts of these wallets, by deals after this one. */
export function listCharges(source: RowSource, company: number, wallets: readonly number[], after: number) {
  return rowsOf<Charge>(
    source,
    sql`select id, wallet, case when type = 7 then -profit else trader + partner end as amount from copy_deals
      where company = ${company} and id > ${after} and (trader + partner > 0 or type = 7)
      and wallet in (select value from json_each(${JSON.stringify(wallets)})) order by id limit ${MAX_FEED_ROWS}`,
  );
}

/** Fees and commissions credited to these wallets, by transfers after this one. */
export function listRewards(source: RowSource, company: number, wallets: readonly number[], after: number) {
  return rowsOf<Charge>(
    source,
    sql`select id, wallet, amount from copy_transfers where company = ${company} and id > ${after}
      and kind in (6, 7, 8) and wallet in (select value from json_each(${JSON.stringify(wallets)}))
      order by id limit ${MAX_FEED_ROWS}`,
  );
}

/** The transfer of this kind that already has the external id. */
export async function transferByExternalId(
  source: RowSource,
  wallet: number,
  kind: number,
  externalId: number,
): Promise<number | undefined> {
  const [row] = await rowsOf<{ id: number }>(
    source,
    sql`select id from copy_transfers where wallet = ${wallet} and kind = ${kind} and external_id = ${externalId}
      order by id limit 1`,
  );
  return row?.id;
}

/** What everything of a company was worth when a day began; days since 1970 UTC, money in cents. */
export interface DailyEquity {
  readonly day: number;
  readonly equity: number;
  readonly balance: number;
  readonly wallets: number;
}

/** Days in [from, to), oldest first. */
export function listCompanyEquity(source: RowSource, company: number, from: number, to: number) {
  return rowsOf<DailyEquity>(
    source,
    sql`select day, equity, balance, wallets from copy_equity where company = ${company} and day >= ${from} and day < ${to}
      order by day limit 5000`,
  );
}

/** Unit prices of a strategy at the beginnings of days, oldest first; eight decimals. */
export function listUnitPrices(source: RowSource, strategy: number) {
  return rowsOf<{ readonly day: number; readonly price: number }>(
    source,
    sql`select day, price from copy_unit_prices where strategy = ${strategy} order by day limit 5000`,
  );
}

/** At most `points` unit prices of several strategies, evenly chosen over all their days, oldest first. */
export function chosenUnitPrices(source: RowSource, strategies: readonly number[], points: number) {
  return rowsOf<{ readonly strategy: number; readonly day: number; readonly price: number }>(
    source,
    sql`select strategy, day, price from (
        select strategy, day, price, count(*) over (partition by strategy) as days,
          row_number() over (partition by strategy order by day) as place
        from copy_unit_prices where strategy in (select value from json_each(${JSON.stringify(strategies)}))
      ) where place * ${points} / max(days, ${points}) <> (place - 1) * ${points} / max(days, ${points})
      order by strategy, day`,
  );
}

/** What an account was worth at the beginnings of days, oldest first, cents. */
export function listAccountDays(source: RowSource, account: number) {
  return rowsOf<{ readonly day: number; readonly equity: number; readonly profit: number; readonly base: number }>(
    source,
    sql`select day, equity, profit, base from copy_account_days where account = ${account} order by day limit 5000`,
  );
}

/** Trades that are read at a time. */
const TRADES_AT_ONCE = 10_000;

/** What a trade says of the position it belongs to. */
export type CopiedTrade = Pick<CopyRow<'copy_deals'>, (typeof TRADE_COLUMNS)[number]>;

const TRADE_COLUMNS = [
  'id',
  'at',
  'entry',
  'signal',
  'position',
  'symbol',
  'volume',
  'price',
  'liquidity',
  'broker',
  'trader',
  'partner',
  'profit',
  'swap',
  'total',
  'precision_price',
  'precision_volume',
] as const;

/** The next trades of an account after this one, oldest first; none when there are no more. */
export function copiedTradesAfter(source: RowSource, account: number, after: number) {
  return rowsOf<CopiedTrade>(
    source,
    sql`select ${sql.raw(TRADE_COLUMNS.join(', '))} from copy_deals
      where account = ${account} and id > ${after} and type in (0, 1) and netting = 0 order by id limit ${TRADES_AT_ONCE}`,
  );
}

/** When accounts traded last, market time in ms UTC; null for those that never have. */
export function lastTrades(source: RowSource, accounts: readonly number[]) {
  return rowsOf<{ readonly account: number; readonly at: number | null }>(
    source,
    sql`select cast(value as integer) as account, (
        select at from copy_deals where copy_deals.account = value and type in (0, 1) and netting = 0 order by id desc limit 1
      ) as at from json_each(${JSON.stringify(accounts)})`,
  );
}

/**
 * The trading intervals in which deals happened: fees end theirs, what happens at that moment is of the next. Null: the one
 * that runs.
 */
export function dealIntervals(source: RowSource, deals: readonly number[]) {
  return rowsOf<{ readonly id: number; readonly interval: number | null }>(
    source,
    sql`select id, (
        select interval from copy_intervals where copy_intervals.account = deal.account
        and (ended_at > deal.at or (ended_at = deal.at and deal.type = 7)) order by interval limit 1
      ) as interval from copy_deals as deal where id in (select value from json_each(${JSON.stringify(deals)}))`,
  );
}

/** What their positions held before these trades, by hundred-millionths of a lot: the sums of all that were earlier. */
export function heldBefore(source: RowSource, trades: readonly number[]) {
  return rowsOf<{ readonly id: number; readonly before: number }>(
    source,
    sql`select id, (
        select coalesce(sum(volume), 0) from copy_deals as earlier where earlier.account = trade.account
        and earlier.id < trade.id and earlier.position = trade.position and earlier.type in (0, 1) and earlier.netting = 0
      ) as before from copy_deals as trade where id in (select value from json_each(${JSON.stringify(trades)}))`,
  );
}

/** The traders' tickets of signals; null for those that came without one. */
export function signalTickets(source: RowSource, signals: readonly number[]) {
  return rowsOf<{ readonly id: number; readonly ticket: string | null }>(
    source,
    sql`select id, ticket from copy_signals where id in (select value from json_each(${JSON.stringify(signals)}))`,
  );
}
