import { id, optional } from '../fields.ts';
import { clientSearch, type Method, type Searching } from '../method.ts';
import { type Found, pageOf, rowOf } from '../search/live.ts';
import type { AccountView } from '../views/account.ts';
import { type PositionView, positionsOf } from '../views/position.ts';
import type { Json } from '../wire/json.ts';
import { money } from '../wire/units.ts';
import { atOwn, besideWallet, type Listing } from './listing.ts';
import { POSITIONS, POSITIONS_SORT } from './position-columns.ts';
import { ACCOUNT_BESIDE } from './v3/blocks.ts';

const SEARCH = {
  name: 'positions.search',
  entities: 'Positions',
  filter: { AccountID: optional(id()) },
  sort: POSITIONS_SORT,
  find: (call: Listing & Searching<Record<never, never>>): Promise<Found<Json>> =>
    atOwn(call, (view) => {
      const { rows, total } = pageOf(positionsOf(view), call.search, POSITIONS, ({ position }) => position.id);
      return { rows: rows.map((each) => rowOf(POSITIONS, each)), total };
    }),
};

/** What an account holds (`ramm.md` 6): the sums are a list in the first version, an object since. */
export const POSITIONS_METHODS: readonly Method[] = [
  clientSearch([1], {
    ...SEARCH,
    besides: async (call) => ({ ...(await besideWallet(call)), PositionsTotal: [await atOwn(call, totals)] }),
  }),
  clientSearch([2], {
    ...SEARCH,
    besides: async (call) => ({
      ...(await besideWallet(call)),
      PositionsTotal: await atOwn(call, (view) => ({ ...totals(view), Margin: marginOf(view) })),
    }),
  }),
  clientSearch([3], {
    ...SEARCH,
    besides: async (call) => ({
      ...(await besideWallet(call)),
      ...(await atOwn(call, (view) => ({
        Account: rowOf(ACCOUNT_BESIDE, { view, client: call.client.id }),
        PositionsTotal: totals(view),
      }))),
    }),
  }),
];

function totals(view: AccountView) {
  const all = positionsOf(view);
  return {
    Profit: sum(all, ({ figures }) => figures.profit),
    TotalProfit: sum(all, ({ figures }) => figures.totalProfit),
    Swap: sum(all, ({ position }) => position.swap),
  };
}

function marginOf(view: AccountView) {
  return sum(positionsOf(view), ({ figures }) => figures.marginOpen);
}

function sum(positions: readonly PositionView[], read: (each: PositionView) => number) {
  return money(positions.reduce((all, each) => all + read(each), 0));
}
