import type { Money } from '@outcry/core';
import type { StatementRun } from '../../journal/index.ts';
import type { RowSource } from '../reader-messages.ts';
import { tables } from '../tables.ts';
import { DEPOSIT_STATEMENTS_OF } from './schema.ts';

/** A transfer from or to an account that had no price when it was made. */
export interface UnpricedDeposit {
  readonly account: number;
  readonly seq: number;
  readonly entry: number;
  readonly asset: number;
  /** Signed, in minor units of the asset. */
  readonly amount: Money;
}

/** At most `limit` of them behind one, by account, turn and entry; null: from the first on. Rejects with ReadModelError. */
export async function unpricedDeposits(
  source: RowSource,
  after: Pick<UnpricedDeposit, 'account' | 'seq' | 'entry'> | null,
  limit: number,
): Promise<UnpricedDeposit[]> {
  const { account, seq, entry } = after ?? { account: 0, seq: 0, entry: 0 };
  const query = tables
    .selectFrom('unpriced_deposits')
    .selectAll()
    .where((of) => of(of.refTuple('account', 'seq', 'entry'), '>', of.tuple(account, seq, entry)))
    .orderBy('account')
    .orderBy('seq')
    .orderBy('entry')
    .limit(limit);
  type Row = Omit<UnpricedDeposit, 'amount'> & { amount: string };
  const rows = await source.query<Row>(query.compile());
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) as Money }));
}

/** The statements that count a deposit from its turn on. `usd`, `btc`: decimal text. */
export function priceDeposit(
  { account, seq, entry }: UnpricedDeposit,
  { usd, btc }: { readonly usd: string; readonly btc: string },
): readonly StatementRun[] {
  return [
    { statement: DEPOSIT_STATEMENTS_OF.raise, values: [[usd, btc, account, seq]] },
    { statement: DEPOSIT_STATEMENTS_OF.priced, values: [[account, seq, entry]] },
  ];
}
