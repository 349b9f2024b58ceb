import { integer, optional, text } from '../../fields.ts';
import { clientSearch, type Method } from '../../method.ts';
import { someHold } from '../../search/conditions.ts';
import { type Columns, pageOf, rowOf } from '../../search/live.ts';
import { look } from '../../views/world.ts';
import { money } from '../../wire/units.ts';
import { againIn, rowChart, rowCharts } from '../charts.ts';
import { idleStrategies, strategiesIn } from '../rating.ts';
import type { SeenStrategy } from '../seen-strategy.ts';
import { idsOf } from '../strategies.ts';
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
  2: ({ view }) => -view.figures.accounts,
};

/** `ratings.get`: best strategies first, with the caller's investment in each. */
export const RATINGS_METHODS: readonly Method[] = [
  clientSearch([1], {
    name: 'ratings.get',
    entities: 'Strategies',
    filter: { RatingType: optional(integer({ most: POPULAR })), StrategyName: optional(text()) },
    sort: ['Place'],
    async find({ parts, client, company, search }) {
      const { RatingType: kind = BY_YIELD, StrategyName } = search.filter;
      const order: Columns<SeenStrategy> = { Place: PLACES[kind] as Columns<SeenStrategy>[string] };
      const idle = await idleStrategies(parts, company.id);
      const page = await look(parts, (world) => {
        const fitting = strategiesIn(world, client.id, 'Rating', idle).filter(
          ({ view }) => someHold([view.strategy.name], StrategyName) && (kind !== BY_YIELD || view.figures.yield >= 0),
        );
        return idsOf(pageOf(fitting, search, order, ({ view }) => view.strategy.id));
      });
      const charts = await rowCharts(parts, page.ids);
      const rows = await look(parts, (world) =>
        againIn(world, page.ids, client.id, (seen) => ({
          Strategy: { ...rowOf(STRATEGY_RATED, seen), Type: KINDS_BY_NUMBER.indexOf(kindOf(seen)) },
          Account: seen.account === undefined ? undefined : rowOf(ACCOUNT_RATED, seen.account),
          Chart: rowChart(seen.view, charts),
        })),
      );
      return { rows, total: page.total };
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
