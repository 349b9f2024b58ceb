import { Fault } from '../../errors.ts';
import { id, integer, optional, text } from '../../fields.ts';
import { clientMethod, clientSearch, type Method, NOTHING } from '../../method.ts';
import type { RammParts } from '../../parts.ts';
import { is, someHold } from '../../search/conditions.ts';
import { type Columns, rowOf } from '../../search/live.ts';
import { positionsOf } from '../../views/position.ts';
import { look } from '../../views/world.ts';
import type { Json } from '../../wire/json.ts';
import { momentOf } from '../../wire/moments.ts';
import { DEALS_WITHIN } from '../deal-columns.ts';
import { newestDeals } from '../deal-list.ts';
import { demandMine } from '../own-strategy.ts';
import { POSITIONS_WITHIN } from '../position-columns.ts';
import { idleStrategies, isOf, MODES, strategiesToSearch } from '../rating.ts';
import { type SeenStrategy, seenStrategy } from '../seen-strategy.ts';
import { shownPage, strategyPage } from '../strategy-page.ts';
import { walletBlock, walletOf } from '../wallet.ts';
import { ACCOUNT_WITHIN } from './blocks.ts';
import { KINDS, kindOf } from './kind.ts';
import { youtube } from './video.ts';

/** Deals that are told of beside a strategy: the newest. */
const SHOWN_DEALS = 100;

/** Symbols by which a strategy is tagged. */
const TAGS = 3;

/** A strategy of the third version but for what the caller holds of it. */
const STRATEGY: Columns<SeenStrategy> = {
  ID: ({ view }) => view.strategy.id,
  Name: ({ view }) => view.strategy.name,
  Type: kindOf,
  DTVideo: ({ video }) => momentOf(video?.at),
  Youtube: ({ video }) => video?.youtube,
  LeverageMax: ({ view }) => view.world.copy.companies.get(view.strategy.company)?.spec.leverage,
  State: stateOf,
  Status: ({ view }) => view.strategy.status,
  DTClosed: ({ view }) => momentOf(view.strategy.closedAt),
  Tags: ({ view }) => view.symbols.slice(0, TAGS),
};

const ORDER: Columns<SeenStrategy> = {
  ID: ({ view }) => view.strategy.id,
  Name: ({ view }) => view.strategy.name,
  DTVideo: ({ video }) => video?.at,
};

/** Strategies in the third version (`ramm.md` 6). */
export const THIRD_STRATEGIES_METHODS: readonly Method[] = [
  clientMethod([3], {
    name: 'strategies.get',
    right: 'base',
    fields: { ID: id() },
    async handle(call) {
      const account = await look(call.parts, (world) => accountOf(seenStrategy(world, call, call.given.ID, ID_FIELD)));
      const deals = await dealsOf(call.parts, account === undefined ? [] : [account]);
      return look(call.parts, (world) => strategyAnswer(seenStrategy(world, call, call.given.ID, ID_FIELD), deals));
    },
  }),
  clientSearch([3], {
    name: 'strategies.search',
    entities: 'Strategies',
    filter: {
      SearchMode: optional(text()),
      Name: optional(text()),
      Type: optional(text()),
      IDMax: optional(integer()),
    },
    sort: Object.keys(ORDER),
    besides: ({ parts, client, version }) =>
      look(parts, (world) => ({ Wallets: [walletBlock(walletOf(world, client.id), version)] })),
    async find(call) {
      const { SearchMode, Name, Type, IDMax = Number.MAX_SAFE_INTEGER } = call.search.filter;
      const mode = MODES.find((known) => known === SearchMode);
      if (mode === undefined) throw Fault.invalid('Filter.SearchMode', `one of ${MODES.join(', ')}`);
      if (Type !== undefined && !KINDS.some((kind) => kind === Type))
        throw Fault.invalid('Filter.Type', `one of ${KINDS.join(', ')}`);
      const ofMode = isOf(mode, await idleStrategies(call.parts, call.company.id));
      const fits = (seen: SeenStrategy): boolean =>
        ofMode(seen) &&
        someHold([seen.view.strategy.name], Name) &&
        is<string>(kindOf(seen), Type) &&
        seen.view.strategy.id <= IDMax;
      const items = await strategiesToSearch(call, mode);
      const { ids, total } = await strategyPage(call, { items, fits, order: ORDER });
      const accounts = await shownPage(call, ids, accountOf);
      const deals = await dealsOf(
        call.parts,
        accounts.flatMap((account) => account ?? []),
      );
      return { rows: await shownPage(call, ids, (seen) => strategyAnswer(seen, deals)), total };
    },
  }),
  clientMethod([3], {
    name: 'myStrategies.setVideo',
    right: 'base',
    fields: { StrategyID: id(), Youtube: youtube() },
    async handle(call) {
      const { parts, given } = call;
      await demandMine(call, given.StrategyID);
      const { business } = parts.identity;
      await business.save(business.videos.set(given.StrategyID, { youtube: given.Youtube, at: parts.engine.now }));
      return NOTHING;
    },
  }),
];

const ID_FIELD = 'ID';

/** Closed, hidden without a public offer, else active. */
function stateOf({ view: { strategy } }: SeenStrategy): 'Closed' | 'Hidden' | 'Active' {
  if (strategy.status === 4) return 'Closed';
  return strategy.publicOffer === 0 ? 'Hidden' : 'Active';
}

/** An account, its running interval and its company. */
interface HeldAccount {
  readonly id: number;
  readonly interval: number;
  readonly company: number;
}

function accountOf({ account }: SeenStrategy): HeldAccount | undefined {
  if (account === undefined) return undefined;
  const { account: held, strategy } = account.view;
  return { id: held.id, interval: held.interval, company: strategy.company };
}

/** The newest deals of accounts, by account. */
async function dealsOf(parts: RammParts, accounts: readonly HeldAccount[]): Promise<ReadonlyMap<number, Json[]>> {
  const lists = accounts.map(async (account) => {
    const deals = await newestDeals(parts, account, SHOWN_DEALS);
    return [account.id, deals.map((deal) => rowOf(DEALS_WITHIN, deal))] as const;
  });
  return new Map(await Promise.all(lists));
}

/** A strategy with the caller's own account in it, its positions and deals. */
function strategyAnswer(seen: SeenStrategy, deals: ReadonlyMap<number, Json[]>): Json {
  const { account } = seen;
  return {
    ...rowOf(STRATEGY, seen),
    Account: account === undefined ? undefined : rowOf(ACCOUNT_WITHIN, account),
    Positions: account === undefined ? [] : positionsOf(account.view).map((each) => rowOf(POSITIONS_WITHIN, each)),
    Deals: deals.get(accountOf(seen)?.id ?? 0) ?? [],
  };
}
