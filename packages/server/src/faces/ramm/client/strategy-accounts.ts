import { id, optional, section } from '../fields.ts';
import { type ClientCall, clientMethod, type Method } from '../method.ts';
import { named, picked } from '../search/columns.ts';
import { type Columns, type Found, rowOf } from '../search/live.ts';
import { pageOfMany } from '../search/many.ts';
import { pagination, readSearch, type SearchRequest } from '../search/request.ts';
import { AccountView } from '../views/account.ts';
import { look, type SeenWorld } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { ACCOUNT, type SeenAccount } from './account-columns.ts';
import { closedPageOf, closedViews } from './closed-accounts.ts';
import { demandMine } from './own-strategy.ts';
import { THIRD_ACCOUNT } from './v3/blocks.ts';

const LISTED = { StrategyID: id(), Pagination: optional(section()), OrderBy: optional(section()) };

const ACTIVE = `Equity ProfitCurrentIntervalGross FeePaid TotalCommissionTrader FeeToPay TotalProfitNet IsMyAccount`;
const CLOSED = `ID DT DTClosed FeePaid TotalCommissionTrader TotalProfitNet IsMyAccount`;

/** What the owner of a strategy sees of the accounts in it, by version. */
const ACTIVE_COLUMNS: Readonly<Record<number, Columns<SeenAccount>>> = {
  1: picked(ACCOUNT, named(`ID DT ${ACTIVE}`)),
  2: picked(ACCOUNT, named(`ID DT State ${ACTIVE} ClientID`)),
  3: picked(THIRD_ACCOUNT, named(`ID DT State Leverage ${ACTIVE}`)),
};
const CLOSED_COLUMNS: Readonly<Record<number, Columns<SeenAccount>>> = {
  1: picked(ACCOUNT, named(CLOSED)),
  2: picked(ACCOUNT, named(`${CLOSED} ClientID`)),
  3: picked(ACCOUNT, named(CLOSED)),
};

/** The documents sort closed accounts by this name; they mean `IsMyAccount`. */
const MISNAMED = { IsMyStrategy: ACCOUNT.IsMyAccount as Columns<SeenAccount>[string] };

/** Accounts in strategies that the caller leads (`ramm.md` 6). */
export const STRATEGY_ACCOUNTS_METHODS: readonly Method[] = [
  clientMethod([1, 2, 3], {
    name: 'myStrategies.getActiveAccounts',
    right: 'base',
    fields: LISTED,
    async handle(call) {
      const { parts, client, given, version } = call;
      await demandMine(call, given.StrategyID);
      const columns = ACTIVE_COLUMNS[version] ?? {};
      const members = await look(parts, ({ copy }) => [...(copy.strategies.get(given.StrategyID)?.members ?? [])]);
      const find = (world: SeenWorld, id: number): SeenAccount[] => {
        const account = world.copy.accounts.get(id);
        return account === undefined ? [] : [{ view: new AccountView(world, account), client: client.id }];
      };
      const search = searchOf(call, columns);
      const page = { items: members, find, columns: orderOf(columns), idOf };
      const { rows, total } = await pageOfMany(parts, page, search);
      return look(parts, (world) =>
        answered(given.StrategyID, search, { rows: rows.flatMap(({ item }) => find(world, item)), total }, columns),
      );
    },
  }),
  clientMethod([1, 2, 3], {
    name: 'myStrategies.getClosedAccounts',
    right: 'base',
    fields: LISTED,
    async handle(call) {
      const { parts, client, given, version } = call;
      await demandMine(call, given.StrategyID);
      const columns = CLOSED_COLUMNS[version] ?? {};
      const search = searchOf(call, columns);
      const { rows, total } = await closedPageOf(parts, client, given.StrategyID, search);
      return look(parts, (world) => {
        const shown = closedViews(world, rows).map((view) => ({ view, client: client.id }));
        return answered(given.StrategyID, search, { rows: shown, total }, columns);
      });
    },
  }),
];

function idOf({ view }: SeenAccount): number {
  return view.account.id;
}

function orderOf(columns: Columns<SeenAccount>): Columns<SeenAccount> {
  return { ...columns, ...MISNAMED };
}

/** The sections of a search, as they were sent beside the strategy. */
function searchOf({ given: { Pagination, OrderBy } }: ClientCall<typeof LISTED>, columns: Columns<SeenAccount>) {
  const sections = Object.assign(
    Object.create(null),
    Pagination === undefined ? {} : { Pagination },
    OrderBy === undefined ? {} : { OrderBy },
  );
  return readSearch({ filter: {}, sort: Object.keys(orderOf(columns)) }, sections);
}

/** One page of a strategy's accounts. */
function answered(
  strategy: number,
  search: SearchRequest<Record<never, never>>,
  { rows, total }: Found<SeenAccount>,
  columns: Columns<SeenAccount>,
): Json {
  return {
    OrderBy: search.echo.OrderBy,
    Pagination: pagination(search, total),
    StrategyID: strategy,
    Accounts: rows.map((each) => rowOf(columns, each)),
  };
}
