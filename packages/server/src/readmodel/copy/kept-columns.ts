import type { CopyTable } from './schema.ts';

/** How columns of a table are kept in memory for searches. */
interface KeptColumns {
  /** SQL that is 0 for rows which may still change; null: rows never change. */
  readonly final: string | null;
  /** Columns of few different texts. */
  readonly words: readonly string[];
  /** Columns that are not kept: of many different texts. */
  readonly not: readonly string[];
}

/** Tables to which rows are only added; signals and requests change until they are carried out. */
export const KEPT_COLUMNS: Readonly<Partial<Record<CopyTable, KeptColumns>>> = {
  copy_transfers: { final: null, words: [], not: ['comment_client', 'comment_company'] },
  copy_deals: { final: null, words: ['symbol'], not: [] },
  copy_signals: { final: 'status <> 0', words: ['symbol'], not: ['sync', 'ticket', 'comment'] },
  copy_requests: { final: 'processed_at <> 0', words: ['symbol'], not: [] },
  copy_fills: { final: null, words: ['symbol'], not: ['ticket'] },
  copy_accounts: { final: null, words: [], not: [] },
};
