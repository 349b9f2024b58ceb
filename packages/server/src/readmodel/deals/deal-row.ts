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

/** What readers make of deals: of a running one at the moment of the read, of an ended one from what is kept. */
export interface DealView<T> {
  /** Copies; undefined when none runs with this id. */
  running(state: CoreState, id: number): T | undefined;
  ended(record: DealRecord): T;
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

/** Deals as rows. */
export const AS_ROWS: DealView<DealRow> = {
  running: runningDealRow,
  ended: (record) => ({ record, figures: null }),
};

/** One deal, running or ended; undefined when there never was one with this id. Rejects with ReadModelError. */
export async function findDeal(live: LiveState, source: RowSource, id: number): Promise<DealRow | undefined> {
  checkInteger('deal', id);
  return (await dealsById(live, source, [id], AS_ROWS)).get(id);
}

/** Deals by their ids; ids that no deal has are left out. Rejects with ReadModelError. */
export function dealsById<T>(
  live: LiveState,
  source: RowSource,
  ids: readonly number[],
  view: DealView<T>,
): Promise<Map<number, T>> {
  return rowsById(
    'deals',
    (state, id) => view.running(state, id),
    (record: DealRecord) => view.ended(record),
    live,
    source,
    ids,
  );
}
