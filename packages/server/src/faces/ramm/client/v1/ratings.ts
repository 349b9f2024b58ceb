import { integer, optional, text } from '../../fields.ts';
import { clientSearch, type Method } from '../../method.ts';
import { someHold } from '../../search/conditions.ts';
import { type Columns, rowOf } from '../../search/live.ts';
import { look } from '../../views/world.ts';
import { money } from '../../wire/units.ts';
import { rowChart, rowCharts } from '../charts.ts';
import { idleStrategies, isOf, strategiesToSearch } from '../rating.ts';
import type { SeenStrategy } from '../seen-strategy.ts';
import { shownPage, strategyPage } from '../strategy-page.ts';
import { type Kind, kindOf } from '../v3/kind.ts';
import { walletOf } from '../wallet.ts';
import { ACCOUNT_RATED, STRATEGY_RATED } from './blocks.ts';

/** Kinds of ratings: by yield, for those that have earned; all by their age; by the number of investments. */
const BY_YIELD = 0;
const POPULAR = 2;

/** Kinds of strategies by their numbers. */
const KINDS_BY_NUMBER: readonly Kind[] = ['Advanced', 'Simple'];

/** Places in each rating: the best is first. */
const PLACES: Readonly<Record<number, (seen: SeenStrategy) => number>> = {
  0: ({ view }) => -view.figures.yield,
  1: ({ view }) => view.strategy.id,
  2: ({ view }) => -view.accounts,
};

/** `ratings.get`: best strategies first, with the caller's investment in each. */
export const RATINGS_METHODS: readonly Method[] = [
  clientSearch([1], {
    name: 'ratings.get',
    entities: 'Strategies',
    filter: { RatingType: optional(integer({ most: POPULAR })), StrategyName: optional(text()) },
    sort: ['Place'],
    async find(call) {
      const { parts, company, search } = call;
      const { RatingType: kind = BY_YIELD, StrategyName } = search.filter;
      const rated = isOf('Rating', await idleStrategies(parts, company.id));
      const fits = (seen: SeenStrategy): boolean =>
        rated(seen) &&
        someHold([seen.view.strategy.name], StrategyName) &&
        (kind !== BY_YIELD || seen.view.figures.yield >= 0);
      const order: Columns<SeenStrategy> = { Place: PLACES[kind] as Columns<SeenStrategy>[string] };
      const { ids, total } = await strategyPage(call, { items: await strategiesToSearch(call), fits, order });
      const charts = await rowCharts(parts, ids);
      const rows = await shownPage(call, ids, (seen) => ({
        Strategy: { ...rowOf(STRATEGY_RATED, seen), Type: KINDS_BY_NUMBER.indexOf(kindOf(seen)) },
        Account: seen.account === undefined ? undefined : rowOf(ACCOUNT_RATED, seen.account),
        Chart: rowChart(seen.view, charts),
      }));
      return { rows, total };
    },
    besides: ({ parts, client }) =>
      look(parts, (world) => {
        const { wallet, figures } = walletOf(world, client.id);
        // net of bonuses: they are not the client's money
        const equity = wallet.balance + figures.invested - wallet.bonus;
        return { MyFunds: [{ InvestedNet: money(figures.invested), EquityNet: money(equity) }] };
      }),
  }),
];
