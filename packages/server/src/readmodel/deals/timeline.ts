import type { Role } from '@outcry/core';
import type { LiveState } from '../live-state.ts';
import type { Page, PageRequest } from '../page.ts';
import type { RowSource } from '../reader-messages.ts';
import { type LegOrderRow, listLegOrders, listTimeline, type TimelineRow } from '../timelines/timeline.ts';
import type { DealEventData } from './deal-event.ts';

/** An entry of a deal's timeline. */
export type DealEventRow = TimelineRow<DealEventData>;

/** An order of a deal, open or finished, and what it is for (safety orders count from 1). */
export type DealOrderRow = LegOrderRow<Role>;

/** What has happened to a deal, oldest first; entries never change. Rejects with ReadModelError. */
export function listDealEvents(source: RowSource, deal: number, request: PageRequest): Promise<Page<DealEventRow>> {
  return listTimeline(source, 'deal', deal, request);
}

/** The orders that a deal has placed, newest first. Rejects with ReadModelError. */
export function listDealOrders(
  live: LiveState,
  source: RowSource,
  deal: number,
  request: PageRequest,
): Promise<Page<DealOrderRow>> {
  return listLegOrders(live, source, 'deal', deal, request);
}
