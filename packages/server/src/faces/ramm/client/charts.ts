import { chosenUnitPrices, listAccountDays, listUnitPrices } from '../../../readmodel/index.ts';
import { id, integer, optional, withDefault, word } from '../fields.ts';
import { symbolShares } from '../manager/strategies.ts';
import { clientMethod, type Method } from '../method.ts';
import type { RammParts } from '../parts.ts';
import { chartOf, thinned } from '../views/chart.ts';
import { type StrategyView, yieldPercent } from '../views/strategy.ts';
import { look } from '../views/world.ts';
import type { ExactNumber, Json } from '../wire/json.ts';
import { momentText } from '../wire/moments.ts';
import { money, ratio } from '../wire/units.ts';
import { lookAtOwn } from './own-account.ts';
import { portfolioShares } from './portfolio.ts';
import { seenStrategy } from './seen-strategy.ts';

const ROW_POINTS = 25;
const MOST_POINTS = 250;
const DAY_MS = 86_400_000;

/** Points of a chart of each size, unless `MaxPoints` tells. */
const SIZES = { full: MOST_POINTS, large: 100, medium: 50, small: 25 } as const;

const CHART = {
  MaxPoints: optional(integer({ least: 2, most: MOST_POINTS })),
  // both have the one curve that is kept
  chartType: optional(word(['yield', 'yield-leverage'])),
  chartSize: withDefault(word(Object.keys(SIZES) as (keyof typeof SIZES)[]), 'full'),
};

/** Charts and shares of strategies, charts of accounts (`ramm.md` 6). */
export const CHART_METHODS: readonly Method[] = [
  clientMethod([1, 2], {
    name: 'charts.get',
    right: 'base',
    fields: { StrategyID: id(), ...CHART },
    async handle(call) {
      const { parts, given } = call;
      await look(parts, (world) => seenStrategy(world, call, given.StrategyID).view.strategy.id);
      const days = await listUnitPrices(parts.readModel, given.StrategyID);
      return look(parts, (world) => {
        const { view } = seenStrategy(world, call, given.StrategyID);
        const points = chartOf(view, days, given.MaxPoints ?? SIZES[given.chartSize]);
        return { Chart: points.map(({ at, unitPrice }) => ({ DT: momentText(at), Yield: yieldPercent(unitPrice) })) };
      });
    },
  }),
  clientMethod([1, 2], {
    name: 'accounts.getCharts',
    right: 'base',
    fields: { AccountID: id(), ...CHART },
    async handle(call) {
      const { parts, given } = call;
      const days = await listAccountDays(parts.readModel, given.AccountID);
      return lookAtOwn(call, 'AccountID', given.AccountID, (view) => {
        const { account, figures, world } = view;
        const end = account.closedAt > 0 ? account.closedAt : world.now;
        const points = [
          ...days
            .map(({ day, equity, profit, base }) => ({ at: day * DAY_MS, equity, profit, base }))
            .filter(({ at }) => at < end),
          { at: end, equity: figures.equity, profit: figures.totalProfit, base: account.deposited },
        ];
        const Chart = thinned(points, given.MaxPoints ?? SIZES[given.chartSize]).map(
          ({ at, equity, profit, base }) => ({
            DT: momentText(at),
            Yield: percent(profit, base),
            Equity: money(equity),
          }),
        );
        return { Chart };
      });
    },
  }),
  clientMethod([1, 2], {
    name: 'strategyportfolio.get',
    right: 'base',
    fields: { StrategyID: id() },
    handle: (call) =>
      look(call.parts, (world) => ({
        StrategyPortfolio: portfolioShares(seenStrategy(world, call, call.given.StrategyID).view),
      })),
  }),
  clientMethod([1, 2], {
    name: 'strategysymbolstat.get',
    right: 'base',
    fields: { StrategyID: id() },
    handle: (call) =>
      look(call.parts, (world) => ({
        StrategySymbolStat: symbolShares(seenStrategy(world, call, call.given.StrategyID).view, 1),
      })),
  }),
];

/** The charts of a page of strategies, by strategy. */
export type RowCharts = ReadonlyMap<number, readonly { readonly day: number; readonly price: number }[]>;

export async function rowCharts({ readModel }: RammParts, strategies: readonly number[]): Promise<RowCharts> {
  const days = await chosenUnitPrices(readModel, strategies, ROW_POINTS);
  const known = new Map<number, { day: number; price: number }[]>(strategies.map((strategy) => [strategy, []]));
  for (const { strategy, day, price } of days) known.get(strategy)?.push({ day, price });
  return known;
}

/** A strategy's chart as it stands in a row of a search: percent alone. */
export function rowChart(view: StrategyView, charts: RowCharts): Json {
  const days = charts.get(view.strategy.id) ?? [];
  return chartOf(view, days, ROW_POINTS).map(({ unitPrice }) => ({ Yield: yieldPercent(unitPrice) }));
}

/** Profit for the money brought in, in percent. */
function percent(profit: number, base: number): ExactNumber {
  return ratio(BigInt(profit) * 100n, base, 4);
}
