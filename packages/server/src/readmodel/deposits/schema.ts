import type { Migration } from '../../journal/index.ts';

export const DEPOSIT_STATEMENTS_OF = {
  total: 'readmodel.depositTotal',
  unpriced: 'readmodel.unpricedDeposit',
  raise: 'readmodel.raiseDepositTotals',
  priced: 'readmodel.pricedDeposit',
} as const;

/**
 * Deposits less withdrawals of each account since its beginning, after each turn that moved something, as decimal text at
 * the prices of that turn. What had no price then waits in `unpriced_deposits` and counts as nothing until it has one; the
 * worth of a day knows the last turn it holds. Amounts in minor units, signed.
 */
export const DEPOSIT_MIGRATIONS: readonly Migration[] = [
  {
    // What was moved before this table was there is valued at the first prices that are seen.
    id: 'readmodel-deposits-1',
    sql: `CREATE TABLE deposit_totals (
      account INTEGER NOT NULL, seq INTEGER NOT NULL, usd TEXT NOT NULL, btc TEXT NOT NULL, PRIMARY KEY (account, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE unpriced_deposits (
      account INTEGER NOT NULL, seq INTEGER NOT NULL, entry INTEGER NOT NULL, asset INTEGER NOT NULL, amount TEXT NOT NULL,
      PRIMARY KEY (account, seq, entry)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO unpriced_deposits SELECT account, seq, entry, asset, amount FROM ledger
      WHERE kind IN ('deposit', 'withdrawal', 'transfer', 'closing', 'venue');
    INSERT INTO deposit_totals SELECT DISTINCT account, seq, '0', '0' FROM unpriced_deposits;
    ALTER TABLE account_worth ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
    UPDATE account_worth SET seq = coalesce((SELECT max(ledger.seq) FROM ledger
      WHERE ledger.account = account_worth.account AND ledger.at < (account_worth.day + 1) * 86400000), 0)`,
  },
];

const LAST = 'FROM deposit_totals last WHERE last.account = new.account ORDER BY last.seq DESC LIMIT 1';

export const DEPOSIT_STATEMENTS: Readonly<Record<string, string>> = {
  // A turn's row begins with what there was before and grows with each transfer of the turn.
  [DEPOSIT_STATEMENTS_OF.total]: `INSERT INTO deposit_totals (account, seq, usd, btc)
    WITH new (account, seq, usd, btc) AS (VALUES (?, ?, ?, ?))
    SELECT account, seq, exact_sum(usd, coalesce((SELECT last.usd ${LAST}), '0')),
      exact_sum(btc, coalesce((SELECT last.btc ${LAST}), '0')) FROM new WHERE true
    ON CONFLICT (account, seq) DO UPDATE SET usd = excluded.usd, btc = excluded.btc`,
  [DEPOSIT_STATEMENTS_OF.unpriced]: `INSERT INTO unpriced_deposits (account, seq, entry, asset, amount)
    VALUES (?, ?, ?, ?, ?)`,
  [DEPOSIT_STATEMENTS_OF.raise]: `UPDATE deposit_totals SET usd = exact_sum(usd, ?), btc = exact_sum(btc, ?)
    WHERE account = ? AND seq >= ?`,
  [DEPOSIT_STATEMENTS_OF.priced]: `DELETE FROM unpriced_deposits WHERE account = ? AND seq = ? AND entry = ?`,
};
