import { type Bot, type BotView, botView, type CoreState } from '@outcry/core';
import type { LiveState } from '../live-state.ts';
import { checkInteger, type Page } from '../page.ts';
import { placeOf, type Ranked, type RankedRequest, rankedBounds, sortedAfter } from '../ranked/ranked.ts';
import { PROFIT_PLACES, sortText } from '../ranked/sort-text.ts';
import { badQuery } from '../read-model-error.ts';
import { checkDealFilter } from './deal-filter.ts';

const LIST = 'bots';

export const BOT_ORDERS = ['created', 'updated', 'profit'] as const;
/** `profit`: what its finished deals brought, in dollars. */
export type BotOrder = (typeof BOT_ORDERS)[number];

/** What a list of bots may be narrowed to. `from` and `to`: when they were made. */
export interface BotFilter {
  /** None: no bot fits. */
  readonly accounts: readonly number[];
  readonly enabled?: boolean | undefined;
  readonly strategy?: 'long' | 'short' | undefined;
  /** The asset that all its pairs are quoted in. */
  readonly quote?: number | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A copy of a bot as it stands now; undefined when there is none with this id. */
export function botRow(state: CoreState, id: number): BotView | undefined {
  const bot = state.bots.bots.get(id);
  if (bot === undefined) return undefined;
  const view = botView(bot);
  return { ...view, profits: new Map(view.profits) };
}

/** One bot; undefined when there is none with this id (any more). Rejects with ReadModelError. */
export function findBot(live: LiveState, id: number): Promise<BotView | undefined> {
  checkInteger('bot', id);
  return live.read((state) => botRow(state, id));
}

/** Bots of some accounts. Rejects with ReadModelError. */
export function listBots(live: LiveState, filter: BotFilter, request: RankedRequest<BotOrder>): Promise<Page<BotView>> {
  const { accounts, strategy, from, to, quote } = filter;
  checkDealFilter({ accounts, from, to, quote });
  if (strategy !== undefined && strategy !== 'long' && strategy !== 'short')
    throw badQuery('strategy', 'long or short');
  const bounds = rankedBounds(LIST, BOT_ORDERS, request);
  return live.read((state) => {
    const found: Ranked[] = [];
    for (const account of accounts) {
      for (const id of state.bots.byAccount.get(account) ?? []) {
        const bot = state.bots.bots.get(id) as Bot;
        if (fits(state, bot, filter)) found.push({ id, rank: rankOf(bot, bounds.order) });
      }
    }
    const sorted = sortedAfter(found, bounds).slice(bounds.offset);
    const page = sorted.slice(0, bounds.limit);
    const last = page[page.length - 1];
    return {
      rows: page.map(({ id }) => botRow(state, id) as BotView),
      next: last !== undefined && sorted.length > bounds.limit ? placeOf(LIST, bounds, last) : null,
    };
  });
}

function fits({ instruments }: CoreState, bot: Bot, { enabled, strategy, quote, from, to }: BotFilter): boolean {
  const { settings } = bot.terms;
  return (
    (enabled === undefined || bot.enabled === enabled) &&
    (strategy === undefined || settings.strategy === strategy) &&
    (quote === undefined || instruments.instruments[settings.instruments[0] ?? 0]?.quote === quote) &&
    (from === undefined || bot.createdAt >= from) &&
    (to === undefined || bot.createdAt < to)
  );
}

function rankOf(bot: Bot, order: BotOrder): number | string {
  if (order === 'profit') return sortText(bot.profitUsd, PROFIT_PLACES);
  return order === 'updated' ? bot.updatedAt : bot.createdAt;
}
