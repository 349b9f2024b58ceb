import { optional, text } from '../fields.ts';
import type { ClientCall, Searching } from '../method.ts';
import { named, picked, within } from '../search/columns.ts';
import { someHold } from '../search/conditions.ts';
import { type Columns, type Found, pageOf } from '../search/live.ts';
import type { AccountView } from '../views/account.ts';
import { StrategyView } from '../views/strategy.ts';
import { look } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { ACCOUNT, type SeenAccount } from './account-columns.ts';
import { closedOfWallet, closedViews } from './closed-accounts.ts';
import { SeenStrategy } from './seen-strategy.ts';
import { STRATEGY_ORDER } from './strategies.ts';
import { strategyBlock } from './strategy-columns.ts';
import { walletBlock, walletOf } from './wallet.ts';

/** A closed investment with its strategy. */
interface Closed {
  readonly account: SeenAccount;
  readonly strategy: SeenStrategy;
}

const STRATEGY_NAMES = named(`ID Name DTCreated DTStat DTClosed Status Yield MonthlyYield Accounts Symbols IsMyStrategy
  PublicOffer.FeeRate PublicOffer.CommissionRate`);

const CLOSED_ORDER: Columns<Closed> = {
  ...Object.fromEntries(
    Object.entries(picked(STRATEGY_ORDER, STRATEGY_NAMES)).map(([name, read]) => [
      name,
      ({ strategy }: Closed) => read(strategy),
    ]),
  ),
  ...within(
    'Account',
    picked(ACCOUNT, named('ID Type Asset DTCreated DTClosed TotalProfit FeePaid')),
    ({ account }: Closed) => account,
  ),
};

const FILTER = { Name: optional(text()) };

type Call = ClientCall<Record<never, never>> & Searching<typeof FILTER>;

/** `accounts.searchClosed` but for how an account is shown. */
export const SEARCH_CLOSED = {
  name: 'accounts.searchClosed',
  entities: 'Strategies',
  filter: FILTER,
  sort: Object.keys(CLOSED_ORDER),
  besides: ({ parts, client, version }: Call) =>
    look(parts, (world) => ({ Wallets: [walletBlock(walletOf(world, client.id), version)] })),
};

/** A page of the caller's closed investments. */
export async function closedPage(
  { parts, client, search }: Call,
  show: (view: AccountView, client: number) => Json,
): Promise<Found<Json>> {
  const wallet = await look(parts, (world) => walletOf(world, client.id).wallet.id);
  const closed = await closedOfWallet(parts, client, wallet);
  return look(parts, (world) => {
    const all = closedViews(world, closed)
      .filter(({ account, strategy }) => account.kind !== 0 && someHold([strategy.name], search.filter.Name))
      .map((view) => ({
        account: { view, client: client.id },
        strategy: new SeenStrategy(new StrategyView(world, view.strategy), client.id),
      }));
    const { rows, total } = pageOf(all, search, CLOSED_ORDER, ({ account }) => account.view.account.id);
    const shown = rows.map(({ account, strategy }) => {
      const { Account: _, ...block } = strategyBlock(strategy);
      return { ...block, ActiveAccountID: strategy.account?.view.account.id, Account: show(account.view, client.id) };
    });
    return { rows: shown, total };
  });
}
