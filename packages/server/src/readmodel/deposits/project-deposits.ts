import { type Asset, type CoreState, decimals, FIRST_ACCOUNT_ID, type Money, type Transferred } from '@outcry/core';
import type { SqlValue, StatementRun } from '../../journal/index.ts';
import type { ProjectedTurn } from '../projected-turn.ts';
import { DEPOSIT_STATEMENTS_OF } from './schema.ts';
import { hasWorth, worthOf } from './valuation.ts';

type Row = readonly SqlValue[];

/** What the transfers of a turn add to the deposits of traders' accounts, at the prices of this moment. */
export function projectDeposits({ seq, events }: ProjectedTurn, state: CoreState): readonly StatementRun[] {
  const totals: Row[] = [];
  const unpriced: Row[] = [];
  const enter = (account: number, asset: Asset, amount: Money): void => {
    if (account < FIRST_ACCOUNT_ID) return;
    const { usd, btc } = worthOf(state, asset, amount);
    const isPriced = usd !== null && btc !== null;
    if (!isPriced && hasWorth(asset)) unpriced.push([account, seq, unpriced.length, asset.id, `${amount}`]);
    const [dollars, bitcoins] = isPriced ? [usd, btc] : [decimals.ZERO, decimals.ZERO];
    totals.push([account, seq, decimals.formatDecimal(dollars), decimals.formatDecimal(bitcoins)]);
  };
  for (const event of events) {
    if (event.type !== 'accounts.transferred') continue;
    const { from, to, asset: id, amount } = event as Transferred;
    const asset = state.instruments.assets[id];
    if (asset === undefined) throw new Error(`no asset ${id}`);
    enter(from, asset, -amount as Money);
    enter(to, asset, amount);
  }
  if (totals.length === 0) return [];
  const runs: StatementRun[] = [{ statement: DEPOSIT_STATEMENTS_OF.total, values: totals }];
  return unpriced.length === 0 ? runs : [...runs, { statement: DEPOSIT_STATEMENTS_OF.unpriced, values: unpriced }];
}
