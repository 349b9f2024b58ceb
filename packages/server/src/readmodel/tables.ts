import type { DistanceUnit, FinalDealStatus, FinalTradeStatus, KeyKind, PriceKind } from '@outcry/core';
import { Kysely, SqliteDialect } from 'kysely';

/** Rows as they stand in SQL; `schema.ts` says what the columns mean. */
export interface FinishedOrderRecord {
  readonly id: number;
  readonly account: number;
  readonly instrument: number;
  readonly leg: number;
  readonly side: 0 | 1;
  readonly action: string;
  readonly type: string;
  readonly validity: string;
  readonly price: number;
  readonly stop_price: number;
  readonly quantity: number;
  readonly filled: number;
  readonly value: string;
  readonly fee: string;
  readonly status: string;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly key: string | null;
  readonly origin: string;
  readonly comment: string | null;
  readonly expires_at: number;
  readonly created_at: number;
  readonly ended_at: number;
  readonly seq: number;
  readonly trigger_by: PriceKind | null;
  readonly trail_unit: DistanceUnit | null;
  readonly trail_distance: number | null;
  readonly offset_unit: DistanceUnit | null;
  readonly offset_distance: number | null;
}

export interface FillRecord {
  readonly account: number;
  readonly at: number;
  readonly id: number;
  readonly order_id: number;
  readonly instrument: number;
  readonly leg: number;
  readonly side: 0 | 1;
  readonly price: number;
  readonly quantity: number;
  readonly value: string;
  readonly cash: string;
  readonly cash_asset: number;
  readonly fee: string;
  readonly fee_asset: number;
  readonly maker: 0 | 1;
  readonly result: string;
  readonly venue_fill: string | null;
  readonly seq: number;
}

export interface LedgerRecord {
  readonly account: number;
  readonly at: number;
  readonly seq: number;
  readonly entry: number;
  readonly asset: number;
  readonly amount: string;
  readonly kind: string;
  readonly instrument: number | null;
  readonly order_id: number | null;
  readonly fill_id: number | null;
  readonly transfer_id: number | null;
  readonly key: string | null;
}

export interface CommandKeyRecord {
  readonly account: number;
  readonly key: string;
  readonly kind: KeyKind;
  readonly id: number;
}

export interface FiringRecord {
  readonly order_id: number;
  readonly at: number;
  readonly price: number;
}

export interface WorthRecord {
  readonly account: number;
  readonly day: number;
  readonly usd: string;
  readonly btc: string;
  readonly seq: number;
}

/** Tables of `deposits/schema.ts`. */
export interface DepositTotalRecord {
  readonly account: number;
  readonly seq: number;
  readonly usd: string;
  readonly btc: string;
}

/** Of `delayed/schema.ts`. */
export interface DelayedMessageRecord {
  readonly id: string;
  readonly due: number;
  readonly request: string;
  readonly message: string;
}

export interface UnpricedDepositRecord {
  readonly account: number;
  readonly seq: number;
  readonly entry: number;
  readonly asset: number;
  readonly amount: string;
}

export interface EquityRecord {
  readonly account: number;
  readonly step: number;
  readonly bucket: number;
  readonly at: number;
  readonly seq: number;
  readonly value: string;
}

export interface FinishedDealRecord {
  readonly id: number;
  readonly account: number;
  readonly bot: number;
  readonly instrument: number;
  readonly base: number;
  readonly quote: number;
  readonly status: FinalDealStatus;
  readonly created_at: number;
  readonly closed_at: number;
  readonly profit: string;
  readonly profit_rank: string;
  readonly percent_rank: string;
  readonly record: string;
  readonly seq: number;
}

/** An entry of a timeline: of a deal in `deal_events`, of a smart trade in `trade_events`, of a grid bot in `grid_events`. */
export interface TimelineRecord {
  readonly entity: number;
  readonly seq: number;
  readonly n: number;
  readonly at: number;
  readonly kind: string;
  readonly order_id: number | null;
  readonly data: string;
}

export interface DealTotalRecord {
  readonly scope: 'account' | 'bot';
  readonly owner: number;
  readonly day: number;
  readonly quote: number;
  readonly completed: number;
  readonly panic_sold: number;
  readonly stopped: number;
  readonly profit: string;
  readonly profit_usd: string;
}

export interface FinishedTradeRecord {
  readonly id: number;
  readonly account: number;
  readonly instrument: number;
  readonly base: number;
  readonly quote: number;
  readonly kind: string;
  readonly conditional: 0 | 1;
  readonly status: FinalTradeStatus;
  readonly created_at: number;
  readonly closed_at: number;
  readonly profit_rank: string;
  readonly percent_rank: string;
  readonly record: string;
  readonly seq: number;
}

export interface ReadModelTables {
  readonly finished_orders: FinishedOrderRecord;
  readonly fills: FillRecord;
  readonly ledger: LedgerRecord;
  readonly command_keys: CommandKeyRecord;
  readonly firings: FiringRecord;
  readonly account_worth: WorthRecord;
  readonly deposit_totals: DepositTotalRecord;
  readonly unpriced_deposits: UnpricedDepositRecord;
  readonly delayed_messages: DelayedMessageRecord;
  readonly account_equity: EquityRecord;
  readonly deals: FinishedDealRecord;
  readonly deal_events: TimelineRecord;
  readonly deal_totals: DealTotalRecord;
  readonly trades: FinishedTradeRecord;
  readonly trade_events: TimelineRecord;
  readonly grid_events: TimelineRecord;
}

/** Builds SQL on the calling thread; the text and its parameters are carried out by `ReadModel.query`. */
export const tables = new Kysely<ReadModelTables>({
  dialect: new SqliteDialect({
    database: () => Promise.reject(new Error('compile the query and hand it to ReadModel.query')),
  }),
});
