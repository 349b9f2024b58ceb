import { FINAL_DEAL_STATUSES, idFrom } from '@outcry/core';
import { type Expression, sql } from 'kysely';
import type { LiveState } from '../live-state.ts';
import type { Page } from '../page.ts';
import type { RowSource } from '../reader-messages.ts';
import { tables } from '../tables.ts';
import {
  checkDealFilter,
  DEAL_ORDERS,
  type DealFilter,
  type DealOrder,
  finalStatuses,
  runningStatuses,
} from './deal-filter.ts';
import { type DealRow, dealsById } from './deal-row.ts';
import { placeOf, type Ranked, type RankedBounds, type RankedRequest, rankedBounds, sortedAfter } from './ranked.ts';
import { runningDeals } from './running-deals.ts';

const LIST = 'deals';

/** Accounts searched by one SQL statement. */
const ACCOUNTS_PER_QUERY = 50;

/** Of ended deals: an ended deal changes no more, so it was updated last when it was closed. */
const COLUMNS = {
  created: 'created_at',
  updated: 'closed_at',
  closed: 'closed_at',
  profit: 'profit_rank',
  profitPercent: 'percent_rank',
} as const satisfies Record<DealOrder, string>;

/**
 * Running and ended deals in one list. Each is there once, whatever ends in between; a page costs what it holds, and the
 * running deals of the accounts. Rejects with ReadModelError.
 */
export async function listDeals(
  live: LiveState,
  source: RowSource,
  filter: DealFilter,
  request: RankedRequest<DealOrder>,
): Promise<Page<DealRow>> {
  checkDealFilter(filter);
  const bounds = rankedBounds(LIST, DEAL_ORDERS, request);
  const statuses = runningStatuses(filter);
  const { deals, nextDeal } = await runningDeals(live, filter, bounds.order, statuses);
  const running = sortedAfter(deals, bounds);
  const { offset, limit } = bounds;
  const skipped = filter.accounts.length > ACCOUNTS_PER_QUERY ? 0 : Math.max(0, offset - running.length);
  const seen = new Set(deals.map(({ id }) => id));
  // A deal that has ended since the look at the core is in both; it counts as it was seen.
  const ended = (await endedDeals(source, filter, bounds, skipped, nextDeal)).filter(({ id }) => !seen.has(id));
  const merged = sortedAfter([...running, ...ended], bounds).slice(offset - skipped);
  const page = merged.slice(0, limit);
  const last = page[page.length - 1];
  const rows = await dealsById(
    live,
    source,
    page.map(({ id }) => id),
  );
  return {
    rows: page.map(({ id }) => rows.get(id)).filter((row) => row !== undefined),
    next: last !== undefined && merged.length > limit ? placeOf(LIST, bounds, last) : null,
  };
}

/** Places of ended deals, `skipped` of them left out, one more than could stand on the page. */
async function endedDeals(
  source: RowSource,
  filter: DealFilter,
  bounds: RankedBounds<DealOrder>,
  skipped: number,
  nextDeal: number,
): Promise<Ranked[]> {
  const statuses = finalStatuses(filter);
  if (statuses.length === 0 || filter.accounts.length === 0) return [];
  const column = sql.ref(COLUMNS[bounds.order]);
  const direction = bounds.ascending ? sql`asc` : sql`desc`;
  const most = bounds.offset + bounds.limit + 1;
  const end = sql`order by ${column} ${direction}, id ${direction} limit ${most}`;
  const conditions = conditionsOf(filter, statuses, bounds, column, nextDeal);
  const part = (owner: 'bot' | 'account', id: number): Expression<unknown> =>
    sql`select * from (select id, ${column} as rank from deals where ${sql.ref(owner)} = ${id} and ${conditions} ${end})`;
  const found: Ranked[] = [];
  const { bot, accounts } = filter;
  for (let i = 0; i < (bot === undefined ? accounts.length : 1); i += ACCOUNTS_PER_QUERY) {
    const parts =
      bot === undefined
        ? accounts.slice(i, i + ACCOUNTS_PER_QUERY).map((account) => part('account', account))
        : [part('bot', bot)];
    const query = sql`select id, rank from (${sql.join(parts, sql` union all `)})
      order by rank ${direction}, id ${direction} limit ${most - skipped} offset ${skipped}`;
    found.push(...(await source.query<Ranked>(query.compile(tables))));
  }
  return found;
}

function conditionsOf(
  { accounts, bot, instrument, base, quote, from, to }: DealFilter,
  statuses: ReturnType<typeof finalStatuses>,
  { after, ascending }: RankedBounds<DealOrder>,
  column: Expression<unknown>,
  nextDeal: number,
): Expression<unknown> {
  const conditions = [sql`id < ${idFrom(nextDeal)}`];
  if (bot !== undefined) conditions.push(sql`account in (${sql.join(accounts)})`);
  if (statuses.length < FINAL_DEAL_STATUSES.length) conditions.push(sql`status in (${sql.join(statuses)})`);
  if (instrument !== undefined) conditions.push(sql`instrument = ${instrument}`);
  if (base !== undefined) conditions.push(sql`base = ${base}`);
  if (quote !== undefined) conditions.push(sql`quote = ${quote}`);
  if (from !== undefined) conditions.push(sql`created_at >= ${from}`);
  if (to !== undefined) conditions.push(sql`created_at < ${to}`);
  if (after !== null) conditions.push(sql`(${column}, id) ${ascending ? sql`>` : sql`<`} (${after.rank}, ${after.id})`);
  return sql.join(conditions, sql` and `);
}
