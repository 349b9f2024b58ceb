import type { Client } from '../../../../identity/index.ts';
import { flag, id, optional, text } from '../../fields.ts';
import { clientMethod, clientSearch, type Method } from '../../method.ts';
import type { RammParts } from '../../parts.ts';
import { picked, within } from '../../search/columns.ts';
import { is, someHold } from '../../search/conditions.ts';
import { type Columns, pageOf, rowOf } from '../../search/live.ts';
import { AccountView } from '../../views/account.ts';
import { StrategyView } from '../../views/strategy.ts';
import { look, type SeenWorld } from '../../views/world.ts';
import { momentText } from '../../wire/moments.ts';
import { ACCOUNT, type SeenAccount } from '../account-columns.ts';
import { rowChart, rowCharts } from '../charts.ts';
import { type ClosedRows, closedOfStrategies, closedOfWallet, closedViews } from '../closed-accounts.ts';
import { ONE_ACCOUNT, wantedAccount } from '../one-account.ts';
import { lookAtOwn } from '../own-account.ts';
import { SeenStrategy } from '../seen-strategy.ts';
import { STRATEGY } from '../strategy-columns.ts';
import { walletBlock, walletOf } from '../wallet.ts';
import { ACCOUNT_LISTED, ACCOUNT_STATED, ACCOUNT_WHOLE, STRATEGY_BESIDE, STRATEGY_STATED } from './blocks.ts';

const TERMS = picked(ACCOUNT, ['Commission', 'Fee']);
const OFFER = picked(STRATEGY, ['Commission', 'Fee']);

const LISTED_ORDER: Columns<SeenAccount> = {
  ...ACCOUNT_LISTED,
  ...within('Strategy', withoutBlocks(STRATEGY_BESIDE), strategyOf),
  ...within('Strategy.Offer', OFFER, strategyOf),
  IsMyStrategy: (seen) => strategyOf(seen).isMine,
};

/** Accounts in the first version (`ramm.md` 6). */
export const FIRST_ACCOUNTS_METHODS: readonly Method[] = [
  clientMethod([1], {
    name: 'accounts.get',
    right: 'base',
    fields: ONE_ACCOUNT,
    handle: (call) =>
      lookAtOwn(call, 'AccountID', wantedAccount(call), (view) => {
        const { ID, ...account } = rowOf(ACCOUNT_WHOLE, { view, client: call.client.id });
        const { id: strategy, name, status } = view.strategy;
        return { ID, Strategy: { ID: strategy, Name: name, Status: status }, ...account };
      }),
  }),
  clientMethod([1], {
    name: 'accounts.getStatement',
    right: 'base',
    fields: { AccountID: id() },
    handle: (call) =>
      lookAtOwn(call, 'AccountID', call.given.AccountID, (view) => {
        const seen = { view, client: call.client.id };
        const { ID, Name, ...strategy } = rowOf(STRATEGY_STATED, strategyOf(seen));
        const statement = {
          CurrentDate: momentText(view.world.now),
          Strategy: { ID, Name, ...rowOf(TERMS, seen), ...strategy },
          Account: rowOf(ACCOUNT_STATED, seen),
        };
        return { Statement: [statement] };
      }),
  }),
  clientSearch([1], {
    name: 'accounts.search',
    entities: 'Accounts',
    filter: { Value: optional(text()), MyActiveAccounts: optional(flag()) },
    sort: Object.keys(LISTED_ORDER),
    besides: ({ parts, client, version }) =>
      look(parts, (world) => ({ Wallets: [walletBlock(walletOf(world, client.id), version)] })),
    async find({ parts, client, search }) {
      const { Value, MyActiveAccounts } = search.filter;
      const closed = await closedFor(parts, client);
      const charts = await rowCharts(parts, await look(parts, (world) => strategiesOf(world, client.id, closed)));
      return look(parts, (world) => {
        const fitting = accountsFor(world, client.id, closed).filter(
          (seen) =>
            someHold([seen.view.strategy.name], Value) &&
            is(seen.view.wallet.client === client.id, MyActiveAccounts) &&
            (MyActiveAccounts !== true || seen.view.isOpen),
        );
        const { rows, total } = pageOf(fitting, search, LISTED_ORDER, ({ view }) => view.account.id);
        const shown = rows.map((seen) => {
          const strategy = strategyOf(seen);
          return {
            Strategy: rowOf(STRATEGY_BESIDE, strategy),
            ...rowOf(ACCOUNT_LISTED, seen),
            Chart: rowChart(strategy.view, charts),
          };
        });
        return { rows: shown, total };
      });
    },
  }),
];

function strategyOf({ view, client }: SeenAccount): SeenStrategy {
  return new SeenStrategy(new StrategyView(view.world, view.strategy), client);
}

function withoutBlocks({ Offer: _, ...columns }: Columns<SeenStrategy>): Columns<SeenStrategy> {
  return columns;
}

/** Closed accounts that the client may see: his own, and those of the strategies that he leads. */
async function closedFor(parts: RammParts, client: Client): Promise<ClosedRows> {
  const { wallet, led } = await look(parts, (world) => {
    const own = walletOf(world, client.id).wallet.id;
    return { wallet: own, led: world.strategiesOf(own).map(({ id: strategy }) => strategy) };
  });
  const [own, others] = await Promise.all([
    closedOfWallet(parts, client, wallet),
    closedOfStrategies(parts, client, led),
  ]);
  return [...new Map([...own, ...others].map((row) => [row.id, row])).values()];
}

/** Accounts that the client may see, open and closed. */
function accountsFor(world: SeenWorld, client: number, closed: ClosedRows): SeenAccount[] {
  const { wallet } = walletOf(world, client);
  const led = world.strategiesOf(wallet.id).flatMap(({ members }) => [...members]);
  const open = [...new Set([...wallet.accounts, ...led])].flatMap((account) => world.copy.accounts.get(account) ?? []);
  const views = [...open.map((account) => new AccountView(world, account)), ...closedViews(world, closed)];
  return views.map((view) => ({ view, client }));
}

/** The strategies of these accounts. */
function strategiesOf(world: SeenWorld, client: number, closed: ClosedRows): number[] {
  return [...new Set(accountsFor(world, client, closed).map(({ view }) => view.strategy.id))];
}
