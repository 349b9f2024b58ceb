import { flag, id, optional, text } from '../../fields.ts';
import { type ClientCall, clientMethod, clientSearch, type Method } from '../../method.ts';
import { picked, within } from '../../search/columns.ts';
import { is, someHold } from '../../search/conditions.ts';
import { type Columns, rowOf } from '../../search/live.ts';
import { StrategyView } from '../../views/strategy.ts';
import { look, type SeenWorld } from '../../views/world.ts';
import type { Json } from '../../wire/json.ts';
import type { SeenAccount } from '../account-columns.ts';
import { rowChart, rowCharts } from '../charts.ts';
import { isVisible, strategiesToSearch } from '../rating.ts';
import { SeenStrategy, seenStrategy } from '../seen-strategy.ts';
import { STRATEGY } from '../strategy-columns.ts';
import { shownPage, strategyPage } from '../strategy-page.ts';
import { walletBlock, walletOf } from '../wallet.ts';
import {
  ACCOUNT_ADDED,
  ACCOUNT_FOUND,
  ACCOUNT_LED,
  MY_ACCOUNT,
  STRATEGY_ADDED,
  STRATEGY_FOUND,
  STRATEGY_LED,
  STRATEGY_WHOLE,
} from './blocks.ts';

const OFFER = picked(STRATEGY, ['Commission', 'Fee']);

/** Columns to sort by: those of the rows, of their offers and of the accounts in them. */
function orderOf(
  strategy: Columns<SeenStrategy>,
  account: Columns<SeenAccount>,
  accountOf: (seen: SeenStrategy) => SeenAccount | undefined,
): Columns<SeenStrategy> {
  const { Offer: _, Yields: __, ...plain } = strategy;
  return {
    ...plain,
    ...within('Offer', OFFER, (seen: SeenStrategy) => seen),
    ...within('Account', account, accountOf),
  };
}

const FOUND_ORDER = orderOf(STRATEGY_FOUND, ACCOUNT_FOUND, ({ account }) => account);
const LED_ORDER = orderOf(STRATEGY_LED, ACCOUNT_LED, securityOf);

const besides = ({ parts, client, version }: Pick<ClientCall, 'parts' | 'client' | 'version'>) =>
  look(parts, (world) => ({ Wallets: [walletBlock(walletOf(world, client.id), version)] }));

/** Strategies in the first version (`ramm.md` 6). */
export const FIRST_STRATEGIES_METHODS: readonly Method[] = [
  clientMethod([1], {
    name: 'strategies.get',
    right: 'base',
    fields: { ID: id() },
    handle: (call) =>
      look(call.parts, (world) => {
        const seen = seenStrategy(world, call, call.given.ID, 'ID');
        return { Strategy: rowOf(STRATEGY_WHOLE, seen), MyAccount: blockOf(MY_ACCOUNT, seen.account) };
      }),
  }),
  clientSearch([1], {
    name: 'strategies.search',
    entities: 'Strategies',
    filter: {
      Name: optional(text()),
      MyActiveAccounts: optional(flag()),
      MyStrategies: optional(flag()),
      ActiveStrategies: optional(flag()),
    },
    sort: Object.keys(FOUND_ORDER),
    besides,
    async find(call) {
      const { Name, MyActiveAccounts, MyStrategies, ActiveStrategies } = call.search.filter;
      const fits = (seen: SeenStrategy): boolean =>
        isVisible(seen) &&
        someHold([seen.view.strategy.name], Name) &&
        is(seen.account !== undefined, MyActiveAccounts) &&
        is(seen.isMine, MyStrategies) &&
        is(seen.view.strategy.closedAt === 0, ActiveStrategies);
      const { ids, total } = await strategyPage(call, {
        items: await strategiesToSearch(call),
        fits,
        order: FOUND_ORDER,
      });
      const charts = await rowCharts(call.parts, ids);
      const rows = await shownPage(call, ids, (seen) => ({
        ...rowOf(STRATEGY_FOUND, seen),
        Account: blockOf(ACCOUNT_FOUND, seen.account),
        Chart: rowChart(seen.view, charts),
      }));
      return { rows, total };
    },
  }),
  clientSearch([1], {
    name: 'myStrategies.search',
    entities: 'Strategies',
    filter: { Value: optional(text()), Name: optional(text()), IsActive: optional(flag()) },
    sort: Object.keys(LED_ORDER),
    besides,
    async find(call) {
      const { Value, Name, IsActive } = call.search.filter;
      const fits = ({ isMine, view: { strategy } }: SeenStrategy): boolean =>
        isMine &&
        someHold([strategy.name], Value) &&
        someHold([strategy.name], Name) &&
        is(strategy.closedAt === 0, IsActive);
      const { ids, total } = await strategyPage(call, {
        items: await strategiesToSearch(call),
        fits,
        order: LED_ORDER,
      });
      const rows = await shownPage(call, ids, (seen) => ({
        ...rowOf(STRATEGY_LED, seen),
        Account: blockOf(ACCOUNT_LED, securityOf(seen)),
      }));
      return { rows, total };
    },
  }),
];

/** What `myStrategies.add` answers. */
export function addedBlock(world: SeenWorld, client: number, id: number, command: number): Json {
  const strategy = world.copy.strategies.get(id);
  if (strategy === undefined) throw new Error(`no strategy ${id}`);
  const seen = new SeenStrategy(new StrategyView(world, strategy), client);
  return {
    AccountCommand: { ID: command },
    Wallets: [walletBlock(walletOf(world, client), 1)],
    Strategies: [
      { Strategy: rowOf(STRATEGY_ADDED, seen), Account: blockOf(ACCOUNT_ADDED, securityOf(seen) ?? seen.account) },
    ],
  };
}

function blockOf(columns: Columns<SeenAccount>, account: SeenAccount | undefined): Json {
  return account === undefined ? undefined : rowOf(columns, account);
}

/** The trader's own account. */
function securityOf({ view, client }: SeenStrategy): SeenAccount | undefined {
  const { security } = view;
  return security === undefined ? undefined : { view: security, client };
}
