import type { Company } from '../../../identity/index.ts';
import { rowOf } from '../search/live.ts';
import { chartOf } from '../views/chart.ts';
import { STRATEGY_COLUMNS, type StrategyView, yieldPercent } from '../views/strategy.ts';
import type { Json } from '../wire/json.ts';
import { momentText } from '../wire/moments.ts';

/** Points of the chart of one strategy. */
const CHART_POINTS = 250;

/** What `strategies.get` tells (`ramm.md` 4.9). */
export function strategyDetails(
  view: StrategyView,
  company: Company,
  days: readonly { readonly day: number; readonly price: number }[],
): Json {
  const { trader, wallet } = view;
  const { ClientID: _, Yields: __, ...row } = rowOf(STRATEGY_COLUMNS, view);
  return {
    ...row,
    CompanyID: company.id,
    CompanyName: company.name,
    TraderID: wallet.client,
    Demo: company.demo,
    Equity: view.equity,
    TraderFirstName: trader?.firstName,
    TraderLastName: trader?.lastName,
    Chart: chartOf(view, days, CHART_POINTS).map(({ unitPrice, at }) => ({
      Yield: yieldPercent(unitPrice),
      DT: momentText(at),
    })),
  };
}
