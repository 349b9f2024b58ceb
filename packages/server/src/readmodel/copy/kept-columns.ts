import type { ColumnSource } from '../columns/column-search.ts';
import type { CopyTable } from './schema.ts';

/** How columns of a table are kept in memory for searches. */
interface KeptColumns {
  /** SQL that is 0 for rows which may still change; null: rows never change. */
  readonly final: string | null;
  /** Columns of text. */
  readonly words: readonly string[];
  /** Columns that are read after a start before anybody wants them, a group at a time, in this order. */
  readonly early: readonly (readonly string[])[];
  /** Those of them whose rows are put in order then: the owners whose rows are searched alone. */
  readonly owners: readonly string[];
}

/** Tables to which rows are only added; signals and requests change until they are carried out. */
export const KEPT_COLUMNS: Readonly<Partial<Record<CopyTable, KeptColumns>>> = {
  copy_deals: {
    final: null,
    words: ['symbol'],
    early: [
      ['account', 'strategy', 'wallet', 'client'],
      ['at', 'type', 'symbol', 'total'],
      ['profit', 'swap', 'commission', 'account_type'],
      ['volume', 'price', 'entry', 'test'],
      ['signal', 'command', 'turnover', 'accounting'],
      ['request', 'instrument', 'stream', 'stop'],
      ['volume_a', 'deal_to', 'netting'],
    ],
    owners: ['account', 'wallet', 'strategy'],
  },
  copy_transfers: {
    final: null,
    words: ['comment_client', 'comment_company'],
    early: [
      ['wallet', 'client', 'kind', 'at'],
      ['amount', 'test', 'account', 'strategy'],
    ],
    owners: ['wallet'],
  },
  copy_signals: {
    final: 'status <> 0',
    words: ['symbol', 'sync', 'ticket', 'comment'],
    early: [['strategy', 'at', 'symbol', 'status']],
    owners: ['strategy'],
  },
  copy_requests: {
    final: 'processed_at <> 0',
    words: ['symbol'],
    early: [['symbol', 'at', 'processed_at', 'volume']],
    owners: [],
  },
  copy_fills: {
    final: null,
    words: ['symbol', 'ticket'],
    early: [['request', 'symbol', 'processed_at', 'price']],
    owners: ['request'],
  },
  copy_accounts: {
    final: null,
    words: [],
    early: [['strategy', 'client', 'opened_at', 'closed_at']],
    owners: ['strategy'],
  },
};

/** Where a company's rows of a table are kept in columns; null when they are not. */
export function columnSource(table: CopyTable, company: number): ColumnSource | null {
  const kept = KEPT_COLUMNS[table];
  if (kept === undefined) return null;
  return { table, owner: ['company', company], final: kept.final, words: kept.words };
}
