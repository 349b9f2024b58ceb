import { flag, id, optional, text } from '../../fields.ts';
import { type ClientCall, clientMethod, clientSearch, type Method, type Searching } from '../../method.ts';
import { picked, within } from '../../search/columns.ts';
import { is, someHold } from '../../search/conditions.ts';
import { type Columns, pageOf, rowOf } from '../../search/live.ts';
import { StrategyView } from '../../views/strategy.ts';
import { look, type SeenWorld } from '../../views/world.ts';
import type { Json } from '../../wire/json.ts';
import type { SeenAccount } from '../account-columns.ts';
import { againIn, rowChart, rowCharts } from '../charts.ts';
import { strategiesFor, visibleStrategies } from '../rating.ts';
import { SeenStrategy, seenStrategy } from '../seen-strategy.ts';
import { idsOf } from '../strategies.ts';
import { STRATEGY } from '../strategy-columns.ts';
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
    find: (call) =>
      pageWithCharts(call, FOUND_ORDER, {
        fitting: (world) => {
          const { Name, MyActiveAccounts, MyStrategies, ActiveStrategies } = call.search.filter;
          return visibleStrategies(world, call.client.id).filter(
            (seen) =>
              someHold([seen.view.strategy.name], Name) &&
              is(seen.account !== undefined, MyActiveAccounts) &&
              is(seen.isMine, MyStrategies) &&
              is(seen.view.strategy.closedAt === 0, ActiveStrategies),
          );
        },
        show: (seen) => ({ ...rowOf(STRATEGY_FOUND, seen), Account: blockOf(ACCOUNT_FOUND, seen.account) }),
      }),
  }),
  clientSearch([1], {
    name: 'myStrategies.search',
    entities: 'Strategies',
    filter: { Value: optional(text()), Name: optional(text()), IsActive: optional(flag()) },
    sort: Object.keys(LED_ORDER),
    besides,
    async find({ parts, client, search }) {
      const { Value, Name, IsActive } = search.filter;
      return look(parts, (world) => {
        const own = strategiesFor(world, client.id).filter(
          ({ isMine, view: { strategy } }) =>
            isMine &&
            someHold([strategy.name], Value) &&
            someHold([strategy.name], Name) &&
            is(strategy.closedAt === 0, IsActive),
        );
        const { rows, total } = pageOf(own, search, LED_ORDER, ({ view }) => view.strategy.id);
        const shown = rows.map((seen) => ({
          ...rowOf(STRATEGY_LED, seen),
          Account: blockOf(ACCOUNT_LED, securityOf(seen)),
        }));
        return { rows: shown, total };
      });
    },
  }),
];

/** What fits in a search, and how a row of it is shown but for its chart. */
interface Wanted {
  readonly fitting: (world: SeenWorld) => readonly SeenStrategy[];
  readonly show: (seen: SeenStrategy) => Record<string, Json>;
}

async function pageWithCharts(
  { parts, client, search }: Pick<ClientCall, 'parts' | 'client'> & Searching<Record<never, never>>,
  order: Columns<SeenStrategy>,
  { fitting, show }: Wanted,
) {
  const page = await look(parts, (world) =>
    idsOf(pageOf(fitting(world), search, order, ({ view }) => view.strategy.id)),
  );
  const charts = await rowCharts(parts, page.ids);
  const rows = await look(parts, (world) =>
    againIn(world, page.ids, client.id, (seen) => ({ ...show(seen), Chart: rowChart(seen.view, charts) })),
  );
  return { rows, total: page.total };
}

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
