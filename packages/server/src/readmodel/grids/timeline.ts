import type { GridRole } from '@outcry/core';
import { sql } from 'kysely';
import { readCursor, writeCursor } from '../cursor.ts';
import type { LiveState } from '../live-state.ts';
import { checkInteger, MAX_PAGE, type Page, type PageRequest } from '../page.ts';
import { badQuery } from '../read-model-error.ts';
import type { RowSource } from '../reader-messages.ts';
import { type TimelineRecord, tables } from '../tables.ts';
import {
  type LegOrderRow,
  listLegOrders,
  listTimeline,
  type TimelineRow,
  timelinePage,
} from '../timelines/timeline.ts';
import type { GridEventData } from './grid-event.ts';

/** An entry of a grid bot's timeline. */
export type GridEventRow = TimelineRow<GridEventData>;

/** An order of a grid bot, open or finished, and what it is for; of `buy` and `sell` the step is the lower line. */
export type GridOrderRow = LegOrderRow<GridRole>;

/** The profit of one cycle: of what was bought on `line` and sold on the one above. Money in minor units. */
export interface GridProfitRow {
  readonly at: number;
  /** Place of its turn and within it: no two have the same. */
  readonly seq: number;
  readonly n: number;
  readonly line: number;
  readonly profit: string;
  readonly profitUnits: string;
  readonly profitUsd: string | null;
}

const PROFITS = 'gridProfits';

/** What has happened to a bot, oldest first; entries never change. Rejects with ReadModelError. */
export function listGridEvents(source: RowSource, bot: number, request: PageRequest): Promise<Page<GridEventRow>> {
  return listTimeline(source, 'grid', bot, request);
}

/** `limit` entries behind the first `offset`, oldest first. Rejects with ReadModelError. */
export function gridEventPage(
  source: RowSource,
  bot: number,
  page: { readonly limit: number; readonly offset: number },
): Promise<GridEventRow[]> {
  return timelinePage(source, 'grid', bot, page);
}

/** The orders that a bot has placed, newest first. Rejects with ReadModelError. */
export function listGridOrders(
  live: LiveState,
  source: RowSource,
  bot: number,
  request: PageRequest,
): Promise<Page<GridOrderRow>> {
  return listLegOrders(live, source, 'grid', bot, request);
}

/** Profits of a bot's cycles, newest first, from one moment to before another (ms UTC). Rejects with ReadModelError. */
export async function listGridProfits(
  source: RowSource,
  bot: number,
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined },
  { limit, cursor }: PageRequest,
): Promise<Page<GridProfitRow>> {
  checkInteger('bot', bot);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) throw badQuery('limit', `1 to ${MAX_PAGE}`);
  const conditions = [sql`entity = ${bot}`, sql`kind = 'lineSold'`];
  if (cursor !== undefined) conditions.push(sql`(seq, n) < (${sql.join(readCursor(PROFITS, 2, cursor))})`);
  if (from !== undefined) conditions.push(sql`at >= ${from}`);
  if (to !== undefined) conditions.push(sql`at < ${to}`);
  const where = sql.join(conditions, sql` and `);
  const query = sql`select * from grid_events where ${where} order by seq desc, n desc limit ${limit + 1}`;
  const records = await source.query<TimelineRecord>(query.compile(tables));
  const page = records.slice(0, limit);
  const last = page[page.length - 1];
  return {
    rows: page.map(({ at, seq, n, data }) => ({ at, seq, n, ...(JSON.parse(data) as GridEventData['lineSold']) })),
    next: last !== undefined && records.length > limit ? writeCursor(PROFITS, [last.seq, last.n]) : null,
  };
}
