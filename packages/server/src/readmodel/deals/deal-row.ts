import {
  type CoreState,
  type DealFigures,
  type DealRecord,
  dealFigures,
  dealRecord,
  type FinishedDeal,
  finishedRecord,
} from '@outcry/core';
import type { LiveState } from '../live-state.ts';
import { checkInteger } from '../page.ts';
import type { RowSource } from '../reader-messages.ts';
import { type FinishedDealRecord, tables } from '../tables.ts';

/** A deal, running or ended. Amounts are decimal text, times ms UTC. */
export interface DealRow {
  readonly record: DealRecord;
  /** Figures at the market of this moment; null once it has ended. */
  readonly figures: DealFigures | null;
}

/** A copy of a running deal as it stands now; undefined when none runs with this id. */
export function runningDealRow(state: CoreState, id: number): DealRow | undefined {
  const deal = state.bots.deals.get(id);
  return deal === undefined ? undefined : { record: dealRecord(state, deal), figures: dealFigures(state, deal) };
}

/** A deal that has just ended, before SQL has it. */
export function finishedDealRow(state: CoreState, finished: FinishedDeal): DealRow {
  return { record: finishedRecord(state, finished), figures: null };
}

/** One deal, running or ended; undefined when there never was one with this id. Rejects with ReadModelError. */
export async function findDeal(live: LiveState, source: RowSource, id: number): Promise<DealRow | undefined> {
  checkInteger('deal', id);
  return (await dealsById(live, source, [id])).get(id);
}

/** Deals by their ids; ids that no deal has are left out. Rejects with ReadModelError. */
export async function dealsById(
  live: LiveState,
  source: RowSource,
  ids: readonly number[],
): Promise<Map<number, DealRow>> {
  const found = new Map<number, DealRow>();
  if (ids.length === 0) return found;
  for (const [id, row] of await live.read((state) => ids.map((id) => [id, runningDealRow(state, id)] as const))) {
    if (row !== undefined) found.set(id, row);
  }
  const rest = ids.filter((id) => !found.has(id));
  if (rest.length === 0) return found;
  const query = tables.selectFrom('deals').select(['id', 'record']).where('id', 'in', rest);
  for (const { id, record } of await source.query<Pick<FinishedDealRecord, 'id' | 'record'>>(query.compile())) {
    found.set(id, { record: JSON.parse(record) as DealRecord, figures: null });
  }
  return found;
}
