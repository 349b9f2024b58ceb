import type { Migration } from '../../journal/index.ts';
import { EQUITY_TIERS } from './tiers.ts';

export const RECORD_EQUITY = 'readmodel.equity';

/**
 * What accounts were worth, in minor units of their currency, one row for each stretch of market time that a tier has.
 * `seq` is the last turn that the figure holds, `at` the market time it was looked at. A trigger keeps every tier bounded.
 */
export const EQUITY_MIGRATIONS: readonly Migration[] = [
  {
    id: 'readmodel-equity-1',
    sql: `CREATE TABLE account_equity (
      account INTEGER NOT NULL, step INTEGER NOT NULL, bucket INTEGER NOT NULL, at INTEGER NOT NULL, seq INTEGER NOT NULL,
      value TEXT NOT NULL, PRIMARY KEY (account, step, bucket)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER account_equity_bounded AFTER INSERT ON account_equity BEGIN
      DELETE FROM account_equity WHERE account = NEW.account AND step = NEW.step AND bucket <= NEW.bucket -
        CASE NEW.step ${EQUITY_TIERS.map(({ step, kept }) => `WHEN ${step} THEN ${kept}`).join(' ')} ELSE 0 END;
    END`,
  },
];

/** The first figure of a stretch stays. */
export const EQUITY_STATEMENTS: Readonly<Record<string, string>> = {
  [RECORD_EQUITY]: `INSERT INTO account_equity (account, step, bucket, at, seq, value) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (account, step, bucket) DO NOTHING`,
};
