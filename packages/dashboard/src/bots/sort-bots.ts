import type { Bot } from 'outcry/native-api';
import { compare, decimal } from '../decimal.ts';

export const BOT_SORTS = ['created', 'name', 'state', 'deals', 'today', 'profit'] as const;
/** What a list of bots is put in order by; profits in dollars. */
export type BotSort = (typeof BOT_SORTS)[number];

/** Bots in this order; of equal ones the newest first. */
export function sortedBots(
  bots: readonly Bot[],
  sort: BotSort,
  down: boolean,
  todayUsd: (bot: Bot) => string,
): readonly Bot[] {
  const order = (a: Bot, b: Bot): number => {
    switch (sort) {
      case 'created':
        return a.id - b.id;
      case 'name':
        return a.settings.name.localeCompare(b.settings.name);
      case 'state':
        return Number(a.enabled) - Number(b.enabled);
      case 'deals':
        return a.activeDeals.length - b.activeDeals.length;
      case 'today':
        return compareText(todayUsd(a), todayUsd(b));
      case 'profit':
        return compareText(a.profitUsd, b.profitUsd);
    }
  };
  return [...bots].sort((a, b) => (down ? -order(a, b) : order(a, b)) || b.id - a.id);
}

function compareText(a: string, b: string): number {
  const [left, right] = [decimal(a), decimal(b)];
  return left === null || right === null ? 0 : compare(left, right);
}
