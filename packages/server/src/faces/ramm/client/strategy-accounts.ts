import { id, optional, section } from '../fields.ts';
import { type ClientCall, clientMethod, type Method } from '../method.ts';
import { named, picked } from '../search/columns.ts';
import { type Columns, pageOf, rowOf } from '../search/live.ts';
import { pagination, readSearch } from '../search/request.ts';
import { AccountView } from '../views/account.ts';
import { look } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { ACCOUNT, type SeenAccount } from './account-columns.ts';
import { closedOfStrategies, closedViews } from './closed-accounts.ts';
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
      const { parts, given, version } = call;
      await demandMine(call, given.StrategyID);
      return look(parts, (world) => {
        const members = world.copy.strategies.get(given.StrategyID)?.members ?? [];
        const open = members.flatMap((member) => world.copy.accounts.get(member) ?? []);
        const views = open.map((account) => new AccountView(world, account));
        return listed(call, views, ACTIVE_COLUMNS[version] ?? {});
      });
    },
  }),
  clientMethod([1, 2, 3], {
    name: 'myStrategies.getClosedAccounts',
    right: 'base',
    fields: LISTED,
    async handle(call) {
      const { parts, client, given, version } = call;
      await demandMine(call, given.StrategyID);
      const closed = await closedOfStrategies(parts, client, [given.StrategyID]);
      return look(parts, (world) => listed(call, closedViews(world, closed), CLOSED_COLUMNS[version] ?? {}));
    },
  }),
];

/** One page of a strategy's accounts, with the sections of a search. */
function listed(
  { given, client }: ClientCall<typeof LISTED>,
  views: readonly AccountView[],
  columns: Columns<SeenAccount>,
): Json {
  const sections = Object.assign(Object.create(null), withoutAbsent(given));
  const order = { ...columns, ...MISNAMED };
  const search = readSearch({ filter: {}, sort: Object.keys(order) }, sections);
  const seen = views.map((view) => ({ view, client: client.id }));
  const { rows, total } = pageOf(seen, search, order, ({ view }) => view.account.id);
  return {
    OrderBy: search.echo.OrderBy,
    Pagination: pagination(search, total),
    StrategyID: given.StrategyID,
    Accounts: rows.map((each) => rowOf(columns, each)),
  };
}

function withoutAbsent({ Pagination, OrderBy }: ClientCall<typeof LISTED>['given']): object {
  return { ...(Pagination === undefined ? {} : { Pagination }), ...(OrderBy === undefined ? {} : { OrderBy }) };
}
