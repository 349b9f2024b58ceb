import type { Money } from '@outcry/core';
import type { Expression } from 'kysely';
import {
  checkInteger,
  firstRows,
  type HistoryRequest,
  type ListFilter,
  type ListOrder,
  type Page,
  pageBounds,
  pageOf,
} from './page.ts';
import { badQuery } from './read-model-error.ts';
import type { RowSource } from './reader-messages.ts';
import { type LedgerRecord, tables } from './tables.ts';

/**
 * What an entry is.
 * - `deposit`, `withdrawal`, `closing`: a transfer from or to outside; `closing` empties an account that is closed
 * - `transfer`: one side of a transfer between two accounts of one owner
 * - `venue`: what a real venue said of the balance, as the difference from what was known
 * - `trade`: money of a fill; for futures and cfd the result of what it closed
 * - `units`: what a spot fill delivered or took
 * - `fee`: the fee of a fill
 * - `settlement`: the daily result of a futures position, or the one at expiry
 */
export const LEDGER_KINDS = [
  'deposit',
  'withdrawal',
  'transfer',
  'closing',
  'venue',
  'trade',
  'units',
  'fee',
  'settlement',
] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** One change of an account's balance; an account's entries of an asset add up to its total balance. */
export interface LedgerRow {
  readonly account: number;
  /** The turn, and the entry's number within it. */
  readonly seq: number;
  readonly entry: number;
  readonly at: number;
  readonly asset: number;
  /** Signed, in minor units of the asset. */
  readonly amount: Money;
  readonly kind: LedgerKind;
  readonly instrument: number | null;
  readonly order: number | null;
  readonly fill: number | null;
  readonly transfer: number | null;
  /** Idempotency key of the transfer. */
  readonly key: string | null;
}

export interface LedgerFilter extends ListFilter {
  readonly asset?: number | undefined;
  readonly instrument?: number | undefined;
  /** Only these kinds; at least one. */
  readonly kinds?: readonly LedgerKind[] | undefined;
}

const LEDGER_LIST: ListOrder<LedgerRow> = {
  name: 'ledger',
  columns: ['at', 'seq', 'entry'],
  position: (row) => [row.at, row.seq, row.entry],
};

/** Ledger entries of traders' accounts, newest first unless told; they never change. Rejects with ReadModelError. */
export async function listLedger(
  source: RowSource,
  filter: LedgerFilter,
  request: HistoryRequest,
): Promise<Page<LedgerRow>> {
  const bounds = pageBounds(LEDGER_LIST, filter, request);
  const { asset, instrument, kinds } = filter;
  checkInteger('asset', asset);
  checkInteger('instrument', instrument);
  if (kinds !== undefined && (kinds.length === 0 || !kinds.every((kind) => LEDGER_KINDS.includes(kind)))) {
    throw badQuery('kinds', `some of ${LEDGER_KINDS.join(', ')}`);
  }
  const part = (account: number): Expression<unknown> => {
    let query = tables.selectFrom('ledger').selectAll().where('account', '=', account);
    if (asset !== undefined) query = query.where('asset', '=', asset);
    if (instrument !== undefined) query = query.where('instrument', '=', instrument);
    if (kinds !== undefined) query = query.where('kind', 'in', [...new Set(kinds)]);
    return query;
  };
  const records = await firstRows<LedgerRecord>(source, LEDGER_LIST, bounds, part);
  return pageOf(LEDGER_LIST, bounds, records.map(ledgerRow));
}

function ledgerRow(record: LedgerRecord): LedgerRow {
  return {
    account: record.account,
    seq: record.seq,
    entry: record.entry,
    at: record.at,
    asset: record.asset,
    amount: BigInt(record.amount) as Money,
    kind: record.kind as LedgerKind,
    instrument: record.instrument,
    order: record.order_id,
    fill: record.fill_id,
    transfer: record.transfer_id,
    key: record.key,
  };
}
