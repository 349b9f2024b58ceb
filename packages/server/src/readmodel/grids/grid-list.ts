import {
  type CoreState,
  type GridBot,
  type GridFigures,
  type GridLine,
  type GridRecord,
  gridFigures,
  gridLines,
  gridRecord,
} from '@outcry/core';
import type { LiveState } from '../live-state.ts';
import { checkInteger, type Page } from '../page.ts';
import { checkPairFilter } from '../ranked/pair-filter.ts';
import { placeOf, type Ranked, type RankedRequest, rankedBounds, sortedAfter } from '../ranked/ranked.ts';
import { PROFIT_PLACES, sortTextOf } from '../ranked/sort-text.ts';

const LIST = 'grids';

export const GRID_ORDERS = ['created', 'updated', 'profit', 'name', 'instrument'] as const;
/** `profit`: in the profit currency of each. */
export type GridOrder = (typeof GRID_ORDERS)[number];

/** What a list of grid bots may be narrowed to. `from` and `to`: when they were made. */
export interface GridFilter {
  /** None: no bot fits. */
  readonly accounts: readonly number[];
  readonly enabled?: boolean | undefined;
  readonly base?: number | undefined;
  readonly quote?: number | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A grid bot as it stands now, with figures at the market of this moment. */
export interface GridRow {
  readonly record: GridRecord;
  readonly figures: GridFigures;
  /** The highest first. */
  readonly lines: readonly GridLine[];
}

/** A copy of a bot; undefined when there is none with this id (any more). */
export function gridRow(state: CoreState, id: number): GridRow | undefined {
  const bot = state.grid.bots.get(id);
  if (bot === undefined) return undefined;
  return { record: gridRecord(state, bot), figures: gridFigures(state, bot), lines: gridLines(state, bot) };
}

/** One bot; undefined when there is none with this id (any more). Rejects with ReadModelError. */
export function findGrid(live: LiveState, id: number): Promise<GridRow | undefined> {
  checkInteger('bot', id);
  return live.read((state) => gridRow(state, id));
}

/** Grid bots of some accounts. Rejects with ReadModelError. */
export function listGrids(
  live: LiveState,
  filter: GridFilter,
  request: RankedRequest<GridOrder>,
): Promise<Page<GridRow>> {
  const { accounts, from, to, base, quote } = filter;
  checkPairFilter({ accounts, from, to, base, quote });
  const bounds = rankedBounds(LIST, GRID_ORDERS, request);
  return live.read((state) => {
    const found: Ranked[] = [];
    for (const account of accounts) {
      for (const id of state.grid.byAccount.get(account) ?? []) {
        const bot = state.grid.bots.get(id) as GridBot;
        if (fits(state, bot, filter)) found.push({ id, rank: rankOf(state, bot, bounds.order) });
      }
    }
    const sorted = sortedAfter(found, bounds).slice(bounds.offset);
    const page = sorted.slice(0, bounds.limit);
    const last = page[page.length - 1];
    return {
      rows: page.map(({ id }) => gridRow(state, id) as GridRow),
      next: last !== undefined && sorted.length > bounds.limit ? placeOf(LIST, bounds, last) : null,
    };
  });
}

function fits({ instruments }: CoreState, bot: GridBot, { enabled, base, quote, from, to }: GridFilter): boolean {
  const pair = instruments.instruments[bot.settings.instrument];
  return (
    (enabled === undefined || (bot.status !== 'disabled') === enabled) &&
    (base === undefined || pair?.base === base) &&
    (quote === undefined || pair?.quote === quote) &&
    (from === undefined || bot.createdAt >= from) &&
    (to === undefined || bot.createdAt < to)
  );
}

function rankOf(state: CoreState, bot: GridBot, order: GridOrder): number | string {
  switch (order) {
    case 'profit': {
      const { profit, profitUnits } = gridRecord(state, bot);
      return sortTextOf(bot.settings.profitCurrency === 'quote' ? profit : profitUnits, PROFIT_PLACES);
    }
    case 'name':
      return bot.settings.name;
    case 'instrument':
      return state.instruments.instruments[bot.settings.instrument]?.symbol ?? '';
    default:
      return order === 'updated' ? bot.updatedAt : bot.createdAt;
  }
}
