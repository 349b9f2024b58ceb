import { type CopyRow, dealSums } from '../../../readmodel/index.ts';
import { id, optional } from '../fields.ts';
import { clientSearch, type Method, type Searching } from '../method.ts';
import type { RammParts } from '../parts.ts';
import { type Columns, type Found, rowOf } from '../search/live.ts';
import { equal, storedPage } from '../search/stored.ts';
import type { Json } from '../wire/json.ts';
import { money } from '../wire/units.ts';
import { DEALS, DEALS_FIRST, DEALS_SORT, type SeenDeal } from './deal-columns.ts';
import { placed } from './deal-list.ts';
import { atOwn, besideWallet, type Listing } from './listing.ts';
import { ACCOUNT_BESIDE } from './v3/blocks.ts';

const FILTER = { AccountID: optional(id()) };
type Call = Listing & Searching<typeof FILTER>;

const search = (columns: Columns<SeenDeal>) => ({
  name: 'deals.search',
  entities: 'Deals',
  filter: FILTER,
  sort: Object.keys(DEALS_SORT),
  find: (call: Call) => dealPage(call, columns),
});

/** What has happened in an account (`ramm.md` 6): the sums are a list in the first version, an object since. */
export const DEALS_METHODS: readonly Method[] = [
  clientSearch([1], {
    ...search(DEALS_FIRST),
    besides: async (call) => ({ ...(await besideWallet(call)), DealsTotal: [await totals(call)] }),
  }),
  clientSearch([2], {
    ...search(DEALS),
    besides: async (call) => ({ ...(await besideWallet(call)), DealsTotal: await totals(call) }),
  }),
  clientSearch([3], {
    ...search(DEALS),
    besides: async (call) => ({
      ...(await besideWallet(call)),
      Account: await atOwn(call, (view) => rowOf(ACCOUNT_BESIDE, { view, client: call.client.id })),
      DealsTotal: await totals(call),
    }),
  }),
];

async function dealPage(call: Call & { readonly parts: RammParts }, columns: Columns<SeenDeal>): Promise<Found<Json>> {
  const { account, interval } = await atOwn(call, (view) => ({
    account: view.account.id,
    interval: view.account.interval,
  }));
  const { rows, total } = await storedPage(call.parts.readModel, call.search, {
    table: 'copy_deals',
    columns: DEALS_SORT,
    company: call.client.company,
    conditions: equal('account', account),
    count: { name: 'deals.account', owner: account },
  });
  const deals = await placed(call.parts, rows as readonly CopyRow<'copy_deals'>[], account, interval);
  return { rows: deals.map((deal) => rowOf(columns, deal)), total };
}

async function totals(call: Listing) {
  const account = await atOwn(call, (view) => view.account.id);
  const { profit, total, swap, commission } = await dealSums(call.parts.readModel, call.client.company, account);
  return {
    Profit: money(profit),
    TotalProfit: money(total),
    Swap: money(swap),
    Commission: money(commission),
  };
}
