import { type CoreState, type Decimal, decimals } from '@outcry/core';
import { type DealTotals, type ProfitSums, worthOf } from '../../../readmodel/index.ts';
import type { JsonValue } from '../wire/json.ts';
import { amountOf, decimalText, exactNumber, fixedText, roundedNumber } from '../wire/numbers.ts';
import type { Entity } from './deal-answers.ts';
import { exactly } from './decimal-texts.ts';

/** `bots/stats` (`threecommas.md` 8.4). */
export function statsAnswer(state: CoreState, { overall, today, active }: DealTotals): Entity {
  return {
    overall_stats: byCurrency(state, overall),
    today_stats: byCurrency(state, today),
    profits_in_usd: {
      overall_usd_profit: roundedNumber(exactly(overall.usd), 2),
      today_usd_profit: roundedNumber(exactly(today.usd), 2),
      active_deals_usd_profit: exactNumber(exactly(active.result.usd)),
      funds_locked_in_active_deals: exactNumber(exactly(active.locked.usd)),
    },
  };
}

/** `bots/{id}/deals_stats` (`threecommas.md` 16). */
export function dealsStatsAnswer(state: CoreState, totals: DealTotals, quote: number): Entity {
  const { overall, active, completed, panicSold } = totals;
  return {
    active: active.count,
    completed,
    panic_sold: panicSold,
    from_currency_is_dollars: DOLLARS.includes(state.instruments.assets[quote]?.code ?? ''),
    ...inBoth(state, 'completed_deals', exactly(overall.usd)),
    funds_locked_in_active_deals: decimalText(exactly(active.locked.usd)),
    btc_funds_locked_in_active_deals: fixedText(bitcoinsFor(state, exactly(active.locked.usd)), 8),
    ...inBoth(state, 'active_deals', exactly(active.result.usd)),
  };
}

const DOLLARS: readonly string[] = ['USDT', 'usd'];

function inBoth(state: CoreState, name: string, usd: Decimal): Entity {
  return {
    [`${name}_usd_profit`]: decimalText(usd),
    [`${name}_btc_profit`]: fixedText(bitcoinsFor(state, usd), 8),
  };
}

/** What days brought: in bitcoins at the price of now. */
export function profitAnswer(state: CoreState, { usd }: ProfitSums): { btc: string; usd: string } {
  return { btc: fixedText(bitcoinsFor(state, exactly(usd)), 8), usd: fixedText(exactly(usd), 2) };
}

/** Profits by the code of their currency. */
export function byCurrency(state: CoreState, { profits }: ProfitSums): JsonValue {
  return Object.fromEntries(
    Array.from(profits, ([id, profit]) => {
      const asset = state.instruments.assets[id];
      return [asset?.code.toUpperCase() ?? '', decimalText(amountOf(asset ?? { scale: 0 }, profit))];
    }),
  );
}

/** Dollars in bitcoins at the price of now; 0 without one. */
export function bitcoinsFor(state: CoreState, usd: Decimal): Decimal {
  const tether = state.instruments.assetByCode.get('USDT');
  if (tether === undefined) return decimals.ZERO;
  const amount = decimals.rescale(usd, tether.scale, 'halfUp').coefficient;
  return worthOf(state, tether, amount as never).btc ?? decimals.ZERO;
}
