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
import { rowsById } from '../ranked/rows-by-id.ts';
import type { RowSource } from '../reader-messages.ts';

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
export function dealsById(live: LiveState, source: RowSource, ids: readonly number[]): Promise<Map<number, DealRow>> {
  return rowsById('deals', runningDealRow, (record: DealRecord) => ({ record, figures: null }), live, source, ids);
}
