import type { TradeRole } from '@outcry/core';
import type { LiveState } from '../live-state.ts';
import type { Page, PageRequest } from '../page.ts';
import type { RowSource } from '../reader-messages.ts';
import { type LegOrderRow, listLegOrders, listTimeline, type TimelineRow } from '../timelines/timeline.ts';
import type { TradeEventData } from './trade-event.ts';

/** An entry of a smart trade's timeline. */
export type TradeEventRow = TimelineRow<TradeEventData>;

/** An order of a smart trade, open or finished, and what it is for; of role `step` the part's step is a position. */
export type TradeOrderRow = LegOrderRow<TradeRole>;

/** What has happened to a trade, oldest first; entries never change. Rejects with ReadModelError. */
export function listTradeEvents(source: RowSource, trade: number, request: PageRequest): Promise<Page<TradeEventRow>> {
  return listTimeline(source, 'trade', trade, request);
}

/** The orders that a trade has placed, newest first. Rejects with ReadModelError. */
export function listTradeOrders(
  live: LiveState,
  source: RowSource,
  trade: number,
  request: PageRequest,
): Promise<Page<TradeOrderRow>> {
  return listLegOrders(live, source, 'trade', trade, request);
}
